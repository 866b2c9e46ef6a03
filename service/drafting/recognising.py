"""Which template a workbook was filled in for, told by what its sheets are called."""

from __future__ import annotations

from collections.abc import Iterable

from service.drafting.fields import Field
from service.drafting.package import Template
from service.drafting.workbook import SHARED, plain, split
from service.importing.cells import heading

# Fewer sheets of its own may have been made by anybody (DECISION).
_FEWEST = 2


def filled_for(
    sheets: Iterable[str], known: Template, others: Iterable[Template]
) -> Template | None:
    """Return the template whose workbook has such sheets and `known` has not; None if none has.

    At least two sheets, and half of those that only its workbook has, must be there.
    """
    common = {name for one in _sheets(known) for name in one}
    there = {heading(name) for name in sheets} - common
    if len(there) < _FEWEST:
        return None
    best: tuple[int, Template] | None = None
    for template in others:
        own = [names for names in _sheets(template) if not names & common]
        found = sum(not names.isdisjoint(there) for names in own)
        if found >= _FEWEST and 2 * found >= len(own) and (best is None or found > best[0]):
            best = found, template
    return best[1] if best else None


def _sheets(template: Template) -> list[set[str]]:
    """Return what each sheet of a template's workbook may be called, but for that of units and the notes."""
    shared, _ = split(template.fields)
    lists: list[Field] = [one for one in template.fields if one.type == "list"]
    found = [{heading(name) for name in one.names} for one in lists]
    return [*found, {heading(SHARED)}] if plain(shared) else found
