"""The rows of a workbook's sheets, kept on disk, joined into applications: a main row, then further ones."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import chain, islice, zip_longest
from typing import overload

from service.applications.building import Builder
from service.applications.labels import Target, resolve
from service.applications.records import KEYS, Origin, Reading
from service.directory import Directory
from service.importing.cells import NOTES, TOTALS, clean
from service.spooling import Plain


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a file that was not understood or left out, in Chinese.

    Attributes:
        skipped: whether it is no part of an application, as a row of totals.
    """

    origin: Origin
    message: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a sheet.

    Attributes:
        row: where the last row of them stands, 0-based.
        columns: what the columns mean.
        items_of: the list that the rows are items of, if they are.
        titles: the headings of all columns.
        keys: columns that tell whose a row is, with their fields.
        is_main: whether each row is an application: unit and brand, and no part of an item.
    """

    sheet: str
    row: int
    columns: Mapping[int, Target]
    items_of: str = ""
    titles: tuple[str, ...] = ()
    keys: Mapping[int, Target] = field(init=False)
    is_main: bool = field(init=False)

    def __post_init__(self) -> None:
        """Look once at what is asked of every row."""
        keys = {c: target for c, target in self.columns.items() if target.field in KEYS}
        parts = any(t.part for t in self.columns.values() if not t.number)
        main = not parts and {target.field for target in keys.values()} == set(KEYS)
        object.__setattr__(self, "keys", keys)
        object.__setattr__(self, "is_main", main)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet whose rows below the heading are on disk.

    Attributes:
        first: number of the first row.
        count: how many there are.
        unknown: what is not clear of the headings.
        faults: what is wrong with cells that say nothing, by row and column of the sheet, from 0.
        about: what lines above the headings say of each row.
        hidden: what is told of hidden rows and columns.
    """

    head: Header
    first: int
    count: int
    unknown: tuple[str, ...]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    about: tuple[tuple[Target, str], ...] = ()
    hidden: tuple[str, ...] = ()

    def row(self, number: int) -> int:
        """Return where a row stands in the sheet, from 0."""
        return self.head.row + 1 + number - self.first


class Joined(Sequence[Reading]):
    """The applications of a workbook, each put together when it is taken: none is held.

    Args:
        name: of the file, for messages.
        values: where the rows of the sheets are kept.

    Attributes:
        notes: what was not understood or left out.
        headings: 1-based row of the headings, by sheet.
    """

    def __init__(self, name: str, values: Plain) -> None:
        self._name, self._values = name, values
        self.notes: list[Note] = []
        self.headings: dict[str, int] = {}
        self._sheets: list[Kept] = []
        self._count = 0
        self._by_key = Directory()
        # Of each sheet: application and row that belongs to it, in one number; sorted they come together.
        self._links: list[array[int]] = []

    def add(self, sheet: Kept) -> None:
        """Take a sheet; the main ones must come first."""
        head = sheet.head
        if not head.keys:
            told = f"工作表“{head.sheet}”没有“申报单位”一列，不知属于哪个单位，未读入。"
            self.notes.append(Note(self._origin(head, head.row), told))
            return
        self._sheets.append(sheet)
        self.headings[head.sheet] = head.row + 1
        place = self._origin(head, head.row)
        self.notes += [Note(place, told) for told in sheet.unknown]
        self.notes += [Note(place, told, skipped=True) for told in sheet.hidden]
        links = array("Q")
        for number in range(sheet.first, sheet.first + sheet.count):
            owner = self._owner(self._values[number], head, sheet.row(number))
            if owner >= 0:
                links.append(owner << 32 | number)
        # Back into an array: as a list of numbers they take five times the room.
        self._links.append(array("Q", sorted(links)))

    def _owner(self, cells: list[str], head: Header, row: int) -> int:
        """Return the application that a row belongs to, a new one of the main sheet; -1 if to none."""
        keys = [] if head.is_main else _keys_of(cells, head)
        owners = set.intersection(*map(self._by_key.numbers, keys)) if keys else set[int]()
        why = _no_data(cells, head, known=len(owners) == 1)
        if why:
            if why != " " and head.is_main:
                told = f"第 {row + 1} 行是{why}，已跳过。"
                self.notes.append(Note(self._origin(head, row), told, skipped=True))
            return -1
        if head.is_main:
            return self._main(cells, head)
        if len(owners) == 1:
            return owners.pop()
        why = (
            "对应不止一份申报，请同时填写品牌名称" if owners else "在申报表中没有对应的单位，请核对"
        )
        told = f"“{'、'.join(keys) or '空白'}”{why}，该行未读入。"
        self.notes.append(Note(self._origin(head, row), told))
        return -1

    def _origin(self, head: Header, row: int) -> Origin:
        return Origin(self._name, head.sheet, row + 1)

    def _main(self, cells: Sequence[str], head: Header) -> int:
        """Return the number of a new application."""
        builder = Builder()
        for column, target in head.keys.items():
            if column < len(cells):
                builder.put(target, cells[column])
        number, self._count = self._count, self._count + 1
        for key in {clean(str(builder.data.get(key, ""))) for key in KEYS}:
            self._by_key.put(key, number)
        return number

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Reading: ...
    @overload
    def __getitem__(self, place: slice) -> list[Reading]: ...
    def __getitem__(self, place: int | slice) -> Reading | list[Reading]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        owner = place % len(self)
        bounds = ((bisect_left(one, n << 32) for n in (owner, owner + 1)) for one in self._links)
        found = (one[slice(*ends)] for one, ends in zip(self._links, bounds, strict=True))
        return next(self._put_together(merge(*found)))

    def __iter__(self) -> Iterator[Reading]:
        return self._put_together(merge(*self._links))

    def _put_together(self, links: Iterable[int]) -> Iterator[Reading]:
        """Yield the applications whose rows are linked, those of each side by side."""
        builder, origin, before = Builder(), Origin(self._name), -1
        about: tuple[tuple[Target, str], ...] = ()
        for link in links:
            owner, number = link >> 32, link & 0xFFFFFFFF
            sheet = next(s for s in self._sheets if s.first <= number < s.first + s.count)
            if owner != before:
                if before >= 0:
                    yield _reading(origin, builder, about)
                builder, before, about = Builder(), owner, sheet.about
                origin = self._origin(sheet.head, sheet.row(number))
            _build(builder, self._values[number], sheet.head)
            for column, target in sheet.head.columns.items() if sheet.faults else ():
                if fault := sheet.faults.get((sheet.row(number), column)):
                    builder.unreadable(target, fault)
        if before >= 0:
            yield _reading(origin, builder, about)


