"""Applications that a unit sent again after a change: told as such, not as copied from another unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.normalize import match_key
from nlp.relations.abbreviation import is_subsequence
from service.applications.names import acceptable
from service.applications.records import fields
from service.checking import Proposal

_MOST_NAMED = 4
# 市一院内科党支部 is 市第一人民医院内科党支部; a shorter name would be part of too many.
_SHORTEST = 6


def of_one_unit(one: Proposal, other: Proposal) -> bool:
    """Return whether two applications are of one unit: by its name, or by brand and a shorter name."""
    if one.unit == other.unit:
        return True
    if not (acceptable(one.name) and acceptable(other.name)):
        return False
    short, long = sorted((one.unit, other.unit), key=len)
    return (
        len(short) >= _SHORTEST
        and match_key(one.name) == match_key(other.name)
        and is_subsequence(short, long)
    )


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return in which fields two applications differ, the first few by name; empty if in none."""
    labels = [
        fields()[name].label
        for name in fields()
        if name != "app_id" and one.get(name) != other.get(name)
    ]
    more = f"等 {len(labels)} 项" if len(labels) > _MOST_NAMED else ""
    return "、".join(labels[:_MOST_NAMED]) + more
