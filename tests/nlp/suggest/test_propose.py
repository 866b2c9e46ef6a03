"""Proposals pass the check they were given, differ and say where they come from."""

from __future__ import annotations

from itertools import combinations

import pytest

from nlp.breadth import breadth
from nlp.compare import compare
from nlp.normalize import match_key
from nlp.suggest import Request, propose
from nlp.suggest.unwelcome import is_unwelcome

UNITS = (
    "国网慈溪市供电公司",
    "桐乡市税务局",
    "牡丹江市肿瘤医院",
    "安陆市第三小学",
    "郑州机务段党委",
)


@pytest.mark.parametrize("unit", UNITS, ids=range(len(UNITS)))
def test_ten_proposals_of_several_methods(unit: str) -> None:
    proposals = propose(Request(unit=unit), check=lambda _: True)
    assert len(proposals) == 10
    assert len({proposal.method for proposal in proposals}) >= 4


@pytest.mark.parametrize("unit", UNITS, ids=range(len(UNITS)))
def test_proposals_do_not_resemble_one_another(unit: str) -> None:
    proposals = propose(Request(unit=unit), check=lambda _: True)
    for a, b in combinations(proposals, 2):
        assert compare(a.name, b.name).level == "fine"


@pytest.mark.parametrize("unit", UNITS, ids=range(len(UNITS)))
def test_no_proposal_is_a_shuffle_of_worn_words(unit: str) -> None:
    for proposal in propose(Request(unit=unit), check=lambda _: True):
        assert not breadth(proposal.name).over_generic


def test_only_names_that_pass_are_proposed() -> None:
    asked: list[str] = []

    def check(name: str) -> bool:
        asked.append(name)
        return len(asked) % 2 == 0

    passed = {proposal.name for proposal in propose(Request(unit=UNITS[0]), check=check)}
    assert passed == set(asked[1::2])


def test_a_check_that_passes_nothing_ends_soon() -> None:
    asked: list[str] = []

    def refuse(name: str) -> bool:
        asked.append(name)
        return False

    assert propose(Request(unit=UNITS[0]), check=refuse, count=5) == ()
    assert len(asked) <= 60


def test_the_same_request_gives_the_same_proposals() -> None:
    first = propose(Request(unit=UNITS[1]), check=lambda _: True)
    assert first == propose(Request(unit=UNITS[1]), check=lambda _: True)


def test_two_units_of_one_trade_are_offered_different_names() -> None:
    first, second = (
        {p.name for p in propose(Request(unit=unit), check=lambda _: True)}
        for unit in ("桐乡市税务局", "海宁市税务局")
    )
    assert len(first & second) <= 5


def test_a_refused_name_is_changed_as_little_as_possible_first() -> None:
    proposals = propose(
        Request(unit=UNITS[0], like="先锋领航"), check=lambda name: name != "先锋领航"
    )
    assert proposals[0].method == "smallest-change"
    assert any(piece.source == "原名保留" for piece in proposals[0].origin)
    assert match_key(proposals[0].name) != match_key("先锋领航")


def test_nothing_known_proposes_nothing() -> None:
    assert propose(Request(), check=lambda _: True) == ()


def test_every_given_word_is_used_before_those_of_the_trade() -> None:
    request = Request(unit="市第一人民医院急诊科党支部", words=("急诊", "绿色通道"), place="青州")
    names = [p.name for p in propose(request, check=lambda _: True)]
    assert any("急诊" in name for name in names)
    assert any("绿色通道" in name for name in names)
    assert sum("急诊" in name or "绿色通道" in name for name in names) >= 4


@pytest.mark.parametrize("name", ["高山流税", "送钟红", "红失首"])
def test_what_turns_a_trade_against_itself_is_unwelcome(name: str) -> None:
    assert is_unwelcome(name)


@pytest.mark.parametrize("name", ["税润千企", "钟声送暖", "守望航标"])
def test_other_names_are_welcome(name: str) -> None:
    assert not is_unwelcome(name)
