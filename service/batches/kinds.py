"""The kinds of batches: each a module that offers `read`, `renderer` and `finish`."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from service.batches.model import Join, KindOfBatch
from service.errors import NotFound

KINDS = {
    "application": "service.applications.batch",
    "letter": "service.letters.batch",
}
"""Modules by kind; a line makes a kind known to HTTP, the command line has its own words for each."""
TITLES = {"application": "申报材料", "letter": "责任书"}
"""What an office calls the batches of a kind."""


def module_of(kind: str) -> str:
    """Return the import path of a kind's module.

    Raises:
        NotFound: there is no such kind.
    """
    if kind not in KINDS:
        raise NotFound(f"没有“{kind}”这种批次，可用：{'、'.join(KINDS)}。", kind=kind)
    return KINDS[kind]


def load_kind(module: str) -> KindOfBatch:
    """Return a kind by the import path that `module_of` gave; worker processes are told that path."""
    return cast("KindOfBatch", import_module(module))


def warm_up(module: str) -> None:
    """Load a kind, and what each of its items needs if the kind's module offers to."""
    offered = getattr(load_kind(module), "warm_up", None)
    if offered:
        offered()


def find_kind(kind: str) -> KindOfBatch:
    """Return the module of a kind.

    Raises:
        NotFound: there is no such kind.
    """
    return load_kind(module_of(kind))


def surroundings(kind: str) -> str:
    """Return a digest of what a kind depends on beside its source and options; empty if on nothing.

    A kind whose module offers `surroundings` is made anew where they have changed.

    Raises:
        NotFound: there is no such kind.
    """
    offered = getattr(find_kind(kind), "surroundings", None)
    return str(offered()) if offered else ""


def join_of(module: str) -> Join | None:
    """Return what puts together what items tell and what is told of them; None if the kind has nothing."""
    offered: Join | None = getattr(load_kind(module), "joined", None)
    return offered


def few(kind: str) -> int:
    """Return how many items of a kind one process makes before others would have begun.

    A kind whose items have been measured offers that as its `FEW`.

    Raises:
        NotFound: there is no such kind.
    """
    return int(getattr(find_kind(kind), "FEW", _FEW))


_FEW = 64
