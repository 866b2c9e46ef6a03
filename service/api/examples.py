"""The description of the interface beyond what the routes say: an example of each request and answer, keys.

The examples lie in `templates/http/examples.json` by operation id; a test sends every request among them and
compares the answer's shape.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

import templates

_JSON = "application/json"
_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer 密钥"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "密钥"},
}


def examples() -> dict[str, dict[str, Any]]:
    """Return `request` and `response` of each operation, as far as they are JSON."""
    found: dict[str, dict[str, Any]] = json.loads(templates.text("http/examples.json"))
    return found


def install(app: FastAPI, *, open_to_all: bool) -> None:
    """Complete the description of an application; `open_to_all` says that it asks for no keys."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            whole = plain()
            whole.setdefault("components", {})["securitySchemes"] = _SCHEMES
            _complete(whole, open_to_all=open_to_all)
            app.openapi_schema = whole
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _complete(whole: dict[str, Any], *, open_to_all: bool) -> None:
    known = examples()
    needed: list[dict[str, list[str]]] = [{"bearer": []}, {"key": []}]
    for path, operation in _operations(whole):
        example = known.get(operation["operationId"], {})
        if "request" in example:
            operation["requestBody"]["content"][_JSON]["example"] = example["request"]
        for status, answer in operation["responses"].items():
            if "response" in example and status.startswith("2"):
                answer["content"][_JSON]["example"] = example["response"]
        if path.startswith("/api/"):
            operation["security"] = [*needed, {}] if open_to_all else needed


def _operations(whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in whole["paths"].items():
        for operation in methods.values():
            yield path, operation
