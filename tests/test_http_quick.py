"""The short way of the operation that is asked most: only its cost tells it from the framework's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st

from service.api import create_app
from service.api.keys import Key, Keys
from service.api.quick import answered
from service.settings import Settings

QUICK, USUAL = "/api/v1/names:check", "/api/v1/names:normalize"  # of one model
JSON = "application/json"
TEXTS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)
FIELDS = st.sampled_from(["name", "unit", "meaning", "work", "other"])


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings()), base_url="http://127.0.0.1") as made:
        yield made


def told(client: TestClient, path: str, body: bytes, kind: str | None) -> tuple[int, Any]:
    """Return status and, unless the name was taken, the problem without what belongs to one request."""
    answer = client.post(path, content=body, headers={} if kind is None else {"content-type": kind})
    if answer.status_code == 200:
        return 200, None
    problem = {k: v for k, v in answer.json().items() if k not in ("instance", "request_id")}
    return answer.status_code, problem


@given(document=st.dictionaries(FIELDS, VALUES) | VALUES)
@example({"name": ":"})
def test_what_is_wrong_is_told_as_elsewhere(client: TestClient, document: object) -> None:
    body = json.dumps(document).encode()
    assert told(client, QUICK, body, JSON) == told(client, USUAL, body, JSON)


@pytest.mark.parametrize(
    "kind", [JSON, "Application/JSON", f"{JSON}; charset=gbk", "text/plain", ";", "", None]
)
@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "\xe5\x85\x88\xe9\x94\x8b"}',
        b'\xef\xbb\xbf{"name": "\xe5\x85\x88\xe9\x94\x8b"}',
        b'{"name": "a", "name": "b"}',
        b'{"name": "\\ud800"}',
        b'{"name": "\xff"}',
        b'{"name": NaN}',
        b'{"name": "a", "work": ["", 1]}',
        b'{"name": "a"',
        b"null",
        b"",
    ],
)
def test_bodies_and_kinds_are_taken_or_refused_as_elsewhere(
    client: TestClient, body: bytes, kind: str | None
) -> None:
    assert told(client, QUICK, body, kind) == told(client, USUAL, body, kind)


@pytest.mark.parametrize("body", [b'{"name": "\xe5\x85\x88\xe9\x94\x8b"}', b"{}"])
def test_who_may_not_ask_is_told_that_first(body: bytes) -> None:
    keys = Keys((Key("甲", "reader", sha256(b"secret").hexdigest()),))
    with TestClient(create_app(Settings(), keys=keys)) as client:
        assert client.post(QUICK, content=body, headers={"content-type": JSON}).status_code == 401
        sent = {"content-type": JSON, "x-api-key": "secret"}
        assert client.post(QUICK, content=body, headers=sent).status_code != 401


@given(body=st.dictionaries(TEXTS, VALUES))
def test_answers_are_encoded_as_the_framework_does(body: dict[str, Any]) -> None:
    ours, theirs = answered(body), JSONResponse(body)
    assert json.loads(bytes(ours.body)) == json.loads(bytes(theirs.body)) == body
    assert ours.headers["content-type"] == theirs.headers["content-type"]


def test_answers_are_written_the_same() -> None:
    body = {
        "name": "“先锋”·5G\n𠮷",
        "share": 0.0271,
        "none": None,
        "list": [1, True, {}],
        "zero": 0.0,
    }
    assert answered(body).body == JSONResponse(body).body
