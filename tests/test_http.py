"""The HTTP interface: the contract's shapes, and problem documents for every error."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

import templates
from service.api import create_app
from service.api.keys import read_keys
from service.api.server import is_loopback, serve
from service.errors import BadData, WrongUse
from service.settings import Settings


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(registry=str(tmp_path / "brands.db"), max_body_bytes=1 << 20))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def code(response: object) -> str:
    assert response.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    body = response.json()  # type: ignore[attr-defined]
    assert body["detail"].endswith("。")
    assert body["request_id"]
    found: str = body["code"]
    return found


def test_a_name_is_checked(client: TestClient) -> None:
    body = client.post("/api/v1/names:check", json={"name": "铁旒红"}).json()
    assert body["schema"] == "pinwen.check/1"
    assert body["verdict"] == "pass"
    assert body["score"]["total"] <= 100


def test_a_registration_is_seen_by_the_next_check(client: TestClient) -> None:
    created = client.post("/api/v1/brands", json={"name": "铁旒红", "unit": "甲"})
    assert created.status_code == 201
    body = client.post("/api/v1/names:check", json={"name": "铁流红", "unit": "乙"}).json()
    assert body["verdict"] == "reject"
    assert body["neighbours"][0]["relation"] == "homophone"


def test_a_batch_is_checked_against_itself(client: TestClient) -> None:
    items = [{"name": "铁旒红"}, {"name": "铁流红"}]
    body = client.post("/api/v1/names:check-batch", json={"items": items}).json()
    assert [item["verdict"] for item in body["items"]] == ["pass", "reject"]


def test_two_names_are_compared(client: TestClient) -> None:
    body = client.post("/api/v1/names:compare", json={"a": "铁旒红", "b": "铁流红"}).json()
    assert (body["level"], body["relation"]) == ("same", "homophone")


def test_proposals_pass_the_check(client: TestClient) -> None:
    body = client.post("/api/v1/names:suggest", json={"unit": "慈溪市供电公司", "count": 4}).json()
    assert len(body["items"]) == 4
    for item in body["items"]:
        wanted = {"name": item["name"], "unit": "慈溪市供电公司"}
        assert client.post("/api/v1/names:check", json=wanted).json()["verdict"] == "pass"


def test_a_workbook_is_imported_listed_and_audited(client: TestClient) -> None:
    file = {"file": ("登记表.xlsx", templates.data("sample_registry/registry.xlsx"))}
    body = client.post("/api/v1/brands:import?skip_invalid=true", files=file).json()
    assert body["added"] == 79
    page = client.get("/api/v1/brands?limit=10").json()
    assert len(page["items"]) == 10
    assert client.get(f"/api/v1/brands?limit=10&cursor={page['next_cursor']}").status_code == 200
    assert client.post("/api/v1/audits").json()["total"] == 79


def test_a_brand_is_changed_and_retired(client: TestClient) -> None:
    brand = client.post("/api/v1/brands", json={"name": "奔流"}).json()
    path = f"/api/v1/brands/{brand['id']}"
    assert client.patch(path, json={"slogan": "向前"}).json()["slogan"] == "向前"
    assert client.post(f"{path}:retire", json={"why": "合并"}).json()["status"] == "retired"
    assert client.get(path).json()["name"] == "奔流"


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "/api/v1/names:check", b"{", 400),
        ("GET", "/api/v1/nothing", None, 404),
        ("GET", "/api/v1/rules/BN999", None, 404),
        ("GET", "/api/v1/brands/nothing", None, 404),
        ("GET", "/api/v1/names:check", None, 405),
        ("POST", "/api/v1/names:check", b'{"name": ""}', 422),
        ("POST", "/api/v1/names:check", b'{"name": "\\ud800"}', 422),
        ("POST", "/api/v1/names:check", b'{"name": "a\\u0000"}', 422),
        ("POST", "/api/v1/names:check", '{"name": "红\u202e旗"}'.encode(), 422),
        ("POST", "/api/v1/names:check", b'{"name": "a", "other": 1}', 422),
        ("POST", "/api/v1/names:check", b'{"name": "' + b"a" * (2 << 20) + b'"}', 413),
        ("GET", "/api/v1/brands?cursor=rubbish", None, 422),
    ],
    ids=range(12),
)
def test_every_error_is_a_problem_document(
    client: TestClient, method: str, path: str, sent: bytes | None, status: int
) -> None:
    headers = {"content-type": "application/json"}
    response = client.request(method, path, content=sent, headers=headers)
    assert response.status_code == status
    assert code(response)


def test_another_media_type_is_refused(client: TestClient) -> None:
    response = client.post(
        "/api/v1/names:check", content="x", headers={"content-type": "text/plain"}
    )
    assert response.status_code == 415
    assert code(response) == "unsupported-media-type"


def test_a_second_registration_conflicts(client: TestClient) -> None:
    client.post("/api/v1/brands", json={"name": "铁旒红"})
    response = client.post("/api/v1/brands", json={"name": "铁·旒·红"})
    assert response.status_code == 409
    assert code(response) == "duplicate-brand"


def test_keys_have_roles(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"secret").hexdigest()
    path = tmp_path / "keys"
    path.write_text(f"# 密钥\nreader 张三 {digest}\n", encoding="utf-8")
    app = create_app(Settings(registry=str(tmp_path / "b.db")), keys=read_keys(path))
    client = TestClient(app)
    body = {"name": "奔流"}
    assert client.post("/api/v1/names:check", json=body).status_code == 401
    known = {"Authorization": "Bearer secret"}
    assert client.post("/api/v1/names:check", json=body, headers=known).status_code == 200
    assert client.post("/api/v1/brands", json=body, headers=known).status_code == 403


@pytest.mark.parametrize("text", ["", "reader 张三", "boss 张三 " + "0" * 64])
def test_a_broken_key_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData):
        read_keys(path)


def test_without_keys_nobody_else_can_reach_the_service() -> None:
    with pytest.raises(WrongUse, match="PINWEN_API_KEYS"):
        serve(Settings(), host="0.0.0.0", port=1)
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("10.0.0.1")


def test_the_documentation_needs_no_network(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!DOCTYPE", "")
    assert client.get("/docs/static/swagger-ui-bundle.js").status_code == 200


def test_answers_carry_an_id_and_guarding_headers(client: TestClient) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": "abc-1"})
    assert response.headers["x-request-id"] == "abc-1"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert client.get("/readyz").json()["ok"]


schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(Settings()))


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_breaks_the_service(case: Any) -> None:
    # A text can fit the schema and still hold characters no name may hold: answered with 422 by design.
    # A batch of a thousand may take its time on a busy machine.
    case.call_and_validate(excluded_checks=[positive_data_acceptance], timeout=120)
