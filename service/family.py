"""Brands of one family (A6): a unit's own, those of the units above and below it, those of one 1+N cluster.

A parent committee and its branches may build on one core word; outsiders may not. The organisation tree
and the parent brands say who belongs together; where both are silent, nobody does. The very same name
belongs to one unit only, family or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.book.names import NameBook
from service.model import NameRow


def is_family(unit: str, other: NameRow, book: NameBook, *, own: Iterable[NameRow] = ()) -> bool:
    """Return whether a registered brand belongs to a unit's own family.

    That is: its holder, or the holder of a brand above it, is the unit or lies in one line with it; or
    it stands in one cluster with a brand of the unit.

    Args:
        unit: full name of the unit that asks.
        other: the registered brand.
        book: the registry.
        own: brands of the unit that are known, for their clusters.
    """
    if not unit:
        return False
    cluster = list(_cluster(other, book))
    if any(_in_line(unit, holder, book) for holder in cluster):
        return True
    above = {brand.id for brand in cluster}
    return any(brand.id in above for mine in own for brand in _cluster(mine, book))


def _cluster(brand: NameRow, book: NameBook) -> Iterator[NameRow]:
    """Yield a brand and all above it; a loop ends the walk."""
    seen: set[str] = set()
    current: NameRow | None = brand
    while current and current.id not in seen:
        yield current
        seen.add(current.id)
        current = book.rows.get(current.parent_id) if current.parent_id else None


def _in_line(unit: str, other: NameRow, book: NameBook) -> bool:
    """Return whether a unit holds a brand, or lies above or below its holder."""
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
