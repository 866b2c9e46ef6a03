"""What is kept on disk instead of in memory comes back as it was: values by type, numbers by text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.applications.records import KEYS, fields, settle, template
from service.applications.storing import restored, stored
from service.directory import Directory
from service.drafting.fields import Field
from service.drafting.gaps import Gap

SAID = {
    "int": st.integers(0, 500).map(str),
    "number": st.sampled_from(["12.50", "0.1", "7"]),
    "date": st.sampled_from(["2026-03-05", "2025年1月2日"]),
    "month": st.sampled_from(["2024-11", "2022年3月"]),
    "bool": st.sampled_from(["是", "否"]),
}


def said(one: Field) -> st.SearchStrategy[Any]:
    if one.type == "list":
        return st.lists(
            st.fixed_dictionaries({}, optional={i.id: said(i) for i in one.item}), max_size=3
        )
    if one.choices:
        return st.sampled_from(one.choices)
    return SAID.get(one.type, st.text("先锋 \n𠮷&<", max_size=8))


RECORDS = st.fixed_dictionaries(
    {"unit_name": st.just("甲支部"), "brand_name": st.just("乙")},
    optional={name: said(one) for name, one in fields().items() if name not in KEYS},
)


@given(RECORDS)
def test_values_come_back_by_type(record: dict[str, Any]) -> None:
    values, _ = settle(record)
    again = restored(json.loads(json.dumps(stored(values))))
    assert again == values
    assert list(again) == list(values)
    assert [type(one) for one in again.values()] == [type(one) for one in values.values()]


@pytest.mark.parametrize("sample", template().samples())
def test_the_samples_come_back(sample: dict[str, Any]) -> None:
    values, problems = settle(sample)
    assert problems == ()
    assert restored(json.loads(json.dumps(stored(values)))) == values


def test_what_is_not_told_stays_a_gap() -> None:
    values, _ = settle({"unit_name": "甲", "brand_name": "乙", "leader_is_member": "否"})
    again = restored(stored(values))
    assert again["leader_is_member"] is False
    assert again["slogan"] == Gap(fields()["slogan"].label)
    assert again["measures"] == []


@given(st.lists(st.tuples(st.text("甲乙", max_size=3), st.integers(0, 5))))
def test_a_directory_knows_all_numbers_of_a_text(pairs: list[tuple[str, int]]) -> None:
    directory = Directory()
    for text, number in pairs:
        directory.put(text, number)
    for text in {text for text, _ in pairs} | {"无"}:
        numbers = [number for known, number in pairs if known == text]
        assert directory.numbers(text) == set(numbers)
        assert directory.first(text) == (numbers[0] if numbers else None)
