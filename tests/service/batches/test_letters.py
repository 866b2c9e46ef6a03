"""Letters in batches: bad rows beside good ones, the report, the print file, what a person has edited."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli import main
from service.batches.items import Items
from service.batches.running import run
from service.batches.starting import start
from service.errors import BadData
from service.letters import batch as letters_batch
from service.storage import Registry
from tests.office import pages, to_pdf
from tests.service.batches.letters import book, units

Change = Callable[[list[dict[str, Any]]], object]


@pytest.fixture
def registry_url(tmp_path: Path) -> str:
    """One engine is enough here: the others have been through both."""
    return str(tmp_path / "registry.sqlite")


@pytest.fixture
def made(
    registry: Registry, registry_url: str, tmp_path: Path, now: datetime
) -> Callable[..., Any]:
    """Run a batch of some samples in one folder and return its state, items and the folder."""

    def make(samples: list[dict[str, Any]]) -> tuple[Any, list[Any], Path]:
        folder = tmp_path / "out"
        source = ("名单.xlsx", book(samples))
        batch = start(registry, "letter", source, folder, options={}, now=now)
        state = run(registry, registry_url, batch, now=now, workers=1)
        return state, list(Items(registry.database, batch)), folder

    return make


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda u: u[1].update(unit_type="工厂"), "可填：国企"),
        (
            lambda u: u[1].update(unit_type="", unit_signatory_post=""),
            "缺少“单位类型”，请补上；缺少“单位签字人职务”，请补上。",
        ),
        (lambda u: u[1].update(doc_no="示党责〔2026〕1号"), "与第 2 行重复"),
        (lambda u: u[1].update(unit_id="DZB-001"), "与第 2 行重复"),
        (lambda u: u[1].update(brand_goal=f"学习{u[0]['unit_name']}经验"), "另一个单位"),
        (
            lambda u: u[1].update(unit_targets=[{"indicator_id": "99", "target_value": 1}]),
            "工作表“单位目标”第 4 行",
        ),
        (lambda u: u[1].update(members_total="十来个"), "不是数字"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_made(
    made: Callable[..., Any], change: Change, told: str
) -> None:
    samples = units(3)
    change(samples)
    state, _, folder = made(samples)
    assert (state.done, state.failed + state.rejected) == (2, 1)
    report = openpyxl.load_workbook(folder / "错误原因_名单.xlsx")
    texts = [str(c.value) for sheet in report for row in sheet.iter_rows() for c in row if c.value]
    assert any(told in text for text in texts), texts
    assert "错误原因" in texts
    # Equal to the upload but for that column.
    upload = openpyxl.load_workbook(io.BytesIO(book(samples)))
    assert report.sheetnames == upload.sheetnames
    first = [cell.value for cell in report["单位"]["C"]]
    assert first == [cell.value for cell in upload["单位"]["C"]]


def test_faulty_shared_facts_stop_the_batch_with_their_place(made: Callable[..., Any]) -> None:
    samples = units(2)
    samples[0]["year"] = "二〇"
    with pytest.raises(BadData, match="工作表“共用信息”第 3 行"):
        made(samples)


def test_an_edited_letter_is_kept_and_the_new_one_stands_beside_it(
    made: Callable[..., Any],
) -> None:
    samples = units(3)
    _, before, folder = made(samples)
    [(name, _)] = before[1].files
    (folder / name).write_bytes(b"edited by hand")
    samples[1]["members_total"] = 99
    samples[2]["members_total"] = 88
    state, after, _ = made(samples)
    assert state.done == 3
    assert (folder / name).read_bytes() == b"edited by hand"
    assert after[1].files[0][0] == name.replace(".docx", "（新）.docx")
    assert "人工修改" in after[1].problems[0]
    assert after[0].files == before[0].files
    assert after[2].files[0][0] == before[2].files[0][0]


def test_the_print_file_numbers_each_letter_from_one(
    made: Callable[..., Any], tmp_path: Path
) -> None:
    _, _, folder = made(units(2))
    found = pages(to_pdf((folder / "合并打印.docx").read_bytes(), tmp_path))
    numbers = [
        line.text for page in found for line in page.lines if re.fullmatch(r"— \d+ —", line.text)
    ]
    assert numbers.count("— 1 —") == 2
    texts = "".join(line.text for page in found for line in page.lines)
    assert texts.count("附则") == 2


def test_what_a_person_edited_is_told_to_be_printed_apart(
    made: Callable[..., Any],
) -> None:
    _, before, folder = made(units(4))
    names = [one.files[0][0] for one in before]
    (folder / names[2]).write_bytes(b"edited by hand")
    state, _, _ = made(units(4))
    [told] = [note for note in state.notes if "合并打印" in note]
    assert "1 份" in told
    assert names[2] in told
    with zipfile.ZipFile(folder / "合并打印.docx") as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("pgNumType") == 3


def test_the_same_source_gives_the_same_files_by_any_number_of_workers(
    registry: Registry,
    registry_url: str,
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters_batch, "FEW", 50)
    data, count = book(units(70)), 70
    folders = (tmp_path / "one", tmp_path / "two")
    for workers, folder in enumerate(folders, 1):
        batch = start(registry, "letter", ("b.xlsx", data), folder, options={}, now=now)
        assert run(registry, registry_url, batch, now=now, workers=workers).done == count
    names = sorted(p.name for p in folders[0].glob("*.*") if p.is_file())
    assert len(names) == count + 4
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_a_title_above_the_headings_leaves_the_reasons_beside_these(tmp_path: Path) -> None:
    samples = units(2)
    samples[1]["unit_type"] = "工厂"
    titled, source = openpyxl.load_workbook(io.BytesIO(book(samples))), tmp_path / "名单.xlsx"
    titled["单位"].insert_rows(1, 2)
    titled["单位"]["A1"] = "2026年度责任书单位名单"
    titled.save(source)
    out = tmp_path / "out"
    assert main(["batch", "letter", "--data", str(source), "--out", str(out), "--quiet"]) == 1
    sheet = openpyxl.load_workbook(out / "错误原因_名单.xlsx")["单位"]
    told = [row[-1] for row in sheet.iter_rows(values_only=True)]
    assert told[:4] == [None, None, "错误原因", None]
    assert "工厂" in told[4]
