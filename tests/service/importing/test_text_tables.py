"""Text tables: every encoding and separator; what cannot be told apart is refused, never guessed."""

from __future__ import annotations

import codecs
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import BadData, UnreadableFile
from service.importing import flow, text_tables
from service.importing.files import import_file
from service.importing.proposals import read_proposals
from service.importing.text_tables import MISLABELLED
from service.registry import all_brands
from service.storage import open_registry
from tests.service.importing.books import HEAD, brand_rows, names, read_table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"], ids=["comma", "tab", "semi", "wide"])
def test_text_tables_in_every_encoding_and_separator(encoding: str, separator: str) -> None:
    lines = [separator.join(HEAD), separator.join(["“红帆”先锋", "港口党支部"]), ""]
    table = read_table("\r\n".join(lines).encode(encoding), filename="a.csv")
    assert [(r.number, r.cells) for r in table.rows] == [
        (2, {"name": "“红帆”先锋", "unit": "港口党支部"})
    ]


@pytest.mark.parametrize("name", [",灯·,，岭，,", "一；二；三；四；五", "红;帆;与;灯;塔"])
def test_a_name_may_hold_more_separators_than_its_line_has_cells(name: str) -> None:
    lines = ["\t".join(HEAD), *(f"{name}\t第{i}党支部" for i in range(3))]
    table = read_table("\n".join(lines).encode(), filename="a.tsv")
    assert [row.cells["name"] for row in table.rows] == [name] * 3


def test_names_alone_are_not_divided() -> None:
    table = read_table("品牌名称\n红帆，灯塔\n初心;匠心\n".encode(), filename="a.csv")
    assert [row.cells["name"] for row in table.rows] == ["红帆，灯塔", "初心;匠心"]


def test_characters_that_were_numbered_privately() -> None:
    data = "品牌名称\n".encode("gb18030") + b"\xa6\xd9\xfe\x59\xfe\x51" + "红\n".encode("gb18030")
    assert names(data, "a.csv") == ["︐龴𠂇红"]


def test_the_row_of_a_byte_that_is_no_text_is_told() -> None:
    data = "品牌名称\n红帆\n".encode() + b"\xff\xff\n"
    with pytest.raises(UnreadableFile, match="第 3 行") as trouble:
        read_table(data, filename="a.csv")
    assert trouble.value.facts["row"] == 3


@pytest.mark.parametrize("text", ['"红帆,甲\n红旗,乙\n', '"红帆"先锋,甲\n红旗,乙\n'])
def test_quotes_without_a_partner_never_make_one_name_of_two(text: str, tmp_path: Path) -> None:
    data = ("品牌名称,单位\n" + text).encode()
    with pytest.raises(UnreadableFile, match="双引号不成对"):
        read_table(data, filename="a.csv")
    with open_registry(str(tmp_path / "a.db")) as registry:
        now = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
        with pytest.raises(UnreadableFile, match="双引号不成对"):
            import_file(registry, data, filename="a.csv", who="甲", now=now)
        assert list(all_brands(registry)) == []


@given(st.lists(st.text("红帆,;\t\"'=\n ", max_size=6), min_size=1, max_size=4))
def test_any_row_of_text_is_read_or_refused(cells: list[str]) -> None:
    data = ("品牌名称,单位\n" + ",".join(cells) + "\n").encode()
    try:
        brand_rows(read_table(data, filename="a.csv"))
    except (UnreadableFile, BadData) as trouble:
        assert trouble.message.endswith("。")


MARK = codecs.BOM_UTF8
TEXT = "品牌名称,单位\r\n红帆先锋,港口党支部\r\n联通,甲党支部\r\n"


@pytest.mark.parametrize("ending", [".csv", ".txt", ".dat"])
def test_a_wrong_mark_of_utf8_before_gbk_is_told(ending: str, tmp_path: Path) -> None:
    data = MARK + TEXT.encode("gb18030")
    table = read_table(data, filename=f"a{ending}")
    assert [row.cells["name"] for row in table.rows] == ["红帆先锋", "联通"]
    assert MISLABELLED in table.notes
    with open_registry(str(tmp_path / "a.db")) as registry:
        now = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
        done = import_file(registry, data, filename=f"a{ending}", who="甲", now=now)
        assert [one.name for one in all_brands(registry)] == ["红帆先锋", "联通"]
    assert done.notes.count(MISLABELLED) == 1


def test_a_list_of_names_with_a_wrong_mark_is_told() -> None:
    found = read_proposals(MARK + "红帆先锋\n炉火红\n".encode("gb18030"), filename="a.txt")
    assert [one.name for one in found.rows] == ["红帆先锋", "炉火红"]
    assert found.notes == (MISLABELLED,)
    right = read_proposals(MARK + "红帆先锋\n炉火红\n".encode(), filename="a.txt")
    assert right.rows == found.rows and not right.notes


@pytest.mark.parametrize("ending", [".csv", ".txt"])
@pytest.mark.parametrize(
    "data",
    [
        MARK + TEXT.encode().replace("港".encode(), b"\xb8\xdb"),
        MARK + "品牌名称,单位\n".encode() + "红帆先锋,港口党支部\n".encode("gb18030"),
        MARK + "品牌名称,单位\n红帆先锋,港口党支部\n".encode("gb18030") + "炉火先锋,\n".encode(),
        MARK + TEXT.encode("gb18030") + b"\xff\n",
    ],
    ids=["damaged", "heading in utf-8", "row in utf-8", "neither"],
)
def test_what_is_not_sure_behind_the_mark_is_refused(
    data: bytes, ending: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile, match="开头标着 UTF-8，里面却有别的编码"):
        read_table(data, filename=f"a{ending}")
    with open_registry(str(tmp_path / "a.db")) as registry:
        now = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
        with pytest.raises(UnreadableFile, match="开头标着 UTF-8，里面却有别的编码"):
            import_file(registry, data, filename=f"a{ending}", who="甲", now=now)


def test_what_tells_utf8_may_lie_across_two_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = MARK + TEXT.encode("gb18030") + "炉火先锋,\n".encode()
    for size in range(5, 40):
        monkeypatch.setattr(text_tables, "PIECE", size)
        assert not text_tables.is_mislabelled(data)
        assert flow.read_flow(io.BytesIO(data), "a.csv") is None
