"""A join finds exactly the pairs that judging all names against each other finds."""

from __future__ import annotations

import random
from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generator import names
from benchmarks.twins import TWINS
from nlp.compare import Verdict, judge
from nlp.index import Layer, segment_of
from nlp.index.lookup import CONTAINMENT, neighbours
from nlp.index.numeric import np
from nlp.joining.cuts import Cuts, cut
from nlp.joining.heard import said_the_same
from nlp.joining.join import HEARD, KINDS, Join, found_in, kinds_of
from nlp.joining.roll import Roll, roll_of
from nlp.joining.texts import Texts, texts_of
from nlp.profile import Profile, profile
from nlp.relations import WAYS

ODD = [
    "1+1+N", "长" * 40, "ABC·先锋", "abc先锋", "党建品牌", "红", "七点半·3", "服务𦶟先宅", "服务𦶟先锋",
    "三一五", "3·15", "2号先锋", "二号先锋", "双号先锋", "hongqi先锋", "红旗先锋", "長" * 17 + "乐" * 3,
    "行长乐朝调率都还得地着了", "党建品牌红旗先锋", "红旗·先锋", "红旗先锋先锋", "先锋·1", "先锋·2", "A·先锋",
    "甲·先锋", "红旗先锋·A", "红旗先锋·b", "A·BC", "A·B", "A·C",
    "党建+盐湖渡口", "盐湖渡口", "党建+渡口", "百米盐湖", "100米盐湖", "米盐湖百", "伍号盐湖", "五号盐湖",
    "队伍盐湖", "勇创佳绩·盐湖", "勇创佳绩·渡口", "1+7+N护渔红", "1+7+N护林红", "盐湖护路人", "盐湖护路工",
    "江心盐湖", "汪心盐湖", "盐湖党建", "盐湖党建品牌", "盐湖·党建·品牌",
    "双桥党建", "两桥党建品牌", "红旗文化", "红旗文化品牌",
    "盐湖+渡口", "红旗+", "双+渡口", "2渡口", "1+3+N渡口", "13N渡口", "5+先锋", "五先锋",
]  # fmt: skip
PIECES = [
    "红旗",
    "先锋",
    "初心",
    "盐湖",
    "鹊桥仙",
    "红",
    "渡口",
    "·",
    "一",
    "1",
    "长",
    "乐",
    "己",
    "已",
    "党建品牌",
    "党建",
    "品牌",
    "+",
    "𦶟",
    "渔舟",
    "鱼舟",
]


def joined(made: list[str]) -> dict[frozenset[str], Verdict]:
    return joined_of(rolled(made))


def rolled(made: list[str]) -> Roll:
    return roll_of(segment_of((str(number), name) for number, name in enumerate(made)))


