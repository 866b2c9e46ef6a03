"""How much the loops of one document may do: no template can use up time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

from service.drafting.filters import BodyError

MOST_STEPS = 2_000_000
"""Most turns of all loops of one document together."""
MOST_SECONDS = 30.0
"""Longest time one document may take."""


class Budget(threading.local):
    """What one rendering may still use; each thread renders one document at a time."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin a document: everything may be used again."""
        self._left, self._end = MOST_STEPS, time.monotonic() + MOST_SECONDS

    def counted(self, items: Any) -> Iterator[Any]:
        """Yield the turns of a loop.

        Raises:
            BodyError: all loops together took too many, or too long.
        """
        for item in items:
            self._left -= 1
            if self._left < 0 or (self._left % 1024 == 0 and time.monotonic() > self._end):
                raise BodyError("模板循环太多次，请检查模板。")
            yield item
