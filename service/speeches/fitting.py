"""What fits an office within its kind: a school without departments, a bank without workshops.

The name of host or meeting tells it; where it does not, everything for the kind of unit fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import corpora
from service.speeches.library import wording

Values = Mapping[str, Any]
_NAMES = ("host_org", "meeting_name", "region_or_group", "represents")


def words_for(values: Values) -> Mapping[str, str]:
    """Return the words for a kind of unit: people, centre, front; the front may be that of the office."""
    words = wording(values["unit_type"])
    own = [front for _, front in _fits(values) if front]
    return {**words, "front": own[0]} if own else words


def fits(values: Values, text: str) -> bool:
    """Return whether a text of the library fits the office that speaks."""
    return not any(barred.search(text) for barred, _ in _fits(values))


def _fits(values: Values) -> tuple[tuple[re.Pattern[str], str], ...]:
    return _found(values["unit_type"], "\n".join(str(values[name] or "") for name in _NAMES))


@cache
def _table() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str], str], ...]:
    return tuple(
        (
            one["unit_type"],
            re.compile(one["named"], re.MULTILINE) if "named" in one else None,
            re.compile(one["barred"]),
            one.get("front", ""),
        )
        for one in corpora.table("speech/fits.toml")["fit"]
    )


@cache
def _found(unit_type: str, names: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what does not fit, and the front; of what names tell, nothing where they tell of two kinds."""
    own = [(named, barred, front) for of, named, barred, front in _table() if of == unit_type]
    always = [(barred, front) for named, barred, front in own if named is None]
    told = [(barred, front) for named, barred, front in own if named and named.search(names)]
    return (*always, *(told if len(told) == 1 else ()))