def layered(made: list[str]) -> Roll:
    """Return names of which the later half came or changed since, and some are gone."""
    half = len(made) // 2
    first = {str(number): name for number, name in enumerate(made[:half])}
    changed = {str(half + number): "红旗" + name for number, name in enumerate(made[half::3])}
    later = [(str(half + number), name) for number, name in enumerate(made[half:])]
    gone = {"g1": "盐湖渡口", "g2": made[0]}
    layers = (
        Layer(segment_of((first | changed | gone).items())),
        Layer(segment_of(later[: half // 2]), frozenset(gone)),
        Layer(segment_of(later[half // 2 :])),
    )
    return Roll(layers)


def cuts_of(texts: Texts) -> Cuts:
    cuts = Cuts(np.zeros(texts.columns.shape, np.uint8), np.zeros(len(texts)))
    cut(texts, slice(0, len(texts)), cuts)
    return cuts


def joined_of(roll: Roll) -> dict[frozenset[str], Verdict]:
    texts = texts_of(roll, roll.hidden())
    join = Join(texts, cuts_of(texts))
    kinds = {kind: join.candidates(kind) for kind in KINDS}
    seen = np.unique(np.concatenate([found for kind, found in kinds.items() if kind != HEARD]))
    heard = kinds[HEARD][~found_in(kinds[HEARD], seen)]
    name = join.texts.name
    found: dict[frozenset[str], Verdict] = {}
    held: list[tuple[int, int]] = []
    for judged in (join.judged(seen, kinds_of(seen, kinds)), join.heard(heard)):
        found |= {
            frozenset((name(one), name(other))): judged.said[verdict]
            for one, other, verdict in zip(judged.one, judged.other, judged.verdicts, strict=True)
        }
        held += zip(judged.short, judged.long, strict=True)
    for start in range(0, len(join.texts), 50):
        stretch = start, min(start + 50, len(join.texts))
        held += zip(*join.holding(*stretch, seen, heard), strict=True)
    pairs = [frozenset((name(short), name(long))) for short, long in held]
    assert len(set(pairs)) == len(pairs)
    assert found.keys().isdisjoint(pairs)
    return found | dict.fromkeys(pairs, CONTAINMENT)


def all_judged(made: list[str]) -> dict[frozenset[str], Verdict]:
    profiles: list[Profile] = [profile(name) for name in dict.fromkeys(made)]
    return {
        frozenset((one.name, other.name)): verdict
        for one, other in combinations(profiles, 2)
        if (verdict := judge(one, other)).level != "fine"
    }


def test_pairs_are_found_by_the_ways_in_which_relations_have_names_alike() -> None:
    assert {*KINDS} - {"alone"} == WAYS


@pytest.mark.parametrize("seed", [1, 2])
def test_all_pairs_of_a_registry_are_found(seed: int) -> None:
    rng = random.Random(seed)
    made = [*names(200, seed=seed), *ODD]
    made += [twin for kind in TWINS.values() for name in made[:30] if (twin := kind(name, rng))]
    found = all_judged(made)
    assert joined(made) == found
    assert len({verdict.relation for verdict in found.values()}) >= 10


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), min_size=2))
@settings(max_examples=60)
def test_all_pairs_of_names_made_of_few_words_are_found(made: list[str]) -> None:
    assert joined(made) == all_judged(made)


@pytest.mark.parametrize("seed", [3, 4])
def test_what_came_since_is_joined_as_if_it_had_been_there(seed: int) -> None:
    made = list(dict.fromkeys([*names(240, seed=seed), *ODD]))
    random.Random(seed).shuffle(made)
    roll = layered(made)
    hidden = set(roll.hidden())
    live = [row for row in range(roll.size) if row not in hidden]
    assert len(hidden) > len(made) // 8
    assert [roll.row(roll.identifier(row)) for row in live] == live
    rows = np.array(live[::2])
    assert roll.identifiers(rows) == [roll.identifier(row) for row in live[::2]]
    assert roll.names(rows) == [roll.entry(row).name for row in live[::2]]
    assert {roll.row(roll.identifier(row)) in {-1, *live} for row in hidden} == {True}
    assert sorted(roll.entry(row).name for row in live) == sorted(made)
    assert joined_of(roll) == all_judged(made)


def test_a_larger_registry_is_joined_as_it_is_looked_up() -> None:
    made = list(dict.fromkeys(names(4_000, seed=3)))
    found = joined(made)
    segment = segment_of((str(number), name) for number, name in enumerate(made))
    for name in made[::20]:
        looked_up = {
            frozenset((name, other)): verdict
            for _, other, verdict in neighbours(segment, profile(name))
            if other != name
        }
        assert {pair: said for pair, said in found.items() if name in pair} == looked_up


def test_the_same_sound_decides_whatever_else_ties_names_but_form_and_look() -> None:
    made = ["红竹先锋", "红烛先锋", "红竹先行", "渔舟唱晚", "鱼舟唱晚", "渔舟先锋", "于洲先锋"]
    found = texts_of(rolled(made))
    one, other = np.array([*combinations(range(len(made)), 2)]).T
    same = said_the_same(found, one, other)
    pairs = {frozenset((made[a], made[b])) for a, b in zip(one[same], other[same], strict=True)}
    assert pairs == {frozenset(pair) for pair in (made[:2], made[3:5], made[5:])}
    assert joined(made) == all_judged(made)


@pytest.mark.parametrize("size", [1, 7, 64])
def test_names_that_are_joined_portion_by_portion_are_those_of_one(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [*names(60, seed=4), *ODD, *(f"{one}·{other}" for one, other in pairwise(PIECES))]
    found = joined(made)
    for portion in ("kinds._PORTION", "kinds.CHUNK", "meant.CHUNK", "texts._CHUNK"):
        monkeypatch.setattr(f"nlp.joining.{portion}", size)
    assert joined(made) == found == all_judged(made)


def test_names_are_cut_as_one_by_one() -> None:
    made = list(dict.fromkeys([*names(3_000, seed=4), *ODD]))
    texts = texts_of(rolled(made))
    cuts = cuts_of(texts)
    alone = set(texts.alone.tolist())
    assert alone
    for node in set(range(len(texts))) - alone:
        one = profile(texts.name(node))
        size = len(one.text)
        assert texts.lengths[node] == size
        assert [at + 1 for at in np.flatnonzero(texts.ends[:, node])] == list(
            accumulate(map(len, one.parts))
        )
        assert not texts.plain[node] or one.key == one.text
        assert tuple(cuts.weights[cuts.numbers()[:size, node]]) == one.weights
        inside = cuts.inside(np.arange(size), np.full(size, node))
        assert frozenset(np.flatnonzero(inside).tolist()) == one.inside
        assert cuts.own[node] == one.substance()
