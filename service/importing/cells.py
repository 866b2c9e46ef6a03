"""Cells as they are compared with words that are known: headings, totals, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

TOTALS = ("合计", "总计", "小计", "共计")
"""How the first cell of a row of totals begins."""
_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def clean(text: str) -> str:
    """Return a cell as it is compared: no invisible characters, any white space as one space."""
    return _SPACES.sub(" ", text.translate(_INVISIBLE)).strip()


def is_total(row: Sequence[str], *, also: Collection[str] = ()) -> bool:
    """Return whether the first thing that a row says is a word for totals, or another, and no more."""
    said = next((cell for cell in row if cell.strip()), "")
    return "".join(said.split()) in (*TOTALS, *also)


def heading(text: str) -> str:
    """Return a heading as it is compared: no spaces, marks of duty, or remarks in brackets."""
    narrow = unicodedata.normalize("NFKC", clean(text))
    bare = re.sub(r"[（(].*?[）)]|[*＊:：\s]", "", narrow)
    return bare.upper() if bare.isascii() else bare
