"""A workbook with a row for each unit → the letters it asks for, and the rows that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.batches.model import Item, Rejected, Work
from service.batches.names import Names
from service.drafting.drafts import file_name
from service.drafting.fields import Problem, validate
from service.drafting.filled import MOST_FAULTS, FilledBook, read_form
from service.drafting.filled_faults import shared_place
from service.drafting.filled_tables import told_at
from service.drafting.filled_units import UnitRow
from service.drafting.gaps import Gap
from service.drafting.package import Template
from service.drafting.placing import placed
from service.drafting.workbook import UNITS, key_field
from service.errors import BadData
from service.letters.prepare import problems_of_shared
from service.letters.registry_tree import tree_of_settings
from service.letters.superiors import Tree, unit_problems
from service.letters.taken import Taken
from service.letters.templates import is_letter
from service.settings import load_settings
from service.texts import first_faults


def read_letters(data: bytes, template: Template) -> Work:
    """Return the letters that a workbook asks for.

    Raises:
        BadData: the shared facts are not enough for any letter.
        UnreadableFile: the file is no workbook.
    """
    book = read_form(data, template)
    shared = validate([one for one in template.fields if one.scope == "shared"], book.shared)
    problems = shared.problems
    if shared.acceptable and is_letter(template):
        problems = problems_of_shared(shared.values)
    if any(one.severity == "error" for one in problems):
        raise _shared_problem(problems, book)
    book.require_units()
    rejected = [Rejected(place.sheet, place.row, told) for place, told in book.problems]
    common = {name: value for name, value in shared.values.items() if not isinstance(value, Gap)}
    items = _items(template, common, _sound(book, template, rejected))
    notes = (*book.notes, *_placed(shared.problems, book))
    return Work(book.shared, items, rejected, book.headings, notes)


def _sound(
    book: FilledBook, template: Template, rejected: list[Rejected]
) -> Iterator[tuple[UnitRow, list[str]]]:
    """Yield the units of which a letter can be made, with what is noted of them; add others to `rejected`."""
    names = (str(one.get("unit_name", "")) for one in book.units.own())
    taken, tree = Taken(names), tree_of_settings(load_settings())
    letter = is_letter(template)
    for unit in book.units:
        wrong, noted = _placed_in(tree, book.shared, unit) if letter else ("", [])
        if told := taken.trouble(unit) or wrong:
            rejected.append(Rejected(unit.place.sheet, unit.place.row, told))
        else:
            yield unit, [*taken.twice(unit), *noted]


def _items(
    template: Template, shared: Mapping[str, Any], units: Iterable[tuple[UnitRow, list[str]]]
) -> Iterator[Item]:
    """Yield the item of each unit, with what is noted of it, one at a time."""
    names, key = Names(), key_field(template.fields)
    assert key is not None  # noqa: S101 - without it no units are read
    common = {"year": "", "noun": "", **shared}
    noun = {"noun": shared.get("doc_kind", "责任书")}
    for unit, noted in units:
        values = {**common, **unit.data, **noun}
        number = str(unit.data[key.id])
        label = str(unit.data.get("unit_name", number))
        file = names.take(file_name(template.file_name, values), ".docx")
        payload: dict[str, Any] = {"file": file, "data": unit.data, "rows": _rows(unit)}
        if noted:
            payload["noted"] = noted
        yield Item(number, label, unit.place.row, payload, unit.place.sheet)


_PARTY = ("unit_name", "unit_type", "party_org_type", "unit_signatory_post")


def _placed_in(tree: Tree, shared: Mapping[str, Any], unit: UnitRow) -> tuple[str, list[str]]:
    """Return what the tree says against a unit, empty if nothing, and what it leaves to be looked at."""
    values = {key: str(unit.data.get(key) or "").strip() for key in _PARTY}
    values["issuer_name"] = str(shared.get("issuer_name") or "").strip()
    found = list(unit_problems(values, tree))
    wrong = [one.message for one in found if one.severity == "error"]
    return "".join(wrong), [one.message for one in found if one.severity == "warning"]


def _shared_problem(problems: Sequence[Problem], book: FilledBook) -> BadData:
    """Return the error for shared facts: every fault with its sheet and row, one a line."""
    errors = [one for one in problems if one.severity == "error"]
    told = _placed(errors, book)
    # What has no place may be what is missing: a renamed item.
    told += [f"{told_at(at)}{text}" for at, text in book.problems if at.sheet != UNITS]
    return BadData(first_faults(told, MOST_FAULTS), field=errors[0].label)


def _placed(problems: Iterable[Problem], book: FilledBook) -> list[str]:
    """Return what is told of shared facts, with the sheet and row of each."""
    places = ((one, shared_place(book, one.path)) for one in problems)
    return [placed(at.sheet, at.row, one) if at else one.message for one, at in places]


def _rows(unit: UnitRow) -> dict[str, Any]:
    """Return where the lists of a unit were read, for messages: field → [[sheet, row], …]."""
    rows: dict[str, list[Any]] = {}
    for (name, _), place in unit.places.items():
        rows.setdefault(name, []).append([place.sheet, place.row])
    return rows
