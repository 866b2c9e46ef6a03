"""Number of characters within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.normalize import visible_length
from nlp.rules.model import CheckContext, Match


def length(name: str, _context: CheckContext, *, least: int, most: int) -> Iterator[Match]:
    """Fire when the name has from `least` to `most` characters, separators not counted."""
    n = visible_length(name)
    if least <= n <= most:
        yield Match((0, len(name)), {"n": n})
