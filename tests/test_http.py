"""The HTTP interface: the contract's shapes, and problem documents for every error."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

import templates
from service import registry as use
from service.api import create_app
from service.api.keys import Key, Keys, read_keys
from service.api.origins import is_loopback
from service.api.server import serve
from service.errors import BadData, WrongUse
from service.model import BrandDraft
from service.settings import Settings
from service.storage import open_registry


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


def test_a_registration_is_found_by_the_next_search(client: TestClient) -> None:
    asked = {"name": "铁旒虹", "at_least": 0.6}
    assert client.post("/api/v1/names:similar", json=asked).json()["total"] == 0
    client.post("/api/v1/brands", json={"name": "铁旒红", "unit": "甲"})
    body = client.post("/api/v1/names:similar", json=asked).json()
    (item,) = body.pop("items")
    assert body == {
        "schema": "pinwen.similar/1", "name": "铁旒虹", "key": "铁旒虹", "at_least": 0.6, "total": 1
    }  # fmt: skip
    assert (item["name"], item["unit"], item["status"]) == ("铁旒红", "甲", "registered")
    assert item["likeness"] == 0.6667


def test_a_search_needs_a_registry_and_a_name() -> None:
    with TestClient(create_app(Settings())) as opened:
        answer = opened.post("/api/v1/names:similar", json={"name": "铁旒红"})
        assert (answer.status_code, code(answer)) == (404, "not-found")


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


def test_brands_are_listed_by_state_type_and_level(client: TestClient) -> None:
    client.post(
        "/api/v1/brands", json={"name": "奔流", "level": "flagship", "brand_type": "masses"}
    )
    client.post("/api/v1/brands", json={"name": "知行", "status": "applied"})

    def names(**words: str) -> list[str]:
        answer = client.get("/api/v1/brands", params=words)
        assert answer.status_code == 200
        return [one["name"] for one in answer.json()["items"]]

    assert names() == ["奔流", "知行"]
    assert names(status="申报中") == names(status="applied") == ["知行"]
    assert names(level="示范品牌", brand_type="服务群众类") == ["奔流"]
    assert names(level="标准") == []
    refused = client.get("/api/v1/brands", params={"status": "在用"})
    assert (refused.status_code, refused.json()["code"]) == (400, "wrong-use")
    assert refused.json()["detail"].startswith("没有“在用”这个状态，可用：草拟、")


def test_a_brand_is_changed_and_retired(client: TestClient) -> None:
    brand = client.post("/api/v1/brands", json={"name": "奔流"}).json()
    path = f"/api/v1/brands/{brand['id']}"
    assert client.patch(path, json={"slogan": "向前"}).json()["slogan"] == "向前"
    assert client.post(f"{path}:retire", json={"why": "合并"}).json()["status"] == "retired"
    assert client.get(path).json()["name"] == "奔流"


def test_every_field_of_a_brand_is_taken_and_its_history_told(client: TestClient) -> None:
    client.post("/api/v1/brands", json={"name": "铁旒红", "unit": "甲"})
    sent = {
        "name": "奔流",
        "unit": "乙",
        "status": "reserved",
        "concept": "向前",
        "brand_type": "livelihood",
        "carrier": "post",
        "level": "flagship",
        "lead": "李四",
        "lead_is_member": True,
        "lead_is_secretary": False,
        "parent": "铁旒红",
        "applied_on": "2026-07",
        "reserved_until": "2099-01-01",
        "remark": "备注",
    }
    created = client.post("/api/v1/brands", json=sent).json()
    path = f"/api/v1/brands/{created['id']}"
    client.patch(path, json={"name": "奔涌", "lead_is_member": False, "why": "申请"})
    found = client.get(path).json()
    same = set(sent) - {"name", "parent", "lead_is_member"}
    assert {key: found[key] for key in same} == {key: sent[key] for key in same}
    assert found["parent"]["name"] == "铁旒红"
    assert (found["name"], found["lead_is_member"]) == ("奔涌", False)
    assert [(one["name"], one["why"]) for one in found["former_names"]] == [("奔流", "申请")]
    above = client.get(f"/api/v1/brands/{found['parent']['id']}").json()
    assert [one["name"] for one in above["children"]] == ["奔涌"]


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


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("names:check", {"name": "红" * 201}, "/name：文字太长，最多 200 个字。"),
        ("names:check", {"name": ""}, "/name：文字太短，最少 1 个字。"),
        ("names:check-batch", {"items": []}, "/items：项数太少，最少 1 项。"),
        ("names:suggest", {"count": 51}, "/count：数值太大，最大 50。"),
        ("names:similar", {"name": "红帆", "at_least": 0.4}, "/at_least：数值太小，最小 0.5。"),
        ("names:similar", {"name": "红帆", "limit": 201}, "/limit：数值太大，最大 200。"),
        (
            "drafts",
            {"template": "a", "data": {}, "form": "x"},
            "/form：不是可用的值，可用：file、json。",
        ),
        (
            "drafts",
            {"template": "../a", "data": {}},
            "/template：写法不对，请照接口说明或接口给出的填写。",
        ),
    ],
    ids=range(8),
)
def test_what_does_not_fit_is_told_with_what_would(
    client: TestClient, path: str, sent: dict[str, object], told: str
) -> None:
    answer = client.post(f"/api/v1/{path}", json=sent)
    assert (answer.status_code, answer.json()["detail"]) == (422, told)


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
    refused = client.post("/api/v1/names:check", json=body)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
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


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, ""),
        ({"Origin": "http://testserver"}, ""),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, ""),
        ({"Sec-Fetch-Site": "none"}, ""),
        ({"Origin": "http://evil.example"}, "cross-site"),
        ({"Origin": "null"}, "cross-site"),
        ({"Sec-Fetch-Site": "cross-site"}, "cross-site"),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, "cross-site"),
        ({"Host": "evil.example"}, "foreign-host"),
        ({"Host": "evil.example:8420"}, "foreign-host"),
        ({"Host": "127.0.0.1:8420"}, ""),
        ({"Host": "[::1]:8420"}, ""),
        ({"Host": "localhost"}, ""),
    ],
)
def test_pages_of_other_sites_change_nothing(
    client: TestClient, headers: dict[str, str], expected: str
) -> None:
    upload = {"file": ("a.csv", "品牌名称,单位\n红帆,甲\n".encode())}
    response = client.post("/api/v1/brands:import", files=upload, headers=headers)
    if expected:
        assert response.status_code == 403
        assert code(response) == expected
    else:
        assert response.json()["added"] == 1
    assert client.get("/api/v1/brands").json()["total"] == (0 if expected else 1)


def test_with_keys_a_proxy_may_call_the_service_by_any_name() -> None:
    key = Key("张三", "reader", hashlib.sha256(b"secret").hexdigest())
    with TestClient(create_app(Settings(), keys=Keys((key,)))) as opened:
        headers = {"Host": "pinwen.example.cn", "Authorization": "Bearer secret"}
        assert opened.get("/api/v1/rules/B2", headers=headers).json()["kind"] == "relation"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"name": "a", "name": "b"}', "“name”写了两次"),
        ('{"name": "红旗港", "unit": {"x": 1, "x": 2}}'.encode(), "“x”写了两次"),
        (b'{"name": NaN}', "NaN 不是 JSON 里的数"),
        (b'{"name": -Infinity}', "-Infinity 不是"),
        ('{"name": "红旗港"}'.encode("gb18030"), "不是 UTF-8"),
        (b'{"name": ' + b"9" * 5000 + b"}", "数字过长"),
        (b"[" * 100_000 + b"]" * 100_000, "嵌套过深"),
        (b'{"name": ', "第 1 行第"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "写了两次"),
    ],
    ids=range(9),
)
def test_json_is_read_strictly(client: TestClient, body: bytes, told: str) -> None:
    kind = {"Content-Type": "application/json; charset=utf-8"}
    response = client.post("/api/v1/names:check", content=body, headers=kind)
    assert response.status_code == 400
    assert code(response) == "bad-json"
    assert told in response.json()["detail"]


def test_json_with_a_mark_is_read(client: TestClient) -> None:
    body = b"\xef\xbb\xbf" + '{"name": "红旗港"}'.encode()
    kind = {"Content-Type": "application/json"}
    assert client.post("/api/v1/names:check", content=body, headers=kind).status_code == 200


# Made when the tests are collected: one service with a registry that holds brands, and a folder for batches.
_FOLDER = TemporaryDirectory(prefix="pinwen-service-")


def service_with_data(folder: Path) -> Any:
    app = create_app(Settings(registry=str(folder / "brands.db"), jobs=str(folder / "jobs")))
    with open_registry(str(folder / "brands.db")) as registry:
        for name in ("铁旒红", "盐湖渡口", "红烛先锋"):
            use.add_brand(registry, BrandDraft(name, "甲"), who="张三", now=datetime.now(UTC))
    return app


schema = schemathesis.openapi.from_asgi("/openapi.json", service_with_data(Path(_FOLDER.name)))


@schema.parametrize()
@settings(max_examples=12, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_breaks_the_service(case: Any) -> None:
    # A text can fit the schema and still hold characters no name may hold: answered with 422 by design.
    # A batch of a thousand may take its time on a busy machine.
    case.call_and_validate(excluded_checks=[positive_data_acceptance], timeout=120)
