"""An office's own templates in batches: a notice that is no letter, and letters with a text of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import templates as shipped
from cli import main
from service.batches.kinds import find_kind
from service.documents import read_text
from service.drafting.catalogue import new_package
from service.errors import NotFound
from tests.service.batches.letters import book, units


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "模板"
    new_package(folder / "tongzhi", "通知")
    ours = Path(shipped.__file__).parent / "letter"
    shutil.copytree(ours, folder / "zerenshu")
    for file, old, new in (
        ("template.toml", 'id = "letter"', 'id = "zerenshu"'),
        ("body.j2", "结果运用", "结果怎么用"),
    ):
        path = folder / "zerenshu" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setenv("PINWEN_TEMPLATES", str(folder))
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {path.name: read_text(path) for path in sorted(folder.glob("*.docx"))}


def test_what_is_no_letter_has_files_to_print_and_an_index_only(
    office: Path, tmp_path: Path
) -> None:
    filled, out = tmp_path / "填好.xlsx", tmp_path / "out"
    assert main(["templates", "show", "tongzhi", "--xlsx", str(filled)]) == 0
    began = ["batch", "letter", "--template", "tongzhi", "--data", str(filled), "--out", str(out)]
    assert main(began) == 0
    names = {path.name for path in out.iterdir() if not path.name.startswith(".")}
    assert names == {"示范党支部_通知.docx", "合并打印.docx", "索引.xlsx"}
    assert "第一件事" in texts(out)["示范党支部_通知.docx"]


def test_letters_in_the_office_s_own_words_have_their_registers(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, out = tmp_path / "名单.xlsx", tmp_path / "out"
    file.write_bytes(book(units(2)))
    began = ["batch", "letter", "--template", "zerenshu", "--data", str(file), "--out", str(out)]
    assert main(began) == 0
    assert {"签订登记册.xlsx", "考核评分表.xlsx"} <= {path.name for path in out.iterdir()}
    assert all("结果怎么用" in text for text in texts(out).values())
    # The text is changed: the same workbook is made anew, and found again without the setting.
    body = office / "zerenshu" / "body.j2"
    body.write_text(body.read_text("utf-8").replace("结果怎么用", "结果用处"), "utf-8")
    assert main(began) == 0
    assert all("结果用处" in text for text in texts(out).values())
    monkeypatch.delenv("PINWEN_TEMPLATES")
    next(out.glob("2*.docx")).unlink()
    assert main(["batch", "resume", str(out)]) == 0
    assert all("结果用处" in text for text in texts(out).values())


def test_a_template_that_is_not_there_is_told(office: Path, tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(book(units(1)))
    assert (
        main(["batch", "letter", "--template", "no", "--data", str(file), "--out", str(file)]) == 4
    )
    with pytest.raises(NotFound):
        find_kind("letter").read("a.xlsx", file.read_bytes(), {"template": "no"}, None)
