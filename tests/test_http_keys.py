"""Who may do what over HTTP: every operation, every role, keys that are none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api import create_app
from service.api.keys import ROLES, Key, Keys
from service.settings import Settings

# What is not listed, every role may do: to look and to ask changes nothing.
NEEDED = {
    "create_brand": "clerk",
    "change_brand": "clerk",
    "retire_brand": "clerk",
    "reserve_brand": "clerk",
    "transfer_brand": "clerk",
    "decide_pair": "clerk",
    "create_organization": "clerk",
    "change_organization": "clerk",
    "create_batch": "clerk",
    "create_draft": "clerk",
    "make_awards": "clerk",
    "import_brands": "admin",
    "import_organizations": "admin",
    "undo_import": "admin",
}
FREE = {"healthz", "readyz"}
KEYS = Keys(
    tuple(Key(f"张{role}", role, hashlib.sha256(role.encode()).hexdigest()) for role in ROLES)
)
OPERATIONS = [
    (operation["operationId"], method.upper(), path)
    for path, methods in create_app(Settings()).openapi()["paths"].items()
    for method, operation in methods.items()
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("keyed")
    app = create_app(Settings(registry=str(folder / "b.db"), jobs=str(folder / "jobs")), keys=KEYS)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def ask(client: TestClient, method: str, path: str, headers: dict[str, str]) -> int:
    """Send a request with an empty body; what it lacks is told after who sends it."""
    for name in ("brand_id", "rule_id", "template_id", "batch_id", "import_id", "organization_id"):
        path = path.replace(f"{{{name}}}", "x")
    multipart = path.endswith((":import", "/batches", "/lint", "/awards", "/scores"))
    field = "files" if path.endswith("/awards") else "file"
    body = {"files": {field: b""}} if multipart else {"json": {}} if method != "GET" else {}
    status: int = client.request(method, path, headers=headers, **body).status_code
    return status


@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS, ids=[one[0] for one in OPERATIONS])
def test_an_operation_is_open_to_its_roles_alone(
    client: TestClient, name: str, method: str, path: str
) -> None:
    for wrong in ({}, {"Authorization": "Bearer nobody"}, {"X-API-Key": ""}):
        assert (ask(client, method, path, wrong) == 401) != (name in FREE)
    for rank, role in enumerate(ROLES):
        status = ask(client, method, path, {"Authorization": f"Bearer {role}"})
        enough = rank >= ROLES.index(NEEDED.get(name, "reader"))
        assert (status == 403) != enough
        assert status not in (401, 500)
        assert status == ask(client, method, path, {"X-API-Key": role})


@pytest.mark.parametrize("role", ROLES)
def test_a_key_in_the_address_counts_for_nothing(client: TestClient, role: str) -> None:
    assert client.get(f"/api/v1/brands?key={role}&X-API-Key={role}").status_code == 401


def test_who_did_it_is_told_by_the_key_and_not_by_the_request(client: TestClient) -> None:
    sent = {"name": "盐湖渡口", "unit": "甲"}
    known = {"Authorization": "Bearer clerk", "X-Who": "another"}
    created = client.post("/api/v1/brands", json=sent, headers=known).json()
    path = f"/api/v1/brands/{created['id']}"
    client.patch(path, json={"name": "盐湖渡头"}, headers=known)
    assert client.get(path, headers=known).json()["former_names"][0]["who"] == "张clerk"
    refused = client.patch(path, json={"who": "别人"}, headers=known)
    assert refused.status_code == 422
