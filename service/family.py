"""Brands of one family (A6): a unit's own, and those of the units above and below it.

A parent committee and its branches may build on one core word; outsiders may not. The organisation tree
says who belongs together; where it is silent, nobody does.
"""

from __future__ import annotations

from service.model import NameRow
from service.name_book import NameBook


def is_family(unit: str, other: NameRow, book: NameBook) -> bool:
    """Return whether a registered brand belongs to a unit's own family."""
    if not unit:
        return False
    if unit == other.unit:
        return True
    mine = book.bodies.id_of(unit)
    theirs = other.organization_id or book.bodies.id_of(other.unit)
    if mine is None or theirs is None:
        return False
    return theirs in _line(mine, book) or mine in _line(theirs, book)


def _line(organization: str, book: NameBook) -> set[str]:
    """Return an organisation and all above it; a loop in the tree ends the walk."""
    line: set[str] = set()
    current: str | None = organization
    while current and current not in line:
        line.add(current)
        current = book.bodies.parent_of(current)
    return line
