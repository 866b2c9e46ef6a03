"""The description in the words of OpenAPI 3.0, for the page that shows it, which knows no later version.

`/openapi.json` stays 3.1. Only what this interface uses is put into other words: null among the types,
examples of a schema, the kind of an upload.
"""

from __future__ import annotations

from typing import Any

VERSION = "3.0.3"


def as_3_0(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a 3.1 description as a 3.0 one; the given one is left as it is."""
    turned: dict[str, Any] = _turned(whole)
    return {**turned, "openapi": VERSION}


def _turned(value: Any) -> Any:
    if isinstance(value, list):
        return [_turned(one) for one in value]
    if not isinstance(value, dict):
        return value
    # An example is data, whatever its names are.
    found = {key: one if key == "example" else _turned(one) for key, one in value.items()}
    for turn in (_without_null, _one_example, _binary):
        turn(found)
    return found


def _without_null(schema: dict[str, Any]) -> None:
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return
    left = [choice for choice in choices if choice != {"type": "null"}]
    schema.pop("anyOf")
    schema.update(left[0] if len(left) == 1 else {"anyOf": left})
    schema["nullable"] = True


def _one_example(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("examples"), list):
        examples = schema.pop("examples")
        schema.setdefault("example", examples[0])


def _binary(schema: dict[str, Any]) -> None:
    if schema.get("type") == "string" and schema.pop("contentMediaType", ""):
        schema["format"] = "binary"
