"""Ranking: means of the judges' totals, with or without the highest and lowest; ties told or broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from service.applications.scoring import Card, Judged
from service.errors import WrongUse

FEWEST_TO_TRIM = 5
"""From as many judges on, the highest and the lowest total are left out, if not said otherwise (DECISION)."""
_FEWEST_LEFT = 3
"""Scores that an application must have to lose two of them."""
_CENT = Decimal("0.01")
AUTO, YES, NO = "自动", "是", "否"
STOP, TOGETHER = "停", "同奖"


@dataclass(frozen=True, slots=True)
class Rules:
    """How the office ranks.

    Attributes:
        trim: whether the highest and the lowest total are left out: `自动` (from `FEWEST_TO_TRIM` judges
            on), `是`, `否`.
        ties: what decides between equal ones: `停` (nobody gets what is not enough for all of them; the
            office decides), `同奖` (all of them get it), or criteria by which the higher is first.
    """

    trim: str = AUTO
    ties: str = STOP

    def require_sound(self, judged: Judged) -> Rules:
        """Return itself if it can be followed.

        Raises:
            WrongUse: it cannot.
        """
        if self.trim not in (AUTO, YES, NO):
            raise WrongUse(f"去不去最高最低分要写“{AUTO}”“{YES}”或“{NO}”，不是“{self.trim}”。")
        titles = [one.title for one in judged.criteria]
        if strange := [name for name in self.criteria if name not in titles]:
            known = "、".join((STOP, TOGETHER, *titles))
            raise WrongUse(f"并列的处理不能写“{strange[0]}”，可写：{known}。")
        return self

    @property
    def criteria(self) -> tuple[str, ...]:
        """Criteria that part equal ones, in order."""
        if self.ties in (STOP, TOGETHER):
            return ()
        return tuple(self.ties.replace(",", "、").replace("，", "、").split("、"))

    def trims(self, judges: int) -> bool:
        """Return whether totals are left out where there are so many judges."""
        return self.trim == YES or (self.trim == AUTO and judges >= FEWEST_TO_TRIM)

    def told(self, judges: int) -> list[str]:
        """Return the rules as sentences."""
        how = "去掉一个最高分、一个最低分后的平均分" if self.trims(judges) else "平均分"
        few = f"（不足 {_FEWEST_LEFT} 个分数的不去）" if self.trims(judges) else ""
        why = f"“{AUTO}”即评委满 {FEWEST_TO_TRIM} 人时去" if self.trim == AUTO else "按本次设置"
        ties = {
            STOP: "不自行取舍，名额不够分给并列者时列为待定",
            TOGETHER: "名额不够时同获该奖，可以超出名额",
        }.get(self.ties, f"依次比较{self.ties}的平均分，仍相同的列为待定")
        return [
            f"评委 {judges} 人，按{how}{few}从高到低排名，保留两位小数，四舍五入。（{why}）",
            f"得分相同的名次并列；{ties}。",
            "评委回避的，该评委的分不计入，按其余评委的分计算。",
        ]


@dataclass(frozen=True, slots=True)
class Scored:
    """The result of one application.

    Attributes:
        totals: by judge.
        recused: judges who stood back.
        average: of all totals.
        trimmed: without the highest and the lowest, None where they are not left out.
        parts: means by criterion, in their order, of all judges.
        rank: 1 is best; equal ones share a rank.
    """

    number: int
    unit: str
    brand: str
    totals: Mapping[str, Decimal]
    recused: tuple[str, ...]
    average: Decimal
    trimmed: Decimal | None
    parts: tuple[Decimal, ...]
    rank: int = 0

    @property
    def worth(self) -> Decimal:
        """What it is ranked by."""
        return self.average if self.trimmed is None else self.trimmed


def ranked(judged: Judged, rules: Rules) -> list[Scored]:
    """Return the results, best first; equal ones in the order of their numbers.

    Raises:
        WrongUse: the rules cannot be followed.
    """
    rules.require_sound(judged)
    cards: dict[int, list[Card]] = defaultdict(list)
    for card in judged.cards:
        cards[card.number].append(card)
    trim = rules.trims(len(judged.judges))
    results = [
        _scored(number, judged.named[number], found, trim=trim)
        for number, found in cards.items()
        if any(card.points for card in found)
    ]
    titles = [one.title for one in judged.criteria]
    decisive = [titles.index(name) for name in rules.criteria]

    def key(one: Scored) -> tuple[Decimal, ...]:
        return (-one.worth, *(-one.parts[place] for place in decisive))

    found: list[Scored] = []
    for place, one in enumerate(sorted(results, key=lambda one: (*key(one), one.number)), 1):
        rank = found[-1].rank if found and key(found[-1]) == key(one) else place
        found.append(replace(one, rank=rank))
    return found


def _scored(number: int, named: tuple[str, str], cards: Iterable[Card], *, trim: bool) -> Scored:
    counted = [card for card in cards if card.points]
    recused = tuple(card.judge for card in cards if not card.points)
    totals = {card.judge: card.total for card in counted}
    parts = tuple(mean(points) for points in zip(*(card.points for card in counted), strict=True))
    average, trimmed = averages(list(totals.values()), trim=trim)
    return Scored(number, *named, totals, recused, average, trimmed, parts)


def averages(totals: Sequence[Decimal], *, trim: bool) -> tuple[Decimal, Decimal | None]:
    """Return the mean, and the mean without the highest and the lowest; None where they stay."""
    if not trim or len(totals) < _FEWEST_LEFT:
        return mean(totals), None
    return mean(totals), mean(sorted(totals)[1:-1])


def mean(numbers: Sequence[Decimal]) -> Decimal:
    """Return the mean, rounded half up to two places."""
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(_CENT, ROUND_HALF_UP)
