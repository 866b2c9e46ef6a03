"""What stands in the folder: files of people stay, ours follow the source, those that are gone come back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from service.batches import revision, writing
from service.batches.places import HIDDEN
from service.batches.reporting import write_archive
from service.batches.starting import start
from service.batches.writing import Stage
from service.errors import BadData
from service.storage import Registry, batches
from tests.service.batches import tiny
from tests.service.batches.conftest import Begun

Begin = Callable[[bytes], Begun]


def test_only_changed_rows_are_made_anew(begin: Begin) -> None:
    begin(tiny.source(3)).run()
    changed = begin(tiny.source(3, k2={"text": "改"}))
    changed.run()
    assert [one.attempts for one in changed.items()] == [0, 0, 1]
    assert changed.files()[tiny.name_of(2)] == tiny.content_of(2, "改")


def test_the_same_source_is_the_same_batch(begin: Begin) -> None:
    assert begin(tiny.source(3)).id == begin(tiny.source(3)).id


def test_a_source_that_comes_back_is_made_again(begin: Begin) -> None:
    first = begin(tiny.source(3))
    first.run()
    begin(tiny.source(3, k1={"text": "改"})).run()
    again = begin(tiny.source(3))
    assert again.id != first.id
    again.run()
    assert again.files() == first.expected(3)


def test_a_new_version_of_templates_makes_all_again(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begin(tiny.source(3))
    first.run()
    monkeypatch.setattr(revision, "_shipped", lambda: "another")
    again = begin(tiny.source(3))
    again.run()
    assert again.id != first.id
    assert [one.attempts for one in again.items()] == [1, 1, 1]
    assert again.files() == again.expected(3)


def test_files_that_options_name_are_part_of_the_batch(tmp_path: Path) -> None:
    style = tmp_path / "style.toml"
    style.write_text("a = 1")
    before = revision.revision({"style": str(style)})
    assert revision.revision({"style": str(style)}) == before
    style.write_text("a = 2")
    assert revision.revision({"style": str(style)}) != before


def test_an_edited_file_is_kept_and_the_new_one_stands_beside_it(begin: Begin) -> None:
    begun = begin(tiny.source(3))
    begun.run()
    edited = begun.folder / tiny.name_of(1)
    edited.write_bytes(b"by hand")
    changed = begin(tiny.source(3, k1={"text": "改"}))
    changed.run()
    assert edited.read_bytes() == b"by hand"
    one = changed.items()[1]
    assert one.files[0][0] == "单位1（新）.txt"
    assert "已被人工修改" in one.problems[0]
    # The one beside is ours: the next change writes over it, not beside it again.
    again = begin(tiny.source(3, k1={"text": "再改"}))
    again.run()
    assert (again.folder / "单位1（新）.txt").read_bytes() == tiny.content_of(1, "再改")
    assert edited.read_bytes() == b"by hand"
    assert len(again.files()) == 4


def test_a_file_that_was_there_before_is_kept(begin: Begin) -> None:
    begun = begin(tiny.source(2))
    (begun.folder / tiny.name_of(0)).write_bytes(b"somebody's")
    (begun.folder / tiny.name_of(1)).mkdir()
    begun.run()
    assert (begun.folder / tiny.name_of(0)).read_bytes() == b"somebody's"
    assert [one.files[0][0] for one in begun.items()] == ["单位0（新）.txt", "单位1（新）.txt"]


def test_files_removed_by_hand_are_made_again_and_told(begin: Begin) -> None:
    begun = begin(tiny.source(3))
    begun.run()
    (begun.folder / tiny.name_of(1)).unlink()
    (begun.folder / tiny.REGISTER).unlink()
    state = begun.run()
    assert begun.files() == begun.expected(3)
    assert (begun.folder / tiny.REGISTER).exists()
    assert state.notes == ("被删除的 1 份文件已重新生成。",)


def test_a_register_removed_by_hand_is_made_again(begin: Begin) -> None:
    begun = begin(tiny.source(3))
    begun.run()
    (begun.folder / "索引.xlsx").unlink()
    begun.run()
    assert (begun.folder / "索引.xlsx").exists()


def test_a_register_that_a_person_filled_in_is_kept(begin: Begin) -> None:
    begun = begin(tiny.source(3))
    begun.run()
    register = begun.folder / tiny.REGISTER
    register.write_bytes(b"signed")
    state = begin(tiny.source(3, k1={"text": "改"})).run()
    assert register.read_bytes() == b"signed"
    assert "改" in (begun.folder / "登记册（新）.txt").read_text()
    assert any("登记册.txt" in note for note in state.notes)


def test_registers_not_wanted_any_more_go_unless_edited(begin: Begin) -> None:
    begun = begin(tiny.source(3, k1={"text": "两册"}))
    begun.run()
    second = begun.folder / "登记册二.txt"
    assert second.exists()
    begin(tiny.source(3)).run()
    assert not second.exists()
    begin(tiny.source(3, k1={"text": "两册"})).run()
    second.write_bytes(b"by hand")
    begin(tiny.source(3, k1={"text": "另"})).run()
    assert second.read_bytes() == b"by hand"


def test_files_of_rows_that_are_gone_stay_and_are_told(begin: Begin) -> None:
    begin(tiny.source(3)).run()
    fewer = begin(tiny.source(2))
    state = fewer.run()
    assert (fewer.folder / tiny.name_of(2)).exists()
    assert "1 份以前生成" in state.notes[0]
    sheet = openpyxl.load_workbook(fewer.folder / "索引.xlsx")["旧文件"]
    assert sheet["A2"].value == tiny.name_of(2)


def test_a_folder_that_was_moved_is_taken_up_where_it_is(begin: Begin, tmp_path: Path) -> None:
    begun = begin(tiny.source(3))
    moved = begun.folder.rename(tmp_path / "moved")
    batches.move_folder(begun.registry.database, str(moved))
    there = Begun(begun.registry, begun.url, begun.id, moved, begun.now)
    assert there.run().done == 3
    assert there.files() == begun.expected(3)
    assert not begun.folder.exists()


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "a", lambda *_: False)
    with pytest.raises(ValueError, match="outside"):
        stage.add(0, "../b.txt", b"x")


def test_a_file_open_in_another_program_gets_a_new_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does it: the name of an open file is refused."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "a.docx":
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    (tmp_path / "a.docx").write_bytes(b"old")
    stage = Stage(tmp_path, lambda *_: True)
    stage.add(0, "a.docx", b"new")
    [placed] = stage.publish()
    assert placed.name == "a（新）.docx"
    assert (tmp_path / placed.name).read_bytes() == b"new"
    assert not list(tmp_path.glob(f"{writing.PREFIX}*"))


def test_nothing_to_make_is_told_row_by_row(
    registry: Registry, tmp_path: Path, now: datetime
) -> None:
    data = tiny.source(2, k0={"reject": "缺少名称。"}, k1={"reject": "缺少单位。"})
    with pytest.raises(BadData, match="第 2 行：缺少名称") as told:
        start(registry, "tiny", ("a.json", data), tmp_path / "o", options={}, now=now)
    assert [one["row"] for one in told.value.facts["problems"]] == [2, 3]  # type: ignore[attr-defined]


def test_rows_left_out_are_in_the_index(begin: Begin) -> None:
    begun = begin(tiny.source(3, k0={"reject": "缺少名称。"}))
    assert begun.run().rejected == 1
    sheet = openpyxl.load_workbook(begun.folder / "索引.xlsx")["未生成的行"]
    assert [cell.value for cell in sheet[2]][1:] == [2, "缺少名称。"]


def test_the_archive_is_the_same_for_the_same_files(begin: Begin, tmp_path: Path) -> None:
    begun = begin(tiny.source(3))
    begun.run()
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for target in (first, second):
        write_archive(target, begun.folder, hidden=HIDDEN)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == sorted([*begun.expected(3), tiny.REGISTER, "索引.xlsx"])
        assert all(info.flag_bits & 0x800 for info in archive.infolist())
        assert archive.testzip() is None


def test_texts_no_database_can_hold_are_carried(begin: Begin) -> None:
    begun = begin(tiny.source(2, k1={"text": "半\ud83d字\0", "problems": ["\ud83d"]}))
    state = begun.run()
    assert (state.done, state.failed) == (1, 1)


def test_files_edited_by_hand_are_told_as_such_and_not_as_left_over(begin: Begin) -> None:
    begun = begin(tiny.source(3))
    begun.run()
    edited = begun.folder / tiny.name_of(1)
    edited.write_bytes(b"by hand")
    again = begin(tiny.source(2, k1={"text": "改"}))
    state = again.run()
    assert edited.read_bytes() == b"by hand"
    told = [note for note in state.notes if "旧文件" in note]
    assert ["人工改过" in told[0], "以前生成" in told[1], len(told)] == [True, True, 2]
    sheet = openpyxl.load_workbook(again.folder / "索引.xlsx")["旧文件"]
    rows = dict(sheet.iter_rows(min_row=2, values_only=True))
    assert "已人工修改" in rows[tiny.name_of(1)]
    assert "以前的名单里有" in rows[tiny.name_of(2)]
