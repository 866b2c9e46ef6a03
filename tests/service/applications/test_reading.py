"""Applications from workbooks, forms, folders: found by what headings and labels say, wherever they are."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.applications.reading import gather, gather_bytes
from service.applications.records import settle, template
from service.drafting.workbook import form_workbook
from service.errors import BadData, UnreadableFile
from tests.service.applications.sent import SAMPLES, book, read


def test_the_sample_workbook_is_read_whole() -> None:
    intake = gather(SAMPLES / "applications.xlsx")
    assert len(intake.readings) == 12
    by_brand = {one.data["brand_name"]: one.data for one in intake.readings}
    assert [m["title"] for m in by_brand["齿轮先锋"]["measures"]] == [
        "定齿位，让交接处有人管",
        "立清单，让问题说得清",
        "组小组，让难题改得动",
    ]
    assert [h["level"] for h in by_brand["齿轮先锋"]["honours"]] == ["单位级", "市级"]
    assert len(by_brand["清渠"]["measures"]) == 3
    assert by_brand["一窗暖"]["member_count"] == "28"
    told = " ".join(note.message for note in intake.notes)
    for word in ("经办处室", "合计行", "说明或签字行", "不在表中的党支部"):
        assert word in told


def test_the_workbook_that_the_template_gives_out_is_read_back() -> None:
    samples = template().samples()
    (found,) = read(form_workbook(template(), samples))
    values, problems = settle(found)
    expected, _ = settle(samples[0])
    assert problems == ()
    assert values == expected


def test_a_folder_and_its_zip_give_the_same(tmp_path: Path) -> None:
    for name in ("applications.xlsx", "form.docx", "full.json"):
        shutil.copy(SAMPLES / name, tmp_path / name)
    (tmp_path / "旧表.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "坏.docx").write_bytes(b"PK nothing")
    (tmp_path / "~$form.docx").write_bytes(b"lock")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(tmp_path.iterdir()):
            archive.write(path, path.name)
    folder, packed = gather(tmp_path), gather_bytes("申报.zip", target.getvalue())
    assert list(folder.readings) == list(packed.readings)
    assert (folder.notes, folder.unread) == (packed.notes, packed.unread)
    assert len(folder.readings) == 14
    told = {note.origin.file: note.message for note in folder.unread}
    assert "另存为" in told["旧表.doc"]
    assert told["坏.docx"].endswith("。")
    assert "~$form.docx" not in told


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.json", b"{", UnreadableFile),
        ("a.json", b"[1]", BadData),
        ("a.json", b"[]", BadData),
        ("a.pdf", b"%PDF", UnreadableFile),
        ("a.zip", b"PK", UnreadableFile),
        ("a.xlsx", book(甲=[("单位", "数量"), ("x", 1)]), BadData),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        gather_bytes(name, data)


@settings(max_examples=25)
@given(
    st.lists(
        st.text(alphabet="党员攻关，。：1一是\n+<>&{}%", min_size=1, max_size=30).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_no_word_of_a_cell_is_lost(cells: list[str]) -> None:
    head = ["单位名称", "品牌名称", *(f"主要做法{n}" for n in range(1, len(cells) + 1))]
    (found,) = read(book(表=[head, ["甲支部", "乙", *cells]]))
    said = json.dumps(found.get("measures", []), ensure_ascii=False)
    for cell in cells:
        for word in cell.replace("\n", " ").replace("：", " ").replace("。", " ").split():
            assert json.dumps(word, ensure_ascii=False)[1:-1] in said
