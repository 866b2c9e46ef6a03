"""How offices write into a cell that there is nothing to say: a dash, a stroke, 无."""

from __future__ import annotations

import re

NONE = ("无", "暂无", "没有")
"""Words for it."""
_DASHES = re.compile(r"[-\u2013—\uff0d/\uff0f\\\uff3c\s]*")


def is_blank(text: str) -> bool:
    """Return whether a text is empty, or dashes and strokes alone."""
    return _DASHES.fullmatch(text) is not None


def says_nothing(text: str) -> bool:
    """Return whether a text says that there is nothing, by dashes or by a word."""
    return is_blank(text) or text.strip().rstrip("。") in NONE
