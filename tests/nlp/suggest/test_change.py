"""The smallest change of a refused name: what is wrong goes first, the rest stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.rules import check_text
from nlp.suggest import Request, gather
from nlp.suggest.change import candidates

POWER = gather(Request(unit="慈溪市供电公司"))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("龘银线塔", "银线塔"),  # nobody knows the character
        ("銀線守护", "银线守护"),  # traditional characters
        ("红😀船港", "红船港"),  # no text
        ("红\u200b船港", "红船港"),  # not to be seen
        ("最美银线", "银线"),  # a claim
        ("E路银线", "一路银线"),  # a letter as it is said
    ],
)
def test_what_is_wrong_is_put_right_and_nothing_else(name: str, first: str) -> None:
    made = next(candidates(name, POWER))
    assert made.name == first
    assert made.note.endswith("其余不变。")
    assert "".join(piece.text for piece in made.origin) == first
    repaired = {"BN006", "BN014", "BN015", "BN016", "BN026", "BN029"}
    assert not repaired & {finding.rule for finding in check_text(first)}


def test_a_word_with_a_fault_gives_way_whole() -> None:
    names = [made.name for made in candidates("e路先锋", POWER)]
    assert "银线先锋" in names
    assert not any(name.startswith("路") for name in names[1:])


@pytest.mark.parametrize(
    ("name", "wanted"), [("先锋领航", "银线领航"), ("铁旒红", "银线红"), ("红竹先锋", "红竹银线")]
)
def test_one_word_gives_way_to_one_of_the_unit(name: str, wanted: str) -> None:
    names = [made.name for made in candidates(name, POWER)]
    assert wanted in names
    longer = [at for at, made in enumerate(names) if len(made) > len(name)]
    assert names.index(wanted) < min(longer)
    assert len(longer) <= 2


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("党建引领促振兴", "促银线"),  # nobody furthers a thing
        ("光明先锋", "光明慈溪"),  # a place stands at the head
        ("铁塔先锋", "铁塔铁塔"),
        ("守护平安 为民服务", "守护银线 为民服务"),  # one word of a slogan
        ("银线红", "银线赤"),
    ],
)
def test_what_nobody_would_say_is_not_offered(name: str, wrong: str) -> None:
    assert not any(wrong in made.name for made in candidates(name, POWER))


def test_half_a_slogan_gives_way_to_what_the_unit_does() -> None:
    names = [made.name for made in candidates("守护平安 为民服务", POWER)]
    assert "守护平安 灯映万家" in names


def test_a_place_goes_before_the_name() -> None:
    assert "慈溪光明先锋" in [made.name for made in candidates("光明先锋", POWER)]


@given(st.text("先锋领航红旗帆e龘銀线最美1·", min_size=1, max_size=8))
def test_every_character_of_a_change_has_its_origin(name: str) -> None:
    for made in candidates(name, POWER):
        assert "".join(piece.text for piece in made.origin) == made.name
        assert all(piece.source for piece in made.origin)
        assert made.name != name
