"""Tracked changes: how many are left in a file, and what is no longer there once they are accepted."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from service.linting.properties import W

_CHANGES = frozenset(
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "numberingChange"),
        *("tblPrChange", "trPrChange", "tcPrChange", "cellIns", "cellDel", "cellMerge"),
    )
)
_MARKS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom"))


def count(element: ET.Element) -> int:
    """Return how many tracked changes a part of a document holds; linear.

    The mark of a paragraph or row that came or went with its text is told with that text; only where
    nothing else changed does it count by itself.
    """
    changes = [one for one in element.iter() if one.tag in _CHANGES]
    told = sum(1 for one in changes if len(one) or one.tag not in _MARKS)
    return told or len(changes)


def is_gone(element: ET.Element) -> bool:
    """Whether a row, or the mark of a paragraph, is deleted or moved elsewhere."""
    for path in ("trPr/{0}del", "pPr/{0}rPr/{0}del", "pPr/{0}rPr/{0}moveFrom"):
        if element.find(W + path.format(W)) is not None:
            return True
    return False
