"""Values of an application as JSON and back: they are checked once, and every process has them by type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from service.applications.records import template
from service.drafting.fields import Field
from service.drafting.gaps import Gap

Values = Mapping[str, Any]
_READ: Mapping[str, Callable[[str], object]] = {"number": Decimal, "date": dt.date.fromisoformat}
"""Types of fields whose values are no JSON, and what makes them of the text that they are kept as."""


def stored(values: Values) -> dict[str, Any]:
    """Return values that `service.applications.records.settle` gave, as JSON values; gaps are left out."""
    return {
        name: _stored(one) for name, one in values.items() if not isinstance(one, Gap) and one != []
    }


def _stored(value: Any) -> Any:
    if isinstance(value, list):
        return [stored(item) for item in value]
    return str(value) if isinstance(value, dt.date | Decimal) else value


def restored(values: Values) -> dict[str, Any]:
    """Return values by type again, equal to those that were `stored`; nothing is checked once more."""
    return _restored(template().fields, values)


def _restored(fields: Sequence[Field], values: Values) -> dict[str, Any]:
    return {one.id: _value(one, values.get(one.id)) for one in fields}


def _value(one: Field, value: Any) -> Any:
    if one.type == "list":
        return [_restored(one.item, item) for item in value or ()]
    if value is None:
        return Gap(one.label)
    read = _READ.get(one.type)
    return read(value) if read else value
