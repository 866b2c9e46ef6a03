"""The rows of a workbook's sheets, kept on disk, joined into applications: a main row, then further ones."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.applications.building import Builder
from service.applications.labels import Target, resolve
from service.applications.records import KEYS, Origin, Reading
from service.applications.spooling import Values
from service.importing.cells import clean

_TOTALS = ("合计", "总计", "小计", "共计")
_NOTES = ("说明", "注：", "注:", "备注：", "填表", "填报", "制表", "审核", "联系人", "单位盖章")


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a file that was not understood or left out, in Chinese."""

    origin: Origin
    message: str


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings of a sheet stand (0-based), what its columns mean, what list its rows belong to."""

    sheet: str
    row: int
    columns: Mapping[int, Target]
    items_of: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(target.field for target in self.columns.values())

    @property
    def is_main(self) -> bool:
        """Whether each row is an application: unit and brand, and no part of an item."""
        parts = any(t.part for t in self.columns.values() if not t.number)
        return set(KEYS) <= self.fields and not parts


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet whose rows below the heading are on disk: number of the first, how many; what is not clear."""

    head: Header
    first: int
    count: int
    unknown: tuple[str, ...]


class Joined:
    """The applications of a workbook, put together one by one while they are taken.

    Args:
        name: of the file, for messages.
        values: where the rows of the sheets are kept.

    Attributes:
        notes: what was not understood or left out.
    """

    def __init__(self, name: str, values: Values) -> None:
        self._name, self._values = name, values
        self.notes: list[Note] = []
        self._sheets: list[Kept] = []
        self._keys: list[tuple[str, ...]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        # Application and row that belongs to it, in one number; sorted they come together.
        self._links = array("Q")

    def add(self, sheet: Kept) -> None:
        """Take a sheet; the main ones must come first."""
        head = sheet.head
        if not head.fields & set(KEYS):
            told = f"工作表“{head.sheet}”没有“申报单位”一列，不知属于哪个单位，未读入。"
            self.notes.append(Note(self._origin(head, head.row), told))
            return
        self._sheets.append(sheet)
        self.notes += [Note(self._origin(head, head.row), told) for told in sheet.unknown]
        for number in range(sheet.first, sheet.first + sheet.count):
            cells = self._values[number]
            origin = self._origin(head, head.row + 1 + number - sheet.first)
            why = _no_data(cells, head)
            if why and why != " " and head.is_main:
                self.notes.append(Note(origin, f"第 {origin.row} 行是{why}，已跳过。"))
            if not why:
                owner = (
                    self._main(cells, head) if head.is_main else self._owner(cells, head, origin)
                )
                if owner >= 0:
                    self._links.append(owner << 32 | number)

    def _origin(self, head: Header, row: int) -> Origin:
        return Origin(self._name, head.sheet, row + 1)

    def _main(self, cells: Sequence[str], head: Header) -> int:
        """Return the number of a new application."""
        builder = Builder()
        for column, target in head.columns.items():
            if column < len(cells) and target.field in KEYS:
                builder.put(target, cells[column])
        number = len(self._keys)
        self._keys.append(tuple(clean(str(builder.data.get(key, ""))) for key in KEYS))
        for key in self._keys[number]:
            self._by_key[key].append(number)
        return number

    def _owner(self, cells: Sequence[str], head: Header, origin: Origin) -> int:
        """Return the application that a row of a further sheet belongs to, -1 if that is not clear."""
        said = (
            clean(cells[c]) for c, t in head.columns.items() if t.field in KEYS and c < len(cells)
        )
        keys = [text for text in said if text]
        numbers = self._by_key.get(keys[0], []) if keys else []
        found = [number for number in numbers if set(keys) <= set(self._keys[number])]
        if len(found) == 1:
            return found[0]
        why = (
            "对应不止一份申报，请同时填写品牌名称" if found else "在申报表中没有对应的单位，请核对"
        )
        self.notes.append(Note(origin, f"“{'、'.join(keys) or '空白'}”{why}，该行未读入。"))
        return -1

    def __iter__(self) -> Iterator[Reading]:
        builder, origin, before = Builder(), Origin(self._name), -1
        for link in sorted(self._links):
            owner, number = link >> 32, link & 0xFFFFFFFF
            sheet = next(s for s in self._sheets if s.first <= number < s.first + s.count)
            if owner != before:
                if before >= 0:
                    yield Reading(origin, builder.finish(), tuple(builder.problems))
                builder, before = Builder(), owner
                origin = self._origin(sheet.head, sheet.head.row + 1 + number - sheet.first)
            _build(builder, self._values[number], sheet.head)
        if before >= 0:
            yield Reading(origin, builder.finish(), tuple(builder.problems))


def _build(builder: Builder, cells: Sequence[str], head: Header) -> None:
    """Add what a row says to an application: values, or an item of a list."""
    item: dict[str, str] = {}
    for column, target in head.columns.items():
        text = cells[column] if column < len(cells) else ""
        if head.is_main:
            builder.put(target, text)
        elif target.part and not target.number:
            item |= {target.part: text.strip()} if text.strip() else {}
        elif target.field not in (*KEYS, "app_id"):
            builder.put(target, clean(text))
    if item:
        builder.add(head.items_of, item)


def _no_data(row: list[str], head: Header) -> str:
    """Return what a row is if it is no application: a blank for an empty one, else in Chinese."""
    said = [clean(cell) for cell in row if clean(cell)]
    if not said:
        return " "
    if said[0].replace(" ", "").startswith(_TOTALS):
        return "合计行"
    if len(said) <= 2 and said[0].startswith(_NOTES):
        return "说明或签字行"
    if len(said) > 1 and all(map(resolve, said)):
        return "重复的表头"
    told = [
        c for c, t in head.columns.items() if t.field != "app_id" and c < len(row) and clean(row[c])
    ]
    return "" if told else " "
