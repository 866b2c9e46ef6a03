"""Readers of the shipped language data: tables, word lists, rules, sources.

Everything here is data with its source; see `corpora/README.md` for each file's columns, licence
and policy of inclusion. The readers do no judging.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

# A folder, not `importlib.resources`, whose import alone costs a check 8 ms.
_ROOT = Path(__file__).parent
# Cells that are searched for one by one, each about a hundredth of the time that all rows take.
_FEW = 48


def text(path: str) -> str:
    """Return a shipped file as text; `path` is relative to `corpora/`, with `/` between parts.

    Raises:
        FileNotFoundError: no such file is shipped.
    """
    return (_ROOT / path).read_text(encoding="utf-8")


def data(path: str) -> bytes:
    """Return a shipped file as bytes; `path` as for `text`."""
    return (_ROOT / path).read_bytes()


def rows(path: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a shipped TSV file as tuples of cells.

    Lines that start with `#` (the header comment) and blank lines are left out; trailing empty
    cells are kept.
    """
    for line in text(path).split("\n"):
        if line and line[0] != "#":
            yield tuple(line.split("\t"))


def rows_with(path: str, cell: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a shipped TSV file that have a cell, found without taking all rows apart.

    For a command that asks a long table of few things: some 50 µs, where all rows take milliseconds.
    """
    whole = _whole(path)
    for wanted in (f"\n{cell}\t", f"\t{cell}\t", f"\t{cell}\n"):
        at = whole.find(wanted)
        while at >= 0:
            start, end = whole.rfind("\n", 0, at + 1) + 1, whole.find("\n", at + 1)
            if whole[start] != "#":
                yield tuple(whole[start:end].split("\t"))
            at = whole.find(wanted, end)


@cache
def _whole(path: str) -> str:
    return f"\n{text(path)}\n"


def lines(path: str) -> tuple[str, ...]:
    """Return the first cell of each row: for files with one entry a line."""
    return tuple(row[0] for row in rows(path))


def table(path: str) -> dict[str, Any]:
    """Return a shipped TOML file as a dictionary."""
    return tomllib.loads(text(path))


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the sorted file names in a shipped folder that end with `suffix`."""
    return tuple(sorted(f.name for f in (_ROOT / folder).iterdir() if f.name.endswith(suffix)))


class FewOrAll(Generic[Value]):
    """What a long table says of a cell: the first few are searched for, then all rows are taken apart.

    So a command that looks at one name does not wait for a table of thousands of rows, and a service that
    looks at many does not search it again and again.
    """

    def __init__(
        self, one: Callable[[str], Value], every: Callable[[], Mapping[str, Value]], no: Value
    ) -> None:
        """Take how to search for one, how to read all, and what is said of a cell that is not there."""
        self._one, self._every, self._no = one, every, no
        self._few: dict[str, Value] = {}
        self._all: Mapping[str, Value] | None = None

    def __getitem__(self, cell: str) -> Value:
        if self._all is not None:
            return self._all.get(cell, self._no)
        if cell not in self._few:
            if len(self._few) == _FEW:
                self._all = self._every()
                return self._all.get(cell, self._no)
            self._few[cell] = self._one(cell)
        return self._few[cell]


@cache
def sources() -> dict[str, dict[str, Any]]:
    """Return every source that data, rules and templates may cite, by key (`S0-06` cites `S0`)."""
    return table("sources.toml")
