"""Awards: how many of each, or from what score on, and who gets them; nobody is chosen between equals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from service.applications.judging import REVIEW
from service.applications.opinions import PASS
from service.applications.ranking import TOGETHER, Rules, Scored
from service.errors import BadData, WrongUse
from service.importing.workbooks import read_sheets
from service.whole_files import content

_VALUE = re.compile(r"(?:(\d+)(?:名[且、 ]*|[且、 ]+|$))?(?:(\d+(?:\.\d+)?)分(?:以上|及以上)?)?")
_COLUMNS = ("奖项", "名额", "最低分")


@dataclass(frozen=True, slots=True)
class Award:
    """An award: how many there are (None: as many as reach the score), and the score it needs."""

    name: str
    quota: int | None = None
    least: Decimal | None = None

    @property
    def told(self) -> str:
        """What it is, in words."""
        parts = [f"{self.quota} 名" if self.quota is not None else ""]
        parts.append(f"{self.least} 分以上" if self.least is not None else "")
        return f"{self.name}：{'，'.join(part for part in parts if part)}"


@dataclass(frozen=True, slots=True)
class Allotted:
    """Who gets what.

    Attributes:
        awards: names by number of application.
        undecided: numbers of equals for whom what is left is not enough.
        problems: what the office must decide; with any, nothing is to be announced.
        notes: what it should know.
    """

    awards: Mapping[int, str]
    undecided: tuple[int, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def read_awards(said: str) -> tuple[Award, ...]:
    """Return the awards of an option (示范品牌=3,优秀品牌=80分) or of a workbook with 奖项, 名额, 最低分.

    Raises:
        WrongUse: the option cannot be read.
        BadData: a row of the workbook cannot be.
        UnreadableFile: the workbook cannot be opened.
    """
    table = said.lower().endswith(".xlsx")
    return _sound(tuple(_from_table(Path(said)))) if table else parse_awards(said)


def parse_awards(said: str) -> tuple[Award, ...]:
    """Return the awards of an option; a file is never looked at. Raises WrongUse as `read_awards`."""
    return _sound(tuple(_from_text(said)))


def _sound(found: tuple[Award, ...]) -> tuple[Award, ...]:
    names = [one.name for one in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise WrongUse(f"奖项“{twice}”设了两次，请只留一次。")
    if none := next((one.name for one in found if one.quota == 0), ""):
        raise WrongUse(f"奖项“{none}”的名额是 0，请填 1 或更大的数，不设的奖项请删去。")
    if not found:
        raise WrongUse("没有设奖项，请写成 示范品牌=3,优秀品牌=5 这样。")
    return found


def _from_text(said: str) -> Iterator[Award]:
    for part in re.split(r"[,，;；\n]", said):
        name, equals, value = part.replace("＝", "=").partition("=")  # noqa: RUF001
        match = _VALUE.fullmatch(value.strip())
        if not part.strip():
            continue
        if not (equals and name.strip() and match and (match[1] or match[2])):
            raise WrongUse(
                f"奖项“{part.strip()}”要写成 奖项=名额（如 一等奖=3）或 奖项=分数线（如 优秀奖=80分）。"
            )
        yield _award(name.strip(), match[1] or "", match[2] or "")


def _from_table(path: Path) -> Iterator[Award]:
    grid = read_sheets(content(path))[0].grid
    head = [cell.strip() for cell in grid[0]] if grid else []
    if head[:1] != [_COLUMNS[0]] or not set(head) & set(_COLUMNS[1:]):
        raise BadData(f"“{path.name}”第 1 行要有“奖项”和“名额”或“最低分”，请检查表头。")
    for row, cells in enumerate(grid[1:], 2):
        said = {name: text.strip() for name, text in zip(head, cells, strict=False)}
        name, quota, least = (said.get(column, "") for column in _COLUMNS)
        places = f"{quota.removesuffix('名')}名" if quota else ""
        line = f"{least.removesuffix('分')}分" if least else ""
        match = _VALUE.fullmatch(places + line)
        if not any(said.values()):
            continue
        if not (name and match and (quota or least)):
            told = "要有奖项，名额填整数，最低分填数字，请改正。"
            raise BadData(f"“{path.name}”第 {row} 行{told}", row=row)
        yield _award(name, match[1] or "", match[2] or "")


def _award(name: str, quota: str, least: str) -> Award:
    return Award(name, int(quota) if quota else None, Decimal(least) if least else None)


def allot(results: Sequence[Scored], awards: Sequence[Award], rules: Rules) -> Allotted:
    """Return who gets what: awards in their order, each to the best that have none yet.

    Where equals are more than what is left, `rules.ties` decides; if it does not, they and all after them
    get nothing and the office is asked.
    """
    groups = [list(group) for _, group in groupby(results, key=lambda one: one.rank)]
    given: dict[int, str] = {}
    notes: list[str] = []
    for award in awards:
        count = 0
        while groups and _reaches(groups[0][0], award) and _open(award, count):
            short = award.quota is not None and count + len(groups[0]) > award.quota
            if short and rules.ties != TOGETHER:
                told = _tied(groups[0], award, count)
                return Allotted(
                    given, tuple(one.number for one in groups[0]), (told,), tuple(notes)
                )
            if short:
                over = count + len(groups[0]) - (award.quota or 0)
                notes.append(f"“{award.name}”因并列比名额多 {over} 名，请核对。")
            given |= {one.number: award.name for one in groups[0]}
            count += len(groups.pop(0))
        if award.quota is not None and count < award.quota:
            notes.append(f"“{award.name}”设 {award.quota} 名，评出 {count} 名。")
        elif not count:
            notes.append(f"“{award.name}”没有达到分数线的。")
    return Allotted(given, (), (), tuple(notes))


def not_passed(
    allotted: Allotted, results: Sequence[Scored], reviews: Mapping[int, str]
) -> Iterator[str]:
    """Yield a sentence for each winner whom the first review did not pass, and one for those not reviewed."""
    winners = [one for one in results if one.number in allotted.awards]
    for one in winners:
        review = reviews.get(one.number) or PASS
        if review != PASS:
            award = allotted.awards[one.number]
            yield (
                f"“{award}”的 {one.number} 号“{one.brand}”{REVIEW}是“{review}”，"
                "请核对是否已经补正，再行公示。"
            )
    if unknown := [str(one.number) for one in winners if not reviews.get(one.number)]:
        told = f"{'、'.join(unknown)} 号在评分表里没有“{REVIEW}”，请对照汇总表核对是否通过初审。"
        yield told


def _reaches(one: Scored, award: Award) -> bool:
    return award.least is None or one.worth >= award.least


def _open(award: Award, count: int) -> bool:
    return award.quota is None or count < award.quota


def _tied(group: Sequence[Scored], award: Award, count: int) -> str:
    names = "、".join(f"{one.number} 号“{one.brand}”" for one in group)
    left = (award.quota or 0) - count
    return (
        f"{names}得分同为 {group[0].worth} 分，“{award.name}”只剩 {left} 名，列为待定；请研究确定，"
        f"或设定并列的处理：{TOGETHER}，或先比哪项标准。"
    )
