"""The description of the HTTP interface: Chinese, with examples that the service itself bears out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient

import templates
from service.api import create_app
from service.api.examples import examples
from service.api.keys import Keys
from service.settings import Settings

EXAMPLES = examples()
CHINESE = re.compile("[\u4e00-\u9fff]")


def described(*, keys: Keys | None = None) -> dict[str, Any]:
    found: dict[str, Any] = create_app(Settings(), keys=keys).openapi()
    return found


OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, methods in described()["paths"].items()
    for method, operation in methods.items()
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("described")
    app = create_app(Settings(registry=str(folder / "brands.db"), jobs=str(folder / "jobs")))
    with TestClient(app) as opened:
        sample = {"file": ("登记表.xlsx", templates.data("sample_registry/registry.xlsx"))}
        assert opened.post("/api/v1/brands:import?skip_invalid=true", files=sample).is_success
        yield opened


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_told_in_chinese_with_examples(name: str) -> None:
    _, _, operation = OPERATIONS[name]
    assert CHINESE.search(operation["summary"])
    assert CHINESE.search(operation["description"])
    for parameter in operation.get("parameters", []):
        assert CHINESE.search(parameter["schema"].get("title", ""))
    contents = [
        content
        for s, a in operation["responses"].items()
        if s[0] == "2"
        for content in a["content"].items()
    ]
    contents += list(operation.get("requestBody", {}).get("content", {}).items())
    for kind, content in contents:
        assert kind != "application/json" or "example" in content


def test_examples_belong_to_operations() -> None:
    assert set(EXAMPLES) <= set(OPERATIONS)


@pytest.mark.parametrize("name", [name for name, one in EXAMPLES.items() if "request" in one])
def test_an_example_of_a_request_is_answered_like_its_example(
    client: TestClient, name: str
) -> None:
    method, path, _ = OPERATIONS[name]
    example = EXAMPLES[name]
    if "{" in path:
        path = of_its_own(client, path, number=list(EXAMPLES).index(name))
    response = client.request(method, path, json=example["request"])
    assert response.is_success, response.text
    assert_same_shape(response.json(), example["response"])


def of_its_own(client: TestClient, path: str, *, number: int) -> str:
    """Return a path that names a brand, or its unit, that no other test has changed."""
    status = "registered" if path.endswith(":transfer") else "applied"
    own = {"name": f"航标{number}红", "unit": f"第{number}党支部", "status": status}
    made = client.post("/api/v1/brands", json=own).json()
    path = path.replace("{brand_id}", made["id"])
    return path.replace("{organization_id}", made["organization_id"])


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, one in EXAMPLES.items()
        if "request" not in one and OPERATIONS[name][0] == "get" and "batch" not in name
    ],
)
def test_what_is_read_is_like_its_example(client: TestClient, name: str) -> None:
    path = OPERATIONS[name][1].replace("{rule_id}", "BN001").replace("{template_id}", "letter")
    brand = client.get("/api/v1/brands?limit=1").json()["items"][0]
    path = path.replace("{organization_id}", brand["organization_id"])
    response = client.get(path.replace("{brand_id}", brand["id"]))
    assert_same_shape(response.json(), EXAMPLES[name]["response"])


def assert_same_shape(found: Any, example: Any) -> None:
    """Objects have the same names on the first two levels; what lies deeper is shortened in examples."""
    assert type(found) is type(example)
    if isinstance(example, dict):
        assert set(found) == set(example)
        for key, value in example.items():
            if isinstance(value, list) and value and found[key] and isinstance(value[0], dict):
                assert set(found[key][0]) == set(value[0])


def test_the_page_is_given_a_description_it_can_show(client: TestClient) -> None:
    start = client.get("/docs/start.js").text
    place = re.search(r'url: "([^"]+)"', start)
    assert place
    shown = client.get(place[1]).json()
    assert shown["openapi"].startswith("3.0.")
    assert set(shown["paths"]) == set(described()["paths"])
    left = [word for word in words(shown["components"]["schemas"]) if word in ("null", "examples")]
    assert left == []
    change = shown["components"]["schemas"]["BrandChange"]["properties"]["slogan"]
    assert (change["type"], change["nullable"]) == ("string", True)
    schemathesis.openapi.from_dict(shown)


def words(value: Any) -> Iterator[str]:
    """Yield every name and every type of a schema."""
    if isinstance(value, dict):
        yield from value
        yield str(value.get("type"))
        for one in value.values():
            yield from words(one)
    elif isinstance(value, list):
        for one in value:
            yield from words(one)


@pytest.mark.parametrize("keyed", [False, True])
def test_keys_are_told(keyed: bool, tmp_path: Path) -> None:
    whole = described(keys=Keys(()) if keyed else None)
    assert set(whole["components"]["securitySchemes"]) == {"bearer", "key"}
    asked = whole["paths"]["/api/v1/names:check"]["post"]["security"]
    assert ({} in asked) != keyed
    assert "security" not in whole["paths"]["/healthz"]["get"]
