"""How names of a letter are written in their cells: line breaks and spaces would be printed as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from service.drafting.fields import Problem
from service.letters.texts import fields

_NAMES = ("issuer_name", "issuer_short", "unit_name", "unit_short")
_SPACE = re.compile("(?<=[\u4e00-\u9fff])[ \u3000\u00a0]+(?=[\u4e00-\u9fff第0-9])")


def _written(scope: str, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is to be looked at in the names of a scope: broken to fit a cell, or with spaces within."""
    for one in fields():
        value = values.get(one.id)
        if one.scope != scope or one.type != "text" or not isinstance(value, str):
            continue
        if "\n" in value:
            told = f"“{one.label}”里有换行，文中会照样断开，请核对。"
            yield Problem(f"/{one.id}", one.label, "line-break", told, "warning")
        elif one.id in _NAMES and _SPACE.search(value):
            told = f"“{one.label}”里有空格，文中会照样印出，请核对。"
            yield Problem(f"/{one.id}", one.label, "space", told, "warning")


shared_names = partial(_written, "shared")
unit_names = partial(_written, "unit")
