"""Readers of the shipped language data: tables, word lists, rules, sources.

Everything here is data with its source; see `corpora/README.md` for each file's columns, licence
and policy of inclusion. The readers do no judging.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

SEVERITIES = ("error", "warning", "advice")
"""How grave it is what a rule finds, the gravest first."""

# A folder, not `importlib.resources`, whose import alone costs a check 8 ms.
_ROOT = Path(__file__).parent
# Cells that are searched for one by one, each a hundredth to a thousandth of the time that all rows take.
_FEW = 200
_BREAKS = frozenset("\t\n")
# Before the examples of a rule, which stand at the end of its file.
_EXAMPLES = "\n[[good]]\n"


def text(path: str) -> str:
    """Return a shipped file as text; `path` is relative to `corpora/`, with `/` between parts.

    Raises:
        FileNotFoundError: no such file is shipped.
    """
    return (_ROOT / path).read_text(encoding="utf-8")


def rows(path: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a shipped TSV file as tuples of cells.

    Lines that start with `#` (the header comment) and blank lines are left out; trailing empty
    cells are kept.
    """
    for line in _row_lines(path):
        yield tuple(line.split("\t"))


def columns(path: str) -> tuple[list[str], ...]:
    """Return the columns of a shipped TSV file whose rows all have as many cells, sooner than `rows`.

    Raises:
        ValueError: some row has more cells than the first, or fewer.
    """
    lines = _row_lines(path)
    widths = set(map(str.count, lines, repeat("\t")))
    if len(widths) > 1:
        raise ValueError(f"{path} has rows of different widths")
    width = max(widths, default=0) + 1
    cells = "\t".join(lines).split("\t")
    return tuple(cells[place::width] for place in range(width))


def _row_lines(path: str) -> list[str]:
    return [line for line in text(path).split("\n") if line and line[0] != "#"]


def rows_with(path: str, cell: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a shipped TSV file that have a cell, found without taking all rows apart.

    For a command that asks a long table of few things: some 20 µs, where all rows take milliseconds.

    Args:
        path: as for `text`.
        cell: what is looked for; no row has an empty one, or one with a tab or a line break in it.
    """
    whole = _whole(path)
    at = whole.find(cell) if cell and _BREAKS.isdisjoint(cell) else -1
    while at >= 0:
        end = at + len(cell)
        if whole[at - 1] in _BREAKS and whole[end] in _BREAKS:
            start, end = whole.rfind("\n", 0, at) + 1, whole.find("\n", end)
            if whole[start] != "#":
                yield tuple(whole[start:end].split("\t"))
        at = whole.find(cell, end)


@cache
def _whole(path: str) -> str:
    return f"\n{text(path)}\n"


def lines(path: str) -> tuple[str, ...]:
    """Return the first cell of each row: for files with one entry a line."""
    return tuple(line.partition("\t")[0] for line in _row_lines(path))


def table(path: str) -> dict[str, Any]:
    """Return a shipped TOML file as a dictionary."""
    return tomllib.loads(text(path))


def rule(path: str) -> dict[str, Any]:
    """Return what the file of a rule states, but for its examples: these take as long to read as all else."""
    return tomllib.loads(text(path).partition(_EXAMPLES)[0])


def examples(path: str) -> dict[str, list[dict[str, Any]]]:
    """Return the examples of a rule, `good` and `bad`: all in its file from the first good one on."""
    _, first, others = text(path).partition(_EXAMPLES)
    return tomllib.loads(first + others)


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


class BrokenRuleError(ValueError):
    """A rule that cannot be used; the text says which file and key."""


def require_keys(
    raw: Mapping[str, Any], file: str, *, required: Collection[str], known: Collection[str]
) -> None:
    """Look whether the file of a rule has the keys that a rule of its kind has.

    Args:
        raw: what the file states.
        file: its name.
        required: the keys that it must have.
        known: all that it may have.

    Raises:
        BrokenRuleError: a key is missing, or not known.
    """
    if unknown := set(raw) - set(known):
        raise BrokenRuleError(f"{file}: unknown keys {sorted(unknown)}")
    if missing := set(required) - set(raw):
        raise BrokenRuleError(f"{file}: missing keys {sorted(missing)}")


@cache
def sources() -> dict[str, dict[str, Any]]:
    """Return every source that data, rules and templates may cite, by key (`S0-06` cites `S0`)."""
    return table("sources.toml")
