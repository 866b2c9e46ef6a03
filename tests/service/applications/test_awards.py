"""Awards: quotas and score lines in order; between equals nobody is chosen by the program."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.applications.awards import Award, allot, read_awards
from service.applications.ranking import Rules, Scored
from service.errors import BadData, WrongUse
from service.tables import Listing, workbook


def results(worths: Sequence[int]) -> list[Scored]:
    ordered = sorted(worths, reverse=True)
    return [
        Scored(
            *(n, f"单位{n}", f"品牌{n}", {}, (), Decimal(worth), None, ()),
            rank=ordered.index(worth) + 1,
        )
        for n, worth in enumerate(ordered, 1)
    ]


def test_an_option_is_read() -> None:
    assert read_awards("示范品牌=3，优秀品牌=80分; 入围=10名且75.5分以上") == (
        *(Award("示范品牌", 3), Award("优秀品牌", None, Decimal(80))),
        Award("入围", 10, Decimal("75.5")),
    )


@pytest.mark.parametrize(
    "said", ["", "示范品牌", "示范品牌=", "=3", "示范品牌=三", "甲=1,甲=2", "甲=0"]
)
def test_what_is_no_award_is_refused(said: str) -> None:
    with pytest.raises(WrongUse):
        read_awards(said)


def table(folder: Path, *rows: tuple[object, ...]) -> str:
    path = folder / "奖项.xlsx"
    path.write_bytes(workbook([Listing("奖项", ("奖项", "名额", "最低分"), rows)]))
    return str(path)


def test_a_table_is_read(tmp_path: Path) -> None:
    said = table(tmp_path, ("示范品牌", 3, ""), ("优秀品牌", "", 80), ("入围", 5, 70.5))
    assert read_awards(said) == (
        *(Award("示范品牌", 3), Award("优秀品牌", None, Decimal(80))),
        Award("入围", 5, Decimal("70.5")),
    )


def test_a_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="第 3 行"):
        read_awards(table(tmp_path, ("示范品牌", 3, ""), ("优秀品牌", "若干", "")))


def test_awards_go_down_the_ranking() -> None:
    found = allot(
        results([95, 90, 85, 84, 60]), read_awards("一等奖=1,二等奖=2,三等奖=80分"), Rules()
    )
    assert found.awards == {1: "一等奖", 2: "二等奖", 3: "二等奖", 4: "三等奖"}
    assert (found.problems, found.notes) == ((), ())


def test_equals_that_do_not_fit_are_for_the_office_to_decide() -> None:
    found = allot(results([95, 90, 90, 80]), read_awards("一等奖=2,二等奖=1"), Rules())
    assert found.awards == {1: "一等奖"}
    assert found.undecided == (2, 3)
    assert "2 号“品牌2”、3 号“品牌3”得分同为 90 分，“一等奖”只剩 1 名" in found.problems[0]


def test_equals_share_an_award_if_the_office_says_so() -> None:
    found = allot(results([95, 90, 90, 80]), read_awards("一等奖=2,二等奖=1"), Rules(ties="同奖"))
    assert found.awards == {1: "一等奖", 2: "一等奖", 3: "一等奖", 4: "二等奖"}
    assert found.notes == ("“一等奖”因并列比名额多 1 名，请核对。",)


def test_equals_that_fit_are_no_trouble() -> None:
    assert not allot(results([90, 90, 80]), read_awards("一等奖=2,二等奖=1"), Rules()).problems


def test_places_that_are_left_are_told() -> None:
    found = allot(results([90, 70]), read_awards("一等奖=2名80分,二等奖=95分"), Rules())
    assert found.awards == {1: "一等奖"}
    assert found.notes == ("“一等奖”设 2 名，评出 1 名。", "“二等奖”没有达到分数线的。")


@given(
    st.lists(st.integers(50, 60), max_size=12),
    st.lists(st.tuples(st.integers(1, 4), st.integers(50, 60)), min_size=1, max_size=4),
    st.sampled_from(["停", "同奖"]),
)
def test_nobody_passes_a_better_one(
    worths: list[int], set_: list[tuple[int, int]], ties: str
) -> None:
    awards = [Award(f"{n}等", quota, Decimal(least)) for n, (quota, least) in enumerate(set_)]
    ranking = results(worths)
    found = allot(ranking, awards, Rules(ties=ties))
    order = [one.name for one in awards]
    given_ = [
        order.index(found.awards[one.number]) for one in ranking if one.number in found.awards
    ]
    assert given_ == sorted(given_)
    for one in ranking:
        if name := found.awards.get(one.number):
            assert one.worth >= next(a.least or 0 for a in awards if a.name == name)
    for award in awards:
        count = list(found.awards.values()).count(award.name)
        assert ties == "同奖" or count <= (award.quota or 0)
    by_rank = {one.rank: found.awards.get(one.number) for one in ranking}
    assert all(found.awards.get(one.number) == by_rank[one.rank] for one in ranking)
