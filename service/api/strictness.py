"""No part of a request is passed over in silence: what an operation does not know is refused."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from service.api.keys import Reader

_FORM = "multipart/form-data"


async def only_known(request: Request, _: Reader) -> None:
    """Refuse queries and fields of a form that the operation does not have; JSON bodies do so by themselves.

    Who may not ask at all is told that first.

    Raises:
        RequestValidationError: there is one.
    """
    given = [("query", name) for name in request.query_params]
    if request.headers.get("content-type", "").startswith(_FORM):
        # Read already for the operation itself, and kept by the request.
        given += [("body", name) for name in await request.form()]
    if not given:
        return
    known = _known(request)
    if unknown := [one for one in given if one not in known]:
        raise RequestValidationError([{"type": "extra_forbidden", "loc": one} for one in unknown])


def _known(request: Request) -> set[tuple[str, str]]:
    """Return what the operation has, by where it stands; from the description that others read."""
    described: dict[str, Any] = request.app.openapi()
    route: APIRoute = request.scope["route"]
    one = next(
        one
        for methods in described["paths"].values()
        for one in methods.values()
        if one["operationId"] == route.operation_id
    )
    known = {(part["in"], part["name"]) for part in one.get("parameters", ())}
    content = one.get("requestBody", {}).get("content", {})
    if _FORM in content:
        name = content[_FORM]["schema"]["$ref"].rsplit("/", 1)[1]
        known |= {
            ("body", field) for field in described["components"]["schemas"][name]["properties"]
        }
    return known
