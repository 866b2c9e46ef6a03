"""The fields of a template as a JSON Schema, for who hands in data by HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.drafting.fields import Field


def json_schema(fields: Sequence[Field], *, title: str = "") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of data for these fields; ids only, labels as titles."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {one.id: _property(one) for one in fields},
        "required": [one.id for one in fields if one.required],
    }
    if title:
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            **schema,
        }
    return schema


_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "long": {"type": "string"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    "bool": {"type": "boolean"},
    "choice": {"type": "string"},
}


def _property(one: Field) -> dict[str, Any]:
    shape: dict[str, Any] = {"title": one.label}
    if one.help:
        shape["description"] = one.help
    if one.type == "list":
        shape |= {"type": "array", "items": json_schema(one.item)}
        bounds = (("minItems", one.minimum), ("maxItems", one.maximum))
    else:
        shape |= _PLAIN[one.type]
        bounds = (("minimum", one.minimum), ("maximum", one.maximum))
    extras = (
        *bounds,
        ("enum", list(one.choices)),
        ("pattern", one.pattern),
        ("maxLength", one.max_length),
        ("default", one.default),
    )
    shape |= {key: value for key, value in extras if value not in (None, "", 0, [])}
    if one.example is not None:
        shape["examples"] = [one.example]
    return shape
