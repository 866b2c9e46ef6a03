"""The judges' sheets read back: points by judge, application and criterion, each with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path

from service.applications.judging import (
    FOLDER,
    HEAD,
    JUDGE,
    NOBODY,
    RECUSAL,
    REVIEW,
    SHEET,
    SUM,
    Weighted,
    weighted,
)
from service.drafting.numbers import number_in
from service.errors import BadData, NotFound
from service.importing.model import Grid
from service.importing.sheet_parts import fault_told
from service.importing.table import no_rows
from service.importing.workbooks import read_sheets
from service.whole_files import content, is_hidden

_HEADING = re.compile(r"(.+)（([\d.]+)分）")
_YES, _NO = ("是", "回避", "√", "Y", "YES"), ("", "否", "不回避", "无", "N", "NO")


@dataclass(frozen=True, slots=True)
class Card:
    """What one judge gave one application, and where it stands.

    Attributes:
        points: in the order of the criteria; empty if the judge stood back.
        row: 1-based, of the sheet 评分表.
    """

    judge: str
    number: int
    points: tuple[Decimal, ...]
    file: str
    row: int

    @property
    def total(self) -> Decimal:
        """The sum of the points."""
        return sum(self.points, Decimal(0))


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judges gave.

    Attributes:
        judges: in the order of their files.
        named: unit and brand by number of application.
        problems: Chinese sentences; with any, the scoring is not complete.
        reviews: opinion of the first review by number, where the sheets tell it.
    """

    criteria: tuple[Weighted, ...]
    judges: tuple[str, ...]
    named: Mapping[int, tuple[str, str]]
    cards: tuple[Card, ...]
    problems: tuple[str, ...]
    reviews: Mapping[int, str]


def read_folder(folder: Path) -> Judged:
    """Return what the sheets of a folder say.

    Raises:
        NotFound: there is no sheet in the folder.
        BadData: the sheets have different weights, or no rows.
        UnreadableFile: a workbook cannot be opened.
    """
    paths = sorted(path for path in folder.glob("*.xlsx") if not is_hidden(path.name))
    judged = read_score_sheets([(path.name, content(path)) for path in paths])
    if judged is None:
        raise NotFound(
            f"文件夹“{folder}”里没有填好的“{FOLDER}_….xlsx”，请检查路径。", path=str(folder)
        )
    return judged


def read_score_sheets(files: Sequence[tuple[str, bytes]]) -> Judged | None:
    """Return what filled sheets say, by file name and content; None if none of them is a score sheet.

    Raises:
        BadData: the sheets have different weights, or no rows.
        UnreadableFile: a workbook cannot be opened.
    """
    sheets, problems = [], []
    for name, data in files:
        found = _open(name, data)
        if found:
            sheets.append(found)
        else:
            problems.append(f"“{name}”不是发出的评分表，未计入，请用原表填写或移走。")
    if not sheets:
        return None
    first, *others = sheets
    if any(other.weights != first.weights for other in others):
        raise BadData("各位评委的评分表权重不一样，请使用同一批发出的评分表。")
    if not any(map(str.strip, chain.from_iterable(row for one in sheets for row in one.grid[1:]))):
        raise no_rows("申报")
    reader = _Reader(weighted(first.weights), problems)
    for one in _once(sheets, problems):
        reader.read(one)
    return reader.judged()


@dataclass(frozen=True, slots=True)
class _Sheet:
    file: str
    judge: str
    grid: Grid
    weights: Mapping[str, Decimal]
    broken: Mapping[tuple[int, int], str]


def _open(name: str, data: bytes) -> _Sheet | None:
    """Return a score sheet with the name of its judge, None if the workbook is none."""
    sheets = {sheet.name: sheet for sheet in read_sheets(data)}
    grid = (sheets[SHEET].grid if SHEET in sheets else []) or [[]]
    found = {m[1]: Decimal(m[2]) for text in grid[0] if (m := _HEADING.fullmatch(text.strip()))}
    if tuple(cell.strip() for cell in grid[0][: len(HEAD)]) != HEAD or not found:
        return None
    said = (row[0] for sheet in sheets.values() for row in sheet.grid if row)
    inside = next((text.removeprefix(JUDGE) for text in said if text.startswith(JUDGE)), NOBODY)
    # A sheet for nobody was copied for each judge: then the file tells.
    judge = Path(name).stem.removeprefix(f"{FOLDER}_") if inside == NOBODY else inside
    return _Sheet(name, judge, grid, found, sheets[SHEET].faults)


def _once(sheets: Sequence[_Sheet], problems: list[str]) -> Iterator[_Sheet]:
    """Yield the sheets of judges who handed in one; two of one judge are told and neither counts."""
    files: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        files[sheet.judge].append(sheet.file)
    for judge, names in files.items():
        if len(names) > 1:
            told = "、".join(f"“{name}”" for name in names)
            problems.append(f"评委“{judge}”交了 {len(names)} 份评分表：{told}，请只留一份。")
    yield from (sheet for sheet in sheets if len(files[sheet.judge]) == 1)


