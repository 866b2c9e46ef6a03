"""What a unit sends again after a change is told as that: by itself, not as copied from another unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.applications.batch import work_of
from service.applications.options import Options
from service.applications.reading import gather
from service.applications.repeated import differences, of_one_unit
from service.batches.model import Work
from service.checking import Proposal
from tests.service.applications.sent import form

TEXT = (
    "针对患者排长队、问路难、取药慢等问题，支部抽调十二名党员组成导医服务队，早七点到岗，一日一记。"
)


def application(unit: str, brand: str, *more: tuple[str, str]) -> bytes:
    return form(("申报单位", unit), ("品牌名称", brand), ("主要做法", TEXT), *more)


def work(folder: Path, **files: bytes) -> Work:
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    return work_of(gather(folder), Options({}))


def problems(folder: Path, **files: bytes) -> list[dict[str, str]]:
    """Return what applications of a folder tell together."""
    together = work(folder, **files).together
    assert together is not None
    return [one for told in together().told for one in told.values["problems"]]


def refused(folder: Path, **files: bytes) -> list[str]:
    """Return what is told of applications of a folder that are not taken."""
    asked = work(folder, **files)
    assert list(asked.items)
    return [one.message for one in asked.rejected]


def told(found: list[dict[str, str]], code: str) -> list[tuple[str, str]]:
    return [(one["field"], one["message"]) for one in found if one["code"] == code]


def test_the_same_application_changed_is_told_with_what_differs(tmp_path: Path) -> None:
    first = application("内科党支部", "灯塔", ("党员数", "9"), ("取得成效", "办成十件。"))
    again = application("内科党支部", "灯塔", ("党员数", "11"), ("取得成效", "办成十二件。"))
    [message] = refused(tmp_path, 甲=first, 甲改=again)
    assert message == (
        "甲改.docx：与甲.docx是同一份申报（内科党支部“灯塔”），但党员数、取得成效不同；"
        "已采用前一份，请核对以哪一份为准，只留一份。"
    )


def test_the_same_file_twice_may_lose_one(tmp_path: Path) -> None:
    data = application("内科党支部", "灯塔")
    [message] = refused(tmp_path, 甲=data, 甲副本=data)
    assert message.endswith("是同一份申报（内科党支部“灯塔”），内容相同，请删去一份。")


def test_many_differences_are_told_by_their_number() -> None:
    one = dict.fromkeys(("goal", "slogan", "concept", "carrier", "region"), "甲")
    assert differences(one, one) == ""
    assert differences(one, {}).endswith("等 5 项") and differences(one, {}).count("、") == 3


def test_a_renamed_brand_of_the_same_unit_is_no_copy(tmp_path: Path) -> None:
    first, again = application("内科党支部", "灯塔"), application("内科党支部", "灯塔行动")
    made = problems(tmp_path, 甲=first, 乙=again)
    assert told(made, "copied") == []
    found = told(made, "again")
    assert [field for field, _ in found] == ["申报单位"] * 2
    assert "本单位还报了 1 号内科党支部“灯塔行动”，与本份有 1 处共" in found[1][1]
    assert found[1][1].endswith("字相同，可能是改后再报，请确认以哪一份为准。")


def test_the_same_text_of_another_unit_is_a_copy_told_with_its_field(tmp_path: Path) -> None:
    text = ("品牌内涵", TEXT)
    one = form(("申报单位", "内科党支部"), ("品牌名称", "灯塔"), text)
    other = form(("申报单位", "外科党支部"), ("品牌名称", "红帆"), text)
    made = problems(tmp_path, 甲=one, 乙=other)
    assert told(made, "again") == []
    assert [field for field, _ in told(made, "copied")] == ["品牌内涵"] * 2


@pytest.mark.parametrize(
    ("unit", "name", "same"),
    [
        ("江城市第一人民医院内科党支部", "别的", True),
        ("市第一人民医院内科党支部", "灯塔", True),
        ("市一院内科党支部", "“灯塔”", True),
        ("江城市第一人民医院党委内科党支部", "灯塔", True),
        ("市第一人民医院内科党支部", "红帆", False),
        ("江城市第一人民医院外科党支部", "灯塔", False),
        ("江城市第二人民医院内科党支部", "灯塔", False),
        ("党支部", "灯塔", False),
        ("市一院内科党支部", "\u202e", False),
    ],
)
def test_a_unit_is_known_by_a_shorter_name(unit: str, name: str, same: bool) -> None:
    known = Proposal("灯塔", "江城市第一人民医院内科党支部")
    assert of_one_unit(known, Proposal(name, unit)) is same
    assert of_one_unit(Proposal(name, unit), known) is same
