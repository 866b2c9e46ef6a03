"""Applications become items one by one, and can be gone through again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from service.applications.entries import Entries
from service.applications.records import Application, Origin, settle
from service.drafting.fields import Problem


def application(number: int) -> Application:
    values, _ = settle({"unit_name": f"第{number}党支部", "brand_name": f"灯塔{number}"})
    told = (Problem("brand_name", "品牌名称", "name", "请改。"),)
    return Application(number, Origin("甲.xlsx", "申报", number + 1), values, told)


class Source:
    """Gives applications, and knows how many were taken."""

    def __init__(self, count: int) -> None:
        self.count, self.taken = count, 0

    def __iter__(self) -> Iterator[Application]:
        for number in range(1, self.count + 1):
            self.taken = number
            yield application(number)


def test_an_application_is_an_item_before_the_next_is_looked_at() -> None:
    source = Source(5)
    items = iter(Entries(source, 5))
    assert [next(items).key for _ in range(2)] == ["第1党支部|灯塔1", "第2党支部|灯塔2"]
    assert source.taken == 2


@pytest.mark.parametrize("first", [0, 3, 9])
def test_all_are_there_again_however_far_they_were_gone_through(first: int) -> None:
    entries = Entries(Source(9), 9)
    begun = list(islice(entries, first))
    again = list(entries.applications())
    assert [one.number for one in again] == list(range(1, 10))
    assert [one.origin for one in again] == [application(n).origin for n in range(1, 10)]
    assert all(one.problems == application(1).problems for one in again)
    assert [item.payload["number"] for item in begun] == list(range(1, first + 1))
    assert len(list(entries)) == 9


@pytest.mark.parametrize(("most", "name"), [(9, "01_"), (99, "01_"), (100, "001_")])
def test_names_of_files_are_in_the_order_of_numbers(most: int, name: str) -> None:
    [item] = Entries(Source(1), most)
    assert item.payload["file"] == f"{name}第1党支部_灯塔1.docx"
