"""Faults of the data of a workbook, told with the sheet and row in which each stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from service.drafting.drafts import BadFields, bad_fields
from service.drafting.fields import Problem
from service.drafting.filled import FilledBook
from service.drafting.filled_tables import Place
from service.drafting.package import Template
from service.drafting.placing import placed


def shared_place(book: FilledBook, pointer: str) -> Place | None:
    """Return where a fact that all documents share was read, by its JSON pointer; None if nowhere."""
    return book.shared_places.get(_key(pointer))


def _key(pointer: str) -> tuple[str, int]:
    _, name, *rest = pointer.split("/")
    return name, int(rest[0]) if rest and rest[0].isdigit() else -1


@contextmanager
def told_in(book: FilledBook | None, template: Template) -> Iterator[None]:
    """Give a context in which faults of the data of a workbook's only unit are told with sheet and row.

    Raises:
        BadFields: as within, the messages with their places; without a workbook as it was.
    """
    try:
        yield
    except BadFields as trouble:
        if book is None:
            raise
        given: Any = trouble.facts["problems"]
        problems = (
            Problem(one["pointer"], one["field"], one["code"], one["message"]) for one in given
        )
        own = _own(template)
        raise bad_fields(tuple(_with_place(book, one, own) for one in problems)) from trouble


def told_of(book: FilledBook | None, template: Template, problem: Problem) -> str:
    """Return what is told of the data of a workbook's only unit, an item of a list with sheet and row."""
    in_list = any(part.isdecimal() for part in problem.path.split("/"))
    if book is None or not in_list:
        return problem.message
    return _with_place(book, problem, _own(template)).message


def _own(template: Template) -> set[str]:
    return {one.id for one in template.fields if one.scope == "unit"}


def _with_place(book: FilledBook, problem: Problem, own: set[str]) -> Problem:
    [unit], (name, number) = book.units, _key(problem.path)
    place = shared_place(book, problem.path)
    if name in own:
        place = unit.places.get((name, number), unit.place)
    if place is None:
        return problem
    told = placed(place.sheet, place.row, problem)
    return Problem(problem.path, problem.label, problem.code, told)
