"""Clauses and text rules are looked up by the ids of a report."""

from __future__ import annotations

from dataclasses import asdict

import pytest

import corpora
from service.linting.explaining import explain, explained
from service.linting.output import explained as shown_as


def test_every_id_is_explained_once_and_has_a_source() -> None:
    ids = [one.id for one in explained()]
    assert len(ids) == len(set(ids)) > 150
    known = corpora.sources()
    for one in explained():
        assert one.title
        assert one.proved_by
        assert all(key in known or key.split("-")[0] in known for key in one.sources), one.id
        assert "{" not in one.message + one.suggestion


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("GW101", ("GB/T 9704—2012 党政机关公文格式，第 5.1 条（规定）", "标准规定用", "A4")),
        ("GW104", ("版心",)),
        ("PR308", ("品文产品决定", "这一天是星期……，不是星期……。")),
        ("PR313", ("两个百分数之差应说“……”，不说“……”。",)),
        ("gw901", ("要看打印出来的纸",)),
        ("PR601", ("是繁体字", "黨建品牌")),
    ],
)
def test_what_is_said_of_one(key: str, said: tuple[str, ...]) -> None:
    found = explain(key)
    assert found
    text = shown_as(asdict(found))
    assert all(part in text for part in said)


def test_an_unknown_id_is_none() -> None:
    assert explain("GW999") is None
