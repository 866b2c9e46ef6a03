"""The applications of a workbook are put together of its rows when they are taken, in order or by place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from service.applications.reading import gather_bytes
from service.applications.records import Reading
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from tests.service.applications.sent import book


def readings(count: int) -> Sequence[Reading]:
    template = find_template("application")
    sample = template.sample("full")
    samples: list[dict[str, Any]] = [
        sample | {"unit_name": f"第{number}党支部", "brand_name": f"先锋{number}号"}
        for number in range(count)
    ]
    return gather_bytes("a.xlsx", form_workbook(template, samples)).readings


def test_each_comes_by_its_place_as_it_comes_in_order() -> None:
    found = readings(4)
    in_order = list(found)
    assert [one.data["unit_name"] for one in in_order] == [f"第{n}党支部" for n in range(4)]
    assert all(len(one.data["measures"]) > 1 for one in in_order)
    assert [found[place] for place in range(4)] == in_order
    assert found[-1] == in_order[-1]
    assert found[1:3] == in_order[1:3]
    assert len(found) == 4
    with pytest.raises(IndexError):
        found[4]


@pytest.mark.parametrize("again", [True, False])
def test_headings_come_again_are_no_row_but_what_names_an_application_is(again: bool) -> None:
    row = ["申报单位", "标题"] if again else ["内科党支部", "标题"]
    data = book(
        单位=[["申报单位", "品牌名称"], ["内科党支部", "灯塔"]],
        主要做法=[["申报单位", "标题"], ["内科党支部", "早到岗"], row],
    )
    found = gather_bytes("a.xlsx", data)
    [one] = found.readings
    titles = [item["title"] for item in one.data["measures"]]
    assert titles == (["早到岗"] if again else ["早到岗", "标题"])
    assert found.notes == ()
