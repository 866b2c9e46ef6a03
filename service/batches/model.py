"""Values of a batch: what is to be made, what was made, how far it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to make: its key and place in the source, a label for people, its data as JSON values."""

    key: str
    label: str
    row: int
    payload: Mapping[str, Any]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in the source that cannot become an item: sheet, 1-based row, one Chinese sentence."""

    sheet: str
    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """What only all items together tell of one: its position, JSON values, how many of them are problems."""

    position: int
    values: Mapping[str, Any]
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What is known only when all items have been held against each other.

    Attributes:
        shared: further facts common to all items, for registers; no item is made otherwise for them.
        told: of single items, in the order of their positions; read once.
    """

    shared: Mapping[str, Any]
    told: Iterable[Told]


@dataclass(frozen=True, slots=True)
class Work:
    """What a source asks for.

    Attributes:
        shared: facts common to all items, which each of them may be made by.
        items: read once.
        rejected: what cannot be an item; known when the items have been gone through, not before.
        headings: 1-based row of the headings, by sheet.
        notes: what is to be told of the source although nothing is wrong, Chinese sentences.
        together: holds all items against each other, if the kind does, and called once, before or after
            they are gone through: helpers make them meanwhile.
    """

    shared: Mapping[str, Any]
    items: Iterable[Item]
    rejected: Sequence[Rejected] = ()
    headings: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()
    together: Callable[[], Together] | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of one item.

    Attributes:
        files: names relative to the folder of the batch, with their content.
        facts: JSON values for registers and indexes.
        problems: gaps and warnings, Chinese; they do not keep the files back.
    """

    files: Sequence[tuple[str, bytes]]
    facts: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[str] = ()


Renderer = Callable[[Mapping[str, Any]], Rendered]
"""Makes the files of one payload; raises `service.errors.ServiceError` for an item that cannot be made."""


Facts = Mapping[str, Any]
Join = Callable[[Facts, Sequence[str], Facts], tuple[Facts, tuple[str, ...]]]
"""Puts what all items together tell of one into its facts and problems; returns both."""


class KindOfBatch(Protocol):
    """What a module must offer to be run as a batch; see `service.batches.kinds`.

    It may offer more: `surroundings`, what it depends on beside the source; `FEW`, how many items one
    process makes before others would have begun; `warm_up`, what helpers do while the source is read;
    `joined`, a `Join`, where its `Work` has something to tell `together`.
    """

    def read(
        self, name: str, data: bytes, options: Mapping[str, str], today: dt.date | None
    ) -> Work:
        """Return what a source asks for on a day; None if it is not known what day it is."""

    def renderer(self, shared: Mapping[str, Any], options: Mapping[str, str]) -> Renderer:
        """Return what makes the files of one item."""

    def finish(self, done: Done) -> Iterable[tuple[str, bytes | Make]]:
        """Give further files, made when all items are: registers, what is to be printed.

        Each is its content, or what makes that; nothing, if there is none to make.
        """


@dataclass(frozen=True, slots=True)
class MadeItem:
    """An item as the table has it: `state` is `waiting`, `leased`, `done` or `failed`."""

    position: int
    key: str
    label: str
    row: int
    state: str
    files: tuple[tuple[str, str], ...]
    facts: Mapping[str, Any]
    problems: tuple[str, ...]
    token: int = 0
    attempts: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that has come to its end: what `finish` makes registers of.

    Attributes:
        items: all of them in order, as often as they are gone through.
        tell: takes a sentence for the office, kept with the batch.
        options: what the batch was begun with.
    """

    shared: Mapping[str, Any]
    items: Iterable[MadeItem]
    rejected: Sequence[Rejected]
    folder: Path
    tell: Callable[[str], None] = lambda _: None
    headings: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


Make = Callable[[Done], bytes]
"""Makes one further file of a batch; may be sent to another process."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a batch is, in items.

    Attributes:
        with_problems: made items with gaps or warnings.
        stored: all items of its source are known; there may be more of them else.
        finished: its registers are written too.
        notes: sentences about the source (what was hidden in it) and the folder: files kept, left over.
    """

    id: str
    kind: str
    folder: str
    source_name: str
    waiting: int
    done: int
    failed: int
    rejected: int
    with_problems: int
    finished: bool
    notes: tuple[str, ...] = ()
    stored: bool = True

    @property
    def total(self) -> int:
        """All items."""
        return self.waiting + self.done + self.failed
