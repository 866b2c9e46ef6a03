"""A text table read row by row says exactly what it says read whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import BadData, TooManyRows, UnreadableFile
from service.importing.data_rows import PlainRows, data_cells
from service.importing.flow import read_flow
from service.importing.model import Note, TableRow
from service.limits import Limits
from tests.service.importing.books import read_table

CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "红帆先锋",
                "港口党支部",
                "品牌名称",
                "单位名称",
                "合计",
                "合计：3",
                "说明",
                "填表人：王",
                "",
            ),
            *(
                "审核先锋",
                " 红帆",
                "红帆\u3000",
                "红  帆",
                "红\n帆",
                "'=1+1",
                "#N/A",
                "*品牌名称",
                "\ue78d红",
            ),
            *("品质工程", "１２３", "a\x1fb", "\u200b", "名称·红", "备注：无", "2026-07-01"),
            *("合 计", "说 明", "名（注）称", "党建品牌", "党建引领红", "单位", "红\u3000帆", " "),
        ]
    ),
    st.text(max_size=6).filter(lambda text: "\0" not in text),
)
ROWS = st.lists(st.lists(CELLS, max_size=4), max_size=12)


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading: all but the whole table itself."""

    headings: dict[str, str]
    rows: list[TableRow]
    notes: list[Note]


def flowing(data: bytes, limits: Limits) -> Read | None:
    flow = read_flow(io.BytesIO(data), "台账.csv", limits=limits)
    if flow is None:
        return None
    rows = list(flow.rows)
    assert flow.count == len(rows)
    return Read(flow.headings, rows, sorted(flow.notes, key=lambda note: (note.row, note.message)))


def at_once(data: bytes, limits: Limits) -> Read:
    table = read_table(data, filename="台账.csv", limits=limits)
    notes = sorted(table.notes, key=lambda note: (note.row, note.message))
    return Read(table.headings, list(table.rows), notes)


def written(rows: list[list[str]], separator: str = ",") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue()


@settings(max_examples=400)
@given(
    rows=ROWS,
    above=st.integers(0, 2),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    separator=st.sampled_from([",", "\t", ";"]),
)
def test_a_flow_is_the_table(
    rows: list[list[str]], above: int, encoding: str, separator: str
) -> None:
    lines = [*rows[:above], ["单位名称", "品牌名称", "传播语"], *rows[above:]]
    data = written(lines, separator).encode(encoding, "ignore")
    limits = Limits(rows=8)
    assert said(flowing, data, limits) in (None, said(at_once, data, limits))


def said(read: Callable[[bytes, Limits], Read | None], data: bytes, limits: Limits) -> object:
    """What is read, or the error instead."""
    try:
        return read(data, limits)
    except (BadData, TooManyRows, UnreadableFile) as trouble:
        return trouble.code, trouble.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_common_files_flow(encoding: str) -> None:
    data = written([["品牌名称", "单位名称"], ["红帆", "甲"], ["灯塔 ", "乙"]]).encode(encoding)
    found = flowing(data, Limits())
    assert found is not None
    assert [row.cells["name"] for row in found.rows] == ["红帆", "灯塔"]


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n", b"PK\x03\x04", "品牌名称\n红".encode("utf-16"), b"<html><table>", b"a\0b"],
)
def test_other_kinds_are_read_whole(data: bytes) -> None:
    assert read_flow(io.BytesIO(data), "台账.csv") is None


def test_what_is_no_text_is_read_whole_wherever_it_breaks() -> None:
    data = written([["品牌名称"], *[["红帆"]] * 300_000]).encode() + b"\xff"
    assert read_flow(io.BytesIO(data), "台账.csv") is None


@given(row=st.lists(CELLS, min_size=2, max_size=4), name=st.integers(0, 1))
def test_a_row_read_the_short_way_is_what_it_is_the_long_way(row: list[str], name: int) -> None:
    columns = {name: "name", 1 - name: "unit", 3: "slogan"}
    columns = {column: field for column, field in columns.items() if column < len(row)}
    notes: list[Note] = []
    short, long = PlainRows(columns).cells(row), data_cells(row, 5, columns, notes)
    if short is not None:
        assert short == long
        assert notes == []
