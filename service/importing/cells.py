"""Cells as they are compared with words that are known: headings, totals, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

TOTALS = ("合计", "总计", "小计", "共计")
"""How the first cell of a row of totals begins."""
NOTES = (
    "说明",
    "注：",
    "注:",
    "备注：",
    "填表",
    "填报",
    "制表",
    "审核",
    "负责人",
    "联系人",
    "单位盖章",
    "（盖章）",
)
"""How what stands below a table begins, and is no row of it."""
NO_COLUMN = ("序号", "错误原因")
"""Headings that are missed by nobody: a serial number has nothing to read, the last our own report added."""
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")  # noqa: RUF001
_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def clean(text: str) -> str:
    """Return a cell as it is compared: no invisible characters, any white space as one space."""
    # White space and what is invisible is never printable, but for the blank itself; most cells have none.
    if " " not in text and text.isprintable():
        return text
    return _SPACES.sub(" ", text.translate(_INVISIBLE)).strip()


def is_total(row: Sequence[str], *, also: Collection[str] = ()) -> bool:
    """Return whether the first thing that a row says is a word for totals, or another, and no more."""
    said = next((cell for cell in row if cell.strip()), "")
    return "".join(said.split()) in (*TOTALS, *also)


def is_note(row: Sequence[str]) -> bool:
    """Return whether a row says what stands below a table: remarks, who filled it in."""
    said = [cell for cell in row if cell.strip()]
    return 0 < len(said) <= 2 and "".join(said[0].split()).startswith(NOTES)


def is_aside(row: Sequence[str]) -> bool:
    """Return whether a row says one thing only: a part of the table (一、临床支部), or a note below it."""
    said = [cell for cell in row if cell.strip()]
    return is_note(row) or (len(said) == 1 and _SECTION.match("".join(said[0].split())) is not None)


def heading(text: str) -> str:
    """Return a heading as it is compared: no spaces, marks of duty, or remarks in brackets."""
    narrow = unicodedata.normalize("NFKC", clean(text))
    bare = re.sub(r"[（(].*?[）)]|[*＊:：\s]", "", narrow)
    return bare.upper() if bare.isascii() else bare
