"""Each method makes names whose every character has an origin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp.suggest import Request, gather
from nlp.suggest.methods import METHODS

UNITS = {
    "electricity": "国网慈溪市供电公司",
    "tax": "桐乡市税务局",
    "hospital": "牡丹江市肿瘤医院",
    "railway": "郑州机务段党委",
}


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("unit", sorted(UNITS))
def test_the_pieces_are_the_name(method: str, unit: str) -> None:
    candidates = list(METHODS[method](gather(Request(unit=UNITS[unit]))))
    for candidate in candidates:
        assert "".join(piece.text for piece in candidate.origin) == candidate.name
        assert all(piece.text and piece.source for piece in candidate.origin)
        assert candidate.method == method
        assert candidate.note.endswith("。")


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"pun"}))
def test_every_method_has_something_for_a_known_trade(method: str) -> None:
    assert list(METHODS[method](gather(Request(unit=UNITS["electricity"]))))


def test_a_pun_sounds_like_the_phrase_it_plays_on() -> None:
    names = {c.name for c in METHODS["pun"](gather(Request(unit=UNITS["electricity"])))}
    assert "电亮万家" in names


def test_a_number_name_lists_as_many_items_as_it_counts() -> None:
    for candidate in METHODS["number"](gather(Request(unit=UNITS["tax"]))):
        count = "〇一二三四五".index(candidate.name[0])
        assert candidate.note.split("，")[0].count("、") == count - 1


def test_families_end_in_their_head() -> None:
    for head, members, rank in corpora.rows("naming/families.tsv"):
        items = members.split("、")
        assert 3 <= len(items) <= 5
        assert all(head in item for item in items)
        assert rank in ("0", "1")


def test_no_pun_turns_a_phrase_against_the_unit() -> None:
    names = {c.name for c in METHODS["pun"](gather(Request(unit="国网慈溪市供电公司")))}
    assert names
    assert "自强不溪" not in names


def test_trade_puns_go_before_puns_on_a_place() -> None:
    puns = list(METHODS["pun"](gather(Request(unit="桐乡市税务局"))))
    assert min(c.rank for c in puns if "税" in c.name) < min(
        c.rank for c in puns if "税" not in c.name
    )


def test_couplets_are_four_and_four_without_a_repeated_character() -> None:
    for candidate in METHODS["couplet"](gather(Request(unit=UNITS["hospital"]))):
        halves = candidate.name.split("·")
        assert [len(half) for half in halves] == [4, 4]
        assert len(set("".join(halves))) == 8


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_any_request_is_taken(unit: str, words: list[str]) -> None:
    try:
        material = gather(Request(unit=unit, words=tuple(words)))
    except ValueError:  # characters no name may hold
        return
    for method in METHODS.values():
        for candidate in method(material):
            assert candidate.name
