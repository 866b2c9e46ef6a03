"""Worn words that are a unit's own work."""

from __future__ import annotations

import pytest

import corpora
from nlp.breadth import breadth, over_generic
from nlp.genericness import is_generic
from nlp.normalize import normalize
from nlp.ordinary import is_ordinary
from nlp.trade_words import is_work_of, tells_work, works


@pytest.mark.parametrize(
    ("name", "unit", "core"),
    [
        ("光明先锋", "某县供电公司", "光明"),
        ("平安先锋", "某市公安局", "平安"),
        ("畅通先锋", "某公路段", "畅通"),
        ("改造育人", "某监狱", "改造"),
    ],
)
def test_a_name_of_the_units_work_is_not_over_generic(name: str, unit: str, core: str) -> None:
    found = breadth(name, unit=unit)
    assert (found.core, found.over_generic) == (core, False)
    assert "与本单位的业务有关" in found.reason
    assert not over_generic(name, unit=unit)


@pytest.mark.parametrize("unit", ["", "某镇党委", "某财政局"])
def test_for_any_other_unit_it_is(unit: str) -> None:
    assert breadth("光明先锋", unit=unit).over_generic
    assert over_generic("光明先锋", unit=unit)


def test_words_of_its_own_go_before_the_work() -> None:
    assert breadth("渠首光明先锋", unit="某供电公司").core == "渠首"


def test_a_text_tells_the_work_of_its_unit() -> None:
    assert tells_work("红色光明先锋", "某供电公司")
    assert not tells_work("红色光明先锋", "某镇党委")
    assert not tells_work("红色先锋", "某供电公司")
    assert not is_work_of("光明", "")


def test_each_is_worn_elsewhere_and_written_as_names_are_folded() -> None:
    rows = list(corpora.rows("lexicons/trade_words.tsv"))
    assert len(rows) > 10
    assert works() == {word for word, _ in rows}
    for word, markers in rows:
        assert len(word) > 1
        assert is_generic(word) or is_ordinary(word), word
        assert all(normalize(one).folded == one for one in (word, *markers.split()))
