"""Numbers of headings by level, as GB/T 9704-2012 7.3.3 has them: 一、（一）1.（1）."""

from __future__ import annotations

from nlp.chinese_numbers import heading_mark

_LEVELS = {"heading1": 0, "heading2": 1, "heading3": 2, "heading4": 3}


class Numbering:
    """Counts headings of four levels; each begins anew under the one above it."""

    def __init__(self, counts: tuple[int, ...] = ()) -> None:
        self._counts = list(counts) or [0, 0, 0, 0]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many of each level there are so far, to go on from in the next section."""
        return tuple(self._counts)

    def number(self, kind: str) -> str:
        """Return the number of the next paragraph of a kind: `一、`, or nothing for no heading."""
        level = _LEVELS.get(kind)
        if level is None:
            if kind in ("title", "attachment-label", "plain-heading"):
                self._counts = [0, 0, 0, 0]
            return ""
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (3 - level)
        return heading_mark(level + 1, self._counts[level])
