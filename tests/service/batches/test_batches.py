"""Batches: bad rows beside good ones, edited and removed files, changed sources, names, a full disk."""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batches.names import Names, safe_name
from service.batches.reporting import write_archive
from service.batches.running import items, run, status
from service.batches.starting import start
from service.errors import BadData, Conflict
from service.storage import Registry
from tests.office import pages, to_pdf
from tests.service.batches.conftest import COUNT, Begun, book, units

Change = Callable[[list[dict[str, Any]]], object]


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
        return state, items(registry, batch), folder

    return make


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda u: u[1].update(unit_type="工厂"), "可填：国企"),
        (lambda u: u[1].update(unit_signatory_post=""), "缺少“单位签字人职务”"),
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


def test_a_letter_removed_by_hand_is_made_again(made: Callable[..., Any]) -> None:
    _, before, folder = made(units(3))
    [(name, _)] = before[1].files
    whole = (folder / name).read_bytes()
    (folder / name).unlink()
    made(units(3))
    assert (folder / name).read_bytes() == whole


def test_only_changed_rows_are_made_anew(made: Callable[..., Any]) -> None:
    samples = units(3)
    made(samples)
    samples[2]["members_total"] = 77
    _, after, _ = made(samples)
    assert [one.attempts for one in after] == [0, 0, 1]


def test_the_same_source_gives_the_same_files(begun: Begun, now: datetime, tmp_path: Path) -> None:
    run(begun.registry, begun.url, begun.id, now=now, workers=1)
    other = tmp_path / "other"
    again = start(begun.registry, "letter", ("b.xlsx", begun.data), other, options={}, now=now)
    run(begun.registry, begun.url, again, now=now, workers=2)
    names = [p.name for p in begun.folder.glob("*.*") if p.is_file()]
    assert len(names) == COUNT + 4
    for name in names:
        assert (other / name).read_bytes() == (begun.folder / name).read_bytes(), name


def test_two_runners_at_once_are_one_too_many(begun: Begun, now: datetime) -> None:
    from service.batches.lock import only_runner
    from service.batches.starting import prepare_folder

    with only_runner(prepare_folder(begun.folder)), pytest.raises(Conflict, match="正在处理"):
        run(begun.registry, begun.url, begun.id, now=now)


def test_a_full_disk_stops_without_loss(begun: Begun, now: datetime) -> None:
    """No file may grow past 6 kB: the run stops in words, leaves nothing half-made, and goes on later."""
    root = Path(__file__).parents[3]
    stopped = subprocess.run(
        [sys.executable, "-m", "tests.service.batches.victim", begun.url, begun.id, "finish", "99"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000)),
    )
    assert stopped.returncode != 0
    assert begun.letters() == {}
    assert not list(begun.folder.glob(".pinwen-*"))
    assert run(begun.registry, begun.url, begun.id, now=now, workers=1).done == COUNT


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


def test_the_archive_is_the_same_for_the_same_files(
    made: Callable[..., Any], tmp_path: Path
) -> None:
    _, _, folder = made(units(2))
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for target in (first, second):
        write_archive(target, folder)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
    assert {"签订登记册.xlsx", "索引.xlsx", "合并打印.docx", "考核评分表.xlsx"} < set(names)
    assert not [name for name in names if "pinwen" in name]


@pytest.mark.parametrize(
    "text", ["con", 'a/b\\c:d*e?f"g<h>i|j', "结尾. ", "", "名" * 300, "LPT1.x"]
)
def test_names_are_safe_on_every_system(text: str) -> None:
    name = safe_name(text, ".docx")
    assert not re.search(r'[\\/:*?"<>|]', name)
    assert len(name.encode()) <= 200
    assert name.split(".")[0].upper() not in ("CON", "LPT1", "")


@given(st.lists(st.text(max_size=8), max_size=12))
def test_names_differ_even_where_case_does_not_count(texts: list[str]) -> None:
    names = Names()
    given_ = [names.take(text, ".docx").casefold() for text in texts]
    assert len(set(given_)) == len(given_)


def test_status_of_a_batch_not_begun(begun: Begun) -> None:
    state = status(begun.registry, begun.id)
    assert (state.total, state.waiting, state.done, state.finished) == (COUNT, COUNT, 0, False)
