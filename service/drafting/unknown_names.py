"""What is said of a name in the data that no field of the template has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Protocol

import corpora
from service.nearness import nearest
from service.texts import first_of

_MOST_MEANT, _MOST_SHOWN = 3, 6


class Named(Protocol):
    """What is told of a field."""

    @property
    def id(self) -> str:
        """Its name in JSON."""

    @property
    def label(self) -> str:
        """Its name to people."""

    @property
    def required(self) -> bool:
        """Whether there is nothing without it."""


def hint(name: str, known: Mapping[str, Named], given: Collection[str]) -> str:
    """Return the end of the sentence on a name that no field has: what it may mean, else what there is.

    Args:
        name: as it is given.
        known: the fields by all their names.
        given: every name in the data.
    """
    said = {known[one].id for one in given if one in known}
    left = {one.id: one for one in known.values() if one.id not in said}
    if slip := nearest(name, known):
        return f"是不是{_shown(name, known[slip])}？"
    called = _called()
    labels_meant = called.get(name) or called.get(nearest(name, called), ())
    meant = [one for one in left.values() if one.label in labels_meant]
    if 0 < len(meant) <= _MOST_MEANT:
        return f"是不是{'或'.join(_shown(name, one) for one in meant)}？"
    labels = [one.label for one in sorted(left.values(), key=lambda one: not one.required)]
    if not labels:
        return "请删去。"
    return f"请删去，或改用字段清单里的名称：{first_of(labels, _MOST_SHOWN)}。"


def _shown(name: str, one: Named) -> str:
    """Return a field as who wrote a name would write it: by its id, with what it means, or by its label."""
    return f"“{one.id}”（{one.label}）" if name.isascii() else f"“{one.label}”"


@cache
def _called() -> Mapping[str, tuple[str, ...]]:
    """Return labels by what people call them."""
    found: dict[str, tuple[str, ...]] = {}
    for name, label in corpora.rows("drafting/called.tsv"):
        found[name] = (*found.get(name, ()), label)
    return found
