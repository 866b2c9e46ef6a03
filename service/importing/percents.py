"""Cells of an .xlsx that show a percentage: what the sheet keeps as 0.95 the office reads as 95%."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from html import unescape

_STYLES = "xl/styles.xml"
# Formats that every spreadsheet has, by number → decimals shown.
_BUILT_IN = {9: 0, 10: 2}
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
    shown = dict(_BUILT_IN)
    for tag in _FORMAT.findall(said):
        number, code = (
            re.search(rb'numFmtId="(\d+)"', tag),
            re.search(rb'formatCode="([^"]*)"', tag),
        )
        if number and code:
            first = _QUOTED.sub("", unescape(code[1].decode("utf-8", "replace"))).split(";")[0]
            if "%" in first:
                decimals = re.search(r"\.([0#?]+)", first)
                shown[int(number[1])] = len(decimals[1]) if decimals else 0
            else:
                shown.pop(int(number[1]), None)
    styles = _CELL_STYLES.search(said)
    found = _STYLE.findall(styles[0]) if styles else []
    return {
        str(place).encode(): shown[int(number[1])]
        for place, tag in enumerate(found)
        if (number := re.search(rb'numFmtId="(\d+)"', tag)) and int(number[1]) in shown
    }


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
