"""Choosing among things of equal worth: the same for the same request, different for another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Chooser:
    """Orders things by a hash of the request, so that two speeches of one season differ."""

    def __init__(self, *request: object) -> None:
        whole = "\x1f".join(str(part) for part in request).encode()
        # A key is 64 bytes at most, less than the name of a meeting with all that follows it.
        self._key = hashlib.blake2b(whole).digest()

    def ordered(self, things: Iterable[Thing], name: str = "") -> list[Thing]:
        """Return things in an order of their own for this request."""
        return sorted(things, key=lambda thing: self._rank(f"{name}\x1e{thing}"))

    def one(self, things: Sequence[Thing], name: str = "") -> Thing:
        """Return one of some things."""
        return self.ordered(things, name)[0]

    def _rank(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), key=self._key, digest_size=8).digest()
