"""The command: from the batch that gives out the sheets to the documents, as a clerk runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import cli
from tests.service.applications.judges import filled, rated

SAMPLE = Path("templates/application/samples/applications.xlsx").resolve()
WEIGHTS = "weights=领导力=20,向心力=20,竞争力=30,传播力=15,影响力=15"


def run(*words: str) -> int:
    return cli.main(list(words))


def test_sheets_of_a_batch_come_back_as_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, back = tmp_path / "申报", tmp_path / "评审"
    run(
        *("batch", "application", "--data", str(SAMPLE), "--out", str(out), "--quiet"),
        *("--workers", "1", "--option", WEIGHTS, "--option", "judges=张三、李四、王五"),
    )
    for place, path in enumerate(sorted((out / "评委评分表").iterdir())):
        book = load_workbook(path)
        sheet = book["评分表"]
        for row in range(2, sheet.max_row + 1):
            for column, value in enumerate(rated(70 + (7 * row + place) % 29), 4):
                sheet.cell(row, column).value = value
        book.save(path)
    capsys.readouterr()
    given = ("awards", str(out / "评委评分表"), "--quota", "示范品牌=2,优秀品牌=3")
    assert run(*given, "--out", str(back), "--ties", "同奖", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == ["评审结果表.xlsx", "公示稿.docx", "表彰决定.docx"]
    assert "联系电话" in told["gaps"]["公示稿.docx"]
    assert (back / "表彰决定.docx").is_file()
    edited = back / "公示稿.docx"
    edited.write_bytes(b"edited")
    run(*given, "--out", str(back), "--ties", "同奖")
    assert edited.read_bytes() == b"edited"
    assert (back / "公示稿（新）.docx").is_file()


def test_what_must_be_settled_first_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "评委评分表_甲.xlsx").write_bytes(filled("甲", {1: rated(80), 2: rated(90)}))
    given = ("awards", str(tmp_path), "--quota", "示范=1", "--out", str(tmp_path / "评审"))
    assert run(*given) == 3
    told = capsys.readouterr()
    assert "第 4 行（3 号“清渠”）没有打分" in told.err
    assert [path.name for path in (tmp_path / "评审").iterdir()] == ["评审结果表.xlsx"]
    assert run(*given[:-2], "--out", str(tmp_path / "评审"), "--option", "contact") == 2


def test_a_ranking_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = {1: rated(80), 2: rated(90), 3: rated(70)}
    (tmp_path / "评委评分表_甲.xlsx").write_bytes(filled("甲", points))
    target = tmp_path / "结果" / "评分结果.xlsx"
    target.parent.mkdir()
    assert run("scores", str(tmp_path), "--output", str(target)) == 0
    rows = load_workbook(target)["评审结果"].iter_rows(min_row=2, values_only=True)
    assert next(rows)[:4] == (1, 2, "乙支部", "道钉")
    assert "已写出" in capsys.readouterr().err