class _Reader:
    """Gathers what the sheets say and what is wrong in them."""

    def __init__(self, criteria: tuple[Weighted, ...], problems: list[str]) -> None:
        self._criteria, self._problems = criteria, problems
        self._named: dict[int, tuple[str, str]] = {}
        self._reviews: dict[int, str] = {}
        self._cards: list[Card] = []
        self._rows: dict[str, dict[int, int]] = {}
        self._files: dict[str, str] = {}

    def read(self, sheet: _Sheet) -> None:
        """Take one sheet."""
        self._files[sheet.judge] = sheet.file
        rows = self._rows.setdefault(sheet.judge, {})
        head = [cell.strip() for cell in sheet.grid[0]]
        for row, cells in enumerate(sheet.grid[1:], 2):
            said = [cell.strip() for cell in (*cells, *[""] * len(head))]
            if not any(said):
                continue
            if not said[0].isdecimal():
                self._tell(sheet, row, f"的序号“{said[0]}”不认识，请用发出的原表。")
                continue
            number, named = int(said[0]), (said[1], said[2])
            if number in rows:
                self._tell(sheet, row, f"的序号 {number} 与第 {rows[number]} 行重复，请只留一行。")
                continue
            rows[number] = row
            if self._named.setdefault(number, named) != named:
                self._tell(sheet, row, f"（{number} 号）的单位或品牌与其他评委的表不一致，请核对。")
                continue
            by_heading = dict(zip(head, said, strict=False))
            review = by_heading.get(REVIEW, "")
            if review and self._reviews.setdefault(number, review) != review:
                self._tell(sheet, row, f"（{number} 号）的“{REVIEW}”与其他评委的表不一致，请核对。")
                continue
            broken = self._broken(sheet, row, head)
            for told in broken:
                self._tell(sheet, row, f"（{number} 号“{named[1]}”）{told}")
            if not broken:
                self._row(sheet, row, by_heading)

    def _broken(self, sheet: _Sheet, row: int, head: Sequence[str]) -> list[str]:
        """Return what is wrong with the cells of a row that tell nothing, but for the sum."""
        read = (RECUSAL, *(one.title for one in self._criteria))
        return [
            f"“{name.split('（')[0]}”的{fault_told(fault)}"
            for column, name in enumerate(head)
            if name.split("（")[0] in read and (fault := sheet.broken.get((row - 1, column)))
        ]

    def _tell(self, sheet: _Sheet, row: int, message: str) -> None:
        self._problems.append(f"“{sheet.file}”第 {row} 行{message}")

    def _row(self, sheet: _Sheet, row: int, said: Mapping[str, str]) -> None:
        """Take a row whose application is known."""
        number = int(said[HEAD[0]])
        who = f"（{number} 号“{said[HEAD[2]]}”）"
        given = [_under(said, one) for one in self._criteria]
        recusal = said.get(RECUSAL, "").upper()
        if recusal in _YES:
            wrong = ["填了回避又打了分，请只留一样。"] if any(given) else []
            points: tuple[Decimal, ...] = ()
        elif recusal not in _NO:
            wrong = [f"的“回避”填了“{said[RECUSAL]}”，须填“是”或留空。"]
        elif not any(given):
            wrong = ["没有打分，请补上；应当回避的，在“回避”栏填“是”。"]
        else:
            points, wrong = self._points(given, said.get(SUM, ""))
        for told in wrong:
            self._tell(sheet, row, f"{who}{told}")
        if not wrong:
            self._cards.append(Card(sheet.judge, number, points, sheet.file, row))

    def _points(self, given: Sequence[str], typed: str) -> tuple[tuple[Decimal, ...], list[str]]:
        """Return the points of a row and what is wrong with them."""
        points, wrong = [], []
        for text, one in zip(given, self._criteria, strict=True):
            try:
                points.append(_score(text, one))
            except ValueError as trouble:
                wrong.append(str(trouble))
        total = sum(points, Decimal(0))
        if typed and not wrong and _number(typed) != total:
            wrong.append(f"的合计填了“{typed}”，各项相加是 {total}，请核对。")
        return tuple(points), wrong

    def judged(self) -> Judged:
        """Return all that was read; applications that are not in every sheet are told."""
        for judge, rows in self._rows.items():
            for number in sorted(set(self._named) - set(rows)):
                told = f"里没有 {number} 号“{self._named[number][1]}”，请用发出的原表填写。"
                self._problems.append(f"“{self._files[judge]}”{told}")
        counted = {card.number for card in self._cards if card.points}
        for number in sorted(set(self._named) - counted):
            told = f"{number} 号“{self._named[number][1]}”没有一位评委的有效评分，未排名。"
            self._problems.append(told)
        named = dict(sorted(self._named.items()))
        return Judged(
            self._criteria,
            tuple(self._rows),
            named,
            tuple(self._cards),
            tuple(self._problems),
            self._reviews,
        )


def _under(said: Mapping[str, str], one: Weighted) -> str:
    return next((text for head, text in said.items() if head.startswith(f"{one.title}（")), "")


def _score(text: str, one: Weighted) -> Decimal:
    """Return a score; raises ValueError with what is wrong with it."""
    if not text:
        raise ValueError(f"的“{one.title}”没有打分，请补上。")
    score = _number(text)
    if score is None:
        raise ValueError(f"的“{one.title}”填了“{text}”，不是数字，请改正。")
    if not 0 <= score <= one.points:
        raise ValueError(f"的“{one.title}”打了 {text} 分，须在 0 至 {one.points} 分之间。")
    if score.quantize(Decimal("0.01")) != score:
        raise ValueError(f"的“{one.title}”打了 {text} 分，最多两位小数，请改正。")
    return score


def _number(text: str) -> Decimal | None:
    return number_in(text.strip().removesuffix("分"))
