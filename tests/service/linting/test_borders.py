"""Tables that show lines and those that only place text: by table, by style, by cell."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.linting.reading import read_document

GRID = '<w:insideV w:val="single" w:sz="4"/>'
NONE = '<w:top w:val="nil"/><w:insideH w:val="none"/><w:insideV w:val="none"/>'
BOX = '<w:left w:val="single"/><w:right w:val="single"/>'
BELOW = '<w:bottom w:val="single"/>'


def table(style: str, own: str, cells: dict[tuple[int, int], str]) -> bool:
    """Return whether a table of two rows is read as one with lines."""
    document = Document()
    made = document.add_table(2, 2)
    made.cell(0, 0).text = "甲方（盖章）："
    if style:
        made.style = style
    if own:
        made._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{own}</w:tblBorders>"))
    for (row, column), lines in cells.items():
        properties = made.cell(row, column)._tc.get_or_add_tcPr()
        properties.append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>"))
    stream = io.BytesIO()
    document.save(stream)
    [found] = read_document(stream.getvalue()).tables
    return found.bordered


@pytest.mark.parametrize(
    ("style", "own", "cells", "shown"),
    [
        ("", "", {}, False),
        ("Normal Table", "", {}, False),
        ("Table Grid", "", {}, True),
        ("Table Grid", NONE, {}, False),
        ("Light List", "", {}, True),
        ("", GRID, {}, True),
        ("", NONE, {}, False),
        ("", "", {(0, 0): BOX, (0, 1): BOX}, True),
        ("", NONE, {(1, 1): BOX}, True),
        ("", "", {(0, 1): BELOW}, False),
        ("", "", {(0, 0): BELOW, (0, 1): BELOW}, True),
        ("", "", {(0, 0): '<w:left w:val="nil"/>'}, False),
    ],
)
def test_a_table_shows_lines(
    style: str, own: str, cells: dict[tuple[int, int], str], *, shown: bool
) -> None:
    assert table(style, own, cells) == shown
