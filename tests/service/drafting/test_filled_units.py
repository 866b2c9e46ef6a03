"""Units put together from what lies on disk are those that the sheets tell of, in whatever order they do."""

from __future__ import annotations

import io
import random
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.filled import FilledBook, read_form
from service.drafting.filled_tables import FilledRow, Place
from service.drafting.filled_units import UnitRow, UnitRows
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.importing import long_sheets, sheet_parts

TEMPLATE = find_template("letter")
FIELDS = ("tasks", "targets")
ITEMS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(FIELDS), st.text(max_size=3), st.booleans())
)


def row(sheet: str, number: int, data: dict[str, Any], *wrong: str) -> FilledRow:
    return FilledRow(Place(sheet, number), data, wrong)


@given(st.lists(st.booleans(), max_size=6), ITEMS)
def test_each_unit_has_its_lists(
    faulty: list[bool], items: list[tuple[int, str, str, bool]]
) -> None:
    found = UnitRows()
    data: list[dict[str, Any]] = [{"unit_id": f"D{n}"} for n in range(len(faulty))]
    places: list[dict[tuple[str, int], Place]] = [{} for _ in faulty]
    wrong: dict[int, str] = {}
    for n, bad in enumerate(faulty):
        assert found.add(f"D{n}", row("单位", n + 2, data[n].copy(), *["行错。"] * bad)) == 0
        assert found.add(f"D{n}", row("单位", n + 90, {})) == n + 2
        wrong |= {n: "行错。"} if bad else {}
    # Lists come one after the other, their rows in any order of the units.
    for number, (n, field, text, bad) in enumerate(sorted(items, key=lambda i: i[1] == FIELDS[1])):
        told = ["项错。"] * bad
        known = found.add_item(f"D{n}", field, row(field, number, {"text": text}), told)
        assert known == (n < len(data))
        if known:
            of_list = data[n].setdefault(field, [])
            places[n][field, len(of_list)] = Place(field, number)
            of_list.append({"text": text})
            wrong |= {n: wrong.get(n, "") + "项错。"} if bad else {}
    sound = [n for n in range(len(faulty)) if n not in wrong]
    expected = [UnitRow(Place("单位", n + 2), data[n], places[n]) for n in sound]
    assert list(found) == expected == found[:]
    assert [list(one.data) for one in found] == [list(one.data) for one in expected]
    assert [one["unit_id"] for one in found.own()] == [f"D{n}" for n in sound]
    assert list(found.wrong()) == [(Place("单位", n + 2), wrong[n]) for n in sorted(wrong)]
    assert len(found) == len(sound)


def said(book: FilledBook) -> tuple[Any, ...]:
    return (
        *(book.shared, book.shared_places, list(book.units)),
        *(book.problems, book.headings, book.notes),
    )


def clerks_workbook() -> bytes:
    """Return a workbook with merged cells, faulty ones, titles of parts, strange units, lists in disorder."""
    sample = TEMPLATE.sample("full")
    units = [sample | {"unit_id": f"D{n}", "unit_name": f"第{n}党支部"} for n in range(1, 30)]
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(TEMPLATE, units)))
    main, targets = book["单位"], book["单位目标"]
    main.insert_rows(8)
    main["A8"] = "二、机关支部"
    main["B5"] = "=1/0"
    main["C12"] = "合并的值"
    main.merge_cells("C12:C15")
    main["A20"] = main["A19"].value
    rows = [[cell.value for cell in line] for line in targets.iter_rows(min_row=2)]
    random.Random(3).shuffle(rows)
    for number, line in enumerate([*rows, ["无此单位", *rows[0][1:]]], 2):
        for column, value in enumerate(line, 1):
            targets.cell(number, column).value = value
    for number in (7, 8, 9, 300):
        main.row_dimensions[number].hidden = True
    targets.column_dimensions["C"].hidden = True
    book["单位任务"].sheet_state = "hidden"
    targets["L6"] = "没有表头"
    book.create_sheet("另一张").append(["没有读"])
    book.move_sheet("单位目标", -20)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("make", [clerks_workbook, lambda: form_workbook(TEMPLATE, [])])
def test_a_long_workbook_says_what_a_short_one_says(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make()
    whole = said(read_form(data, TEMPLATE))
    monkeypatch.setattr(long_sheets, "LONG", 0)
    monkeypatch.setattr(sheet_parts, "_BLOCK", 300)
    assert said(read_form(data, TEMPLATE)) == whole


def test_the_disorder_of_a_clerk_is_told() -> None:
    book = read_form(clerks_workbook(), TEMPLATE)
    told = "".join(text for _, text in book.problems)
    assert "重复，请改正" in told
    assert "“无此单位”不在“单位”表中" in told
    notes = "".join(book.notes)
    assert "“另一张”不是模板里的" in notes
    assert "“单位任务”是隐藏的" in notes
    assert "L 列没有表头" in notes
    assert "有 3 行是隐藏的（第 7–9 行）" in notes
    assert len(book.units) >= 25
    assert all(len(one.data["unit_targets"]) == 2 for one in book.units)
