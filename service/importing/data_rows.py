"""Which rows below a heading are data, and their texts by field; totals, notes and the like are none."""

from __future__ import annotations

import re

from service.importing.cells import NOTES, TOTALS, clean
from service.importing.headings import beginnings, field_of, fields_of
from service.importing.model import Note
from service.model import LONG
from service.texts import is_plain, one_line, paragraphs

_TOTAL = re.compile(rf"(?:{'|'.join(TOTALS)})(?:[:：（(\d].*)?")
_NOTE = re.compile(r"[:：]|^说明|盖章")
_ODD_STARTS = (*TOTALS, *NOTES)
_ODD_FIRST = frozenset(start[0] for start in _ODD_STARTS)


def data_cells(
    row: list[str], index: int, columns: dict[int, str], notes: list[Note]
) -> dict[str, str] | None:
    """Return the texts of a row of data by field, empty ones left out.

    None, and perhaps a note, for another row.
    """
    cells = {name: _kept(name, row[c]) for c, name in columns.items() if c < len(row)}
    said = [clean(cell) for cell in row if clean(cell)]
    if not said:
        return None
    if why := _why_no_data(row, said, cells):
        notes.append(Note(index + 1, f"第 {index + 1} 行是{why}，已跳过。"))
        return None
    return {name: text for name, text in cells.items() if text}


class PlainRows:
    """Reads the rows in which nothing is odd, as most are of millions, past all that looks for it.

    Args:
        columns: the field of each column that has one.
    """

    def __init__(self, columns: dict[int, str]) -> None:
        self._places = [(name, place) for place, name in sorted(columns.items())]
        self._last, self._name = self._places[-1][1], dict(self._places).get("name", -1)

    def cells(self, row: list[str]) -> dict[str, str] | None:
        """Return what `data_cells` does; None where it may be no data, or not stay as it is."""
        if len(row) <= self._last or self._name < 0 or not row[self._name] or not is_plain(row):
            return None
        line = "".join(row)
        if "'" in line or "#" in line:  # which may disarm a formula, or begin an error value
            return None
        if _may_be_no_data(row[0] or next(filter(None, row)), row[self._name]):
            return None
        return {name: row[place] for name, place in self._places if row[place]}


def _may_be_no_data(first: str, name: str) -> bool:
    """Return whether a row may be no data; False is certain of rows with a name and nothing odd in them."""
    if first[0] in _ODD_FIRST and first.replace(" ", "").startswith(_ODD_STARTS):
        return True
    # Only a heading begins like one; what is no ideograph may be read as another character, or left out.
    start = name[:2]
    if start not in beginnings() and "\u4e00" <= min(start) <= max(start) <= "\u9fff":
        return False
    return field_of(name) is not None


def _kept(name: str, text: str) -> str:
    """Return a cell as it is stored: what a person sees stays, full width, double spaces and all."""
    return paragraphs(text) if name in LONG else one_line(text)


def _why_no_data(row: list[str], said: list[str], cells: dict[str, str]) -> str:
    """Return what a row is if it is no data, else an empty text."""
    first = said[0].replace(" ", "")
    # In the column of names only what can be nothing else: there may be a brand called 审核先锋.
    named = clean(cells.get("name", "")) == said[0]
    if named and cells.get("status"):  # only a brand has one; all that are exported have
        return ""
    if first.startswith(TOTALS) and (not named or _TOTAL.fullmatch(first)):
        return "合计行"
    alone = not named or len(said) == 1 or _NOTE.search(first) or first in NOTES
    if alone and len(said) <= 2 and first.startswith(NOTES):
        return "说明或签字行"
    if {"name", "unit"} & set(fields_of(row).values()) and len(fields_of(row)) == len(said):
        return "重复的表头"
    if not any(value for name, value in cells.items() if name != "serial"):
        return "序号行或空行"
    return ""
