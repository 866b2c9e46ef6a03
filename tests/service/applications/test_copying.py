"""Shared passages: found whenever they are long enough, told as they were written, set apart by kind."""

from __future__ import annotations

import random
import types

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.applications import copying
from service.applications.copying import Piece, shared_passages
from service.applications.fingerprints import SHORTEST
from service.applications.passages import LONG, MANY
from tests.service.applications.made_up import noise

SHARED = (
    "支部坚持每月一次主题党日、每季度一次群众恳谈，把群众反映的问题列成清单，明确牵头党员和办结时限"
)


def test_a_passage_is_found_across_marks_and_spaces() -> None:
    spaced = SHARED.replace("，", " ， \n").replace("、", "")
    found = shared_passages(
        [
            Piece(1, "主要做法", noise(1, 200) + SHARED + noise(2, 50)),
            Piece(2, "取得成效", noise(3, 10) + spaced + noise(4, 90)),
            Piece(3, "主要做法", noise(5, 300)),
        ]
    )
    assert [(one.owners, one.text, one.kind) for one in found] == [((1, 2), SHARED, "copied")]
    assert found[0].fields == ("主要做法", "取得成效")


def test_what_one_unit_says_twice_is_its_own() -> None:
    assert shared_passages([Piece(1, "甲", SHARED), Piece(1, "乙", SHARED)]) == ()


def test_a_passage_of_three_units_is_one_passage() -> None:
    found = shared_passages(
        [Piece(n, "甲", noise(n, 40) + SHARED + noise(n + 9, 40)) for n in range(3)]
    )
    assert [(one.owners, one.text) for one in found] == [((0, 1, 2), SHARED)]


def test_wording_of_many_and_of_the_form_is_set_apart() -> None:
    many = [Piece(n, "甲", noise(n, 30) + SHARED + noise(n + 50, 30)) for n in range(MANY + 2)]
    assert [one.kind for one in shared_passages(many)] == ["common"]
    assert len(shared_passages(many)[0].owners) == MANY + 2
    form = shared_passages(many[:2], [f"填表要求：{SHARED}。"])
    assert [one.kind for one in form] == ["form"]


def brute(one: str, other: str) -> set[str]:
    """Return the maximal common stretches of two texts, by comparing every pair of places."""
    found = set()
    for i in range(len(one)):
        for j in range(len(other)):
            if one[i] == other[j] and (i == 0 or j == 0 or one[i - 1] != other[j - 1]):
                length = 0
                while (
                    i + length < len(one)
                    and j + length < len(other)
                    and one[i + length] == other[j + length]
                ):
                    length += 1
                if length >= SHORTEST:
                    found.add(one[i : i + length])
    return {text for text in found if not any(text in other and text != other for other in found)}


@settings(max_examples=40)
@given(
    st.text(alphabet="甲乙丙丁", min_size=SHORTEST - 3, max_size=SHORTEST + 15),
    st.integers(0, 1000),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_nothing_long_enough_is_missed(core: str, seed: int, before: int, after: int) -> None:
    one = noise(seed, before) + core + noise(seed + 1, after)
    other = noise(seed + 2, after) + core + noise(seed + 3, before)
    found = {p.text for p in shared_passages([Piece(1, "", one), Piece(2, "", other)])}
    assert found >= brute(one, other)
    assert all(text in one and text in other and len(text) >= SHORTEST for text in found)


def test_a_character_changed_in_the_middle_leaves_two_passages() -> None:
    first, second = noise(1, SHORTEST + 20), noise(2, SHORTEST + 5)
    pieces = [Piece(1, "甲", f"{first}正{second}"), Piece(2, "甲", f"{first}副{second}")]
    assert [one.text for one in shared_passages(pieces)] == [first, second]


def test_what_was_planted_in_hundreds_is_found_and_nothing_else() -> None:
    source = random.Random(5)
    parts = [[noise(1000 + n, 400)] for n in range(300)]
    planted = {}
    for number in range(60):
        passage = noise(9000 + number, SHORTEST + number)
        planted[passage] = tuple(sorted(source.sample(range(300), 2 + number % (MANY + 2))))
        for owner in planted[passage]:
            parts[owner] += [passage, noise(20_000 + 300 * number + owner, 50)]
    found = shared_passages(Piece(owner, "甲", "".join(one)) for owner, one in enumerate(parts))
    assert {one.text: one.owners for one in found} == planted
    assert {one.kind for one in found if len(one.owners) > MANY} == {"common"}
    assert {one.kind for one in found if len(one.owners) <= MANY} == {"copied"}


@given(
    st.lists(st.text("甲乙", max_size=9), min_size=1, max_size=12),
    st.integers(1, 12),
    st.integers(1, 40),
)
def test_a_crowd_comes_in_the_order_of_what_follows_however_little_is_held(
    said: list[str], context: int, held: int
) -> None:
    places = [number << 32 | at for number, text in enumerate(said) for at in range(len(text))]

    def following(place: int, most: int) -> str:
        start = place & copying._LOW
        return said[place >> 32][start : start + most]

    texts = types.SimpleNamespace(following=following)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "_CONTEXT", context)
        patch.setattr(copying, "_HELD", held)
        ordered = list(copying._ordered(places, texts))  # type: ignore[arg-type]
    assert ordered == sorted(places, key=lambda place: (following(place, context), place))


def test_the_nearest_copy_in_a_crowd_is_found() -> None:
    common, pairs = noise(1, SHORTEST + 10), [noise(70 + n, SHORTEST) for n in range(40)]
    texts = [
        noise(100 + n, 30) + common + pairs[n % 40] + noise(200 + n, 30)
        for n in random.Random(3).sample(range(80), 80)
    ]
    found = shared_passages(Piece(n, "甲", text) for n, text in enumerate(texts))
    nearest = {p.text: p.owners for p in found if len(p.owners) == 2}
    assert set(nearest) == {common + pair for pair in pairs}
    for text, owners in nearest.items():
        assert all(text in texts[owner] for owner in owners)
    [crowd] = [p for p in found if p.crowded]
    assert (crowd.text, len(crowd.owners), crowd.kind) == (common, 80, "common")


def test_what_two_have_in_common_by_chance_beside_wording_of_many_is_not_told() -> None:
    texts = [noise(n, 40) + SHARED + noise(90 + n, 40) for n in range(MANY + 4)]
    texts += [noise(n, 40) + SHARED + "我们还" + noise(n + 90, 40) for n in (31, 32)]
    found = shared_passages(Piece(n, "甲", text) for n, text in enumerate(texts))
    assert [one.text for one in found] == [SHARED]


def test_the_offices_own_text_is_known_with_a_few_characters_beside_it() -> None:
    texts = [noise(n, 40) + "本表" + SHARED + "特此" + noise(90 + n, 40) for n in range(2)]
    pieces = [Piece(n, "甲", text) for n, text in enumerate(texts)]
    assert [one.kind for one in shared_passages(pieces, [SHARED])] == ["form"]
    assert [one.kind for one in shared_passages(pieces, [SHARED[:20]])] == ["copied"]


def test_a_long_passage_of_many_is_copied() -> None:
    long = noise(5, LONG)
    pieces = [Piece(n, "甲", noise(90 + n, 30) + long) for n in range(MANY + 3)]
    assert [one.kind for one in shared_passages(pieces)] == ["copied"]
