"""The full sample letter, and changes of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import templates

FULL: dict[str, Any] = json.loads(templates.text("letter/samples/full.json"))
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> dict[str, Any]:
    data = copy.deepcopy(FULL)
    change(data)
    return data