def _reading(origin: Origin, builder: Builder, about: Sequence[tuple[Target, str]]) -> Reading:
    for target, text in about:
        builder.fill(target, text)
    return Reading(origin, builder.finish(), tuple(builder.problems))


def _build(builder: Builder, cells: Sequence[str], head: Header) -> None:
    """Add what a row says to an application: values, or an item of a list."""
    item: dict[str, str] = {}
    for column, target in head.columns.items():
        text = cells[column] if column < len(cells) else ""
        if not text:
            continue
        if head.is_main:
            builder.put(target, text)
        elif target.part and not target.number:
            item |= {target.part: text.strip()} if text.strip() else {}
        elif target.field not in (*KEYS, "app_id"):
            builder.put(target, clean(text))
    if item:
        builder.add(head.items_of, item)


def _again(row: Sequence[str], head: Header) -> bool:
    """Return whether each cell that says something is the heading of its column once more."""
    # Most rows differ in their first cell: no more of them are compared.
    pairs = zip_longest(row, head.titles, fillvalue="")
    return all(title == clean(cell) for cell, title in pairs if cell)


def _keys_of(cells: Sequence[str], head: Header) -> list[str]:
    """Return what a row of a further sheet says of whose it is."""
    said = (clean(cells[column]) for column in head.keys if column < len(cells))
    return [text for text in said if text]


def _no_data(row: list[str], head: Header, *, known: bool) -> str:
    """Return what a row is if it is no application: a blank for an empty one, else in Chinese.

    Args:
        row: of a sheet.
        head: of that.
        known: whether the row names an application, so that it is not the headings once more.
    """
    # Cells are long and a row of an application is known by its first ones: no more are looked at.
    said = (text for cell in row if cell and (text := clean(cell)))
    first = list(islice(said, 3))
    if not first:
        return " "
    if first[0].replace(" ", "").startswith(TOTALS):
        return "合计行"
    if len(first) <= 2 and first[0].startswith(NOTES):
        return "说明或签字行"
    if known:
        return ""
    if len(first) > 1 and (_again(row, head) or all(map(resolve, chain(first, said)))):
        return "重复的表头"
    asked = (column for column, target in head.columns.items() if target.field != "app_id")
    return "" if any(column < len(row) and clean(row[column]) for column in asked) else " "
