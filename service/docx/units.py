"""Lengths of Word: twentieths of a point for distances, half points for sizes of type."""

from __future__ import annotations

TWIPS_PER_MM, POINTS_PER_MM, MM_PER_POINT = 1440 / 25.4, 72 / 25.4, 25.4 / 72
A4 = (11906, 16838)
"""Paper in twips: 210 × 297 mm."""
SMALL, SMALL_LINE = 9, 13
"""Type and line in points of tables of many columns, 小五: the largest in which fourteen columns fit."""


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, rounded down so that text never grows past a page."""
    return int(millimetres * TWIPS_PER_MM)


def twentieths(points: float) -> int:
    """Return points in twentieths."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a size of type in half points."""
    return round(points * 2)


def characters_wide(text: str) -> float:
    """Return how wide a text is in East Asian characters; letters and digits count a half."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2
