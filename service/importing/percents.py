"""Cells that show a percentage: what the sheet keeps as 0.95 the office reads as 95%."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from html import unescape

_STYLES = "xl/styles.xml"
BUILT_IN = {9: 0, 10: 2}
"""Formats of percentages that every spreadsheet has, by number, and the decimals shown."""
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_STYLED = re.compile(rb"<(?:\w+:)?c\b([^>]*(?<!/))>")


def percent_styles(archive: zipfile.ZipFile) -> dict[bytes, int]:
    """Return the cell styles of an .xlsx that show percentages, by number, and their decimals."""
    if _STYLES not in archive.namelist():
        return {}
    said = archive.read(_STYLES)
    shown: dict[int, int | None] = dict(BUILT_IN)
    for tag in _FORMAT.findall(said):
        number, code = (
            re.search(rb'numFmtId="(\d+)"', tag),
            re.search(rb'formatCode="([^"]*)"', tag),
        )
        if number and code:
            shown[int(number[1])] = percent_decimals(unescape(code[1].decode("utf-8", "replace")))
    styles = _CELL_STYLES.search(said)
    found = _STYLE.findall(styles[0]) if styles else []
    return {
        str(place).encode(): decimals
        for place, tag in enumerate(found)
        if (number := re.search(rb'numFmtId="(\d+)"', tag))
        and (decimals := shown.get(int(number[1]))) is not None
    }


def percent_decimals(code: str) -> int | None:
    """Return how many decimals a number format shows of a percentage, None if it shows none."""
    first = _QUOTED.sub("", code).split(";")[0]
    if "%" not in first:
        return None
    decimals = re.search(r"\.([0#?]+)", first)
    return len(decimals[1]) if decimals else 0


def percent_cells(piece: bytes, styles: Mapping[bytes, int]) -> list[tuple[bytes, int]]:
    """Return the tags of numbers in a piece of a sheet that show percentages, and their decimals."""
    found = []
    for tag in _STYLED.findall(piece):
        style = re.search(rb'\ss="(\d+)"', tag)
        kind = re.search(rb'\st="(\w+)"', tag)
        if style and style[1] in styles and (kind is None or kind[1] == b"n"):
            found.append((tag, styles[style[1]]))
    return found


def shown_percent(text: str, decimals: int) -> str:
    """Return a number as a percentage shows it: 0.95 → 95%, half up; what is no number stays."""
    try:
        shown = (Decimal(text) * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:
        return text
    plain = format(shown, "f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain}%"
