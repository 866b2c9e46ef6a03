"""What is made of a whole batch: a long summary table in parts, a long list cut with its true number."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import templates
from service.applications import registers, summary
from service.applications.batch import read, renderer
from service.batches.model import Done, MadeItem
from service.documents import read_tables, read_text
from service.importing.workbooks import read_sheets

SAMPLE = Path(templates.__file__).parent / "application" / "samples" / "applications.xlsx"


@pytest.fixture(scope="module")
def done() -> Done:
    work = read(SAMPLE.name, SAMPLE.read_bytes(), {})
    render = renderer(work.shared, {})
    items = []
    for place, item in enumerate(work.items):
        made = render(item.payload)
        told = tuple(made.problems)
        items.append(MadeItem(place, item.key, item.label, item.row, "done", (), made.facts, told))
    return Done(work.shared, items, work.rejected, Path())


def made(done: Done) -> dict[str, bytes]:
    # Other processes make them: what makes a file must be able to travel.
    return {name: pickle.loads(pickle.dumps(make))(done) for name, make in registers.finish(done)}


def numbers(data: bytes) -> list[str]:
    (table,) = read_tables(data).tables
    return [row[0].text for row in table[1:]]


def test_a_long_table_for_word_comes_in_parts(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(done)
    monkeypatch.setattr(registers, "MOST_IN_TABLE", 4)
    parts = made(done)
    names = [name for name in parts if name.startswith("汇总表（")]
    assert names == ["汇总表（1）.docx", "汇总表（2）.docx", "汇总表（3）.docx"]
    assert [n for name in names for n in numbers(parts[name])] == numbers(whole["汇总表.docx"])
    assert parts["汇总表.xlsx"] == whole["汇总表.xlsx"]
    assert len(read_sheets(whole["汇总表.xlsx"])[0].grid) == 12


def test_reasons_are_held_of_those_alone_that_the_report_lists(
    done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = [one.facts for one in done.items]
    whole = summary.entries(facts)
    assert [bool(one.reason) for one in whole] == [not one.passed for one in whole]
    monkeypatch.setattr(summary, "MOST_LISTED", 2)
    back = [one for one in summary.entries(facts) if not one.passed]
    assert [bool(one.reason) for one in back] == [True, True, *[False] * (len(back) - 2)]
    assert len(back) > 2


def test_a_long_list_of_the_report_is_cut_with_its_true_number(
    done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_text(made(done)["综合报告.docx"])
    assert "其余见汇总表" not in whole
    counted = next(line for line in whole.split("\n") if "符合规则的" in line)
    monkeypatch.setattr(summary, "MOST_LISTED", 1)
    cut = read_text(made(done)["综合报告.docx"])
    assert counted in cut
    assert "其余见汇总表“初审意见”一栏" in cut
    assert len(cut) < len(whole)
