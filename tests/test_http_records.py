"""Over HTTP as by command: names reserved, brands handed on, pairs decided, imports undone, organisations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import cli
from service.api import create_app
from service.api.keys import ROLES, Key, Keys
from service.settings import Settings

V1 = "/api/v1"
BRANDS = "品牌名称,单位\n盐田先声,盐田党支部\n河灯,河口党支部\n".encode()
BODIES = "党组织名称,上级党组织,片区\n盐田党支部,盐田党委,东片区\n盐田党委,,东片区\n".encode()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(registry=str(tmp_path / "brands.db")))) as opened:
        yield opened


def brand(client: TestClient, name: str, **fields: str) -> dict[str, Any]:
    made = client.post(f"{V1}/brands", json={"name": name, **fields})
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


def refused(response: Any, status: int) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    assert response.status_code == status, response.text
    assert response.json()["detail"].endswith("。")
    code: str = response.json()["code"]
    return code


def test_a_name_is_reserved_and_a_brand_in_use_is_not(client: TestClient) -> None:
    wanted = brand(client, "河灯", unit="甲", status="applied")
    path = f"{V1}/brands/{wanted['id']}:reserve"
    kept = client.post(path, json={"until": "2099-12-31", "why": "筹建"}).json()
    assert (kept["status"], kept["reserved_until"]) == ("reserved", "2099-12-31")
    assert refused(client.post(path, json={"until": "2020-01-01"}), 422) == "bad-data"
    assert refused(client.post(path, json={"until": "2099"}), 422) == "bad-request-data"
    used = brand(client, "海燕", unit="乙")
    later = client.post(f"{V1}/brands/{used['id']}:reserve", json={"until": "2099-12-31"})
    assert refused(later, 409) == "conflict"
    assert refused(client.post(f"{V1}/brands/x:reserve", json={"until": "2099-12-31"}), 404)


def test_a_brand_is_handed_on_and_its_former_name_and_unit_are_told(client: TestClient) -> None:
    one = brand(client, "河灯", unit="甲")
    path = f"{V1}/brands/{one['id']}"
    moved = client.post(f"{path}:transfer", json={"unit": "乙", "why": "合并"}).json()
    assert (moved["id"], moved["unit"], moved["status"]) == (one["id"], "乙", "transferred")
    assert refused(client.post(f"{path}:transfer", json={"unit": "乙"}), 409) == "conflict"
    assert refused(client.post(f"{path}:transfer", json={"unit": " "}), 422) == "bad-data"
    client.patch(path, json={"name": "江灯", "why": "重名"})
    former = client.get(path).json()["former_names"]
    assert [(f["name"], f["unit"], f["why"]) for f in former] == [
        ("河灯", "甲", "合并"),
        ("河灯", "乙", "重名"),
    ]


def test_a_decision_lets_the_next_check_pass_the_pair(client: TestClient) -> None:
    one, other = brand(client, "铁旒红", unit="甲"), brand(client, "钢花", unit="乙")
    path = f"{V1}/brands/{one['id']}:decide"
    made = client.post(path, json={"other": "钢花", "verdict": "accepted", "why": "行业不同"})
    assert made.json()["names"] == ["铁旒红", "钢花"]
    told = client.get(f"{V1}/brands/{other['id']}").json()["decisions"]
    assert [(d["verdict"], d["why"]) for d in told] == [("accepted", "行业不同")]
    same = {"other": one["id"], "verdict": "accepted", "why": "同"}
    assert refused(client.post(path, json=same), 400) == "wrong-use"
    assert refused(client.post(path, json={**same, "other": "没有"}), 404) == "not-found"
    assert refused(client.post(path, json={**same, "other": "钢花", "why": " "}), 422)
    assert refused(client.post(path, json={**same, "verdict": "maybe"}), 422)


def test_an_import_is_undone_once(client: TestClient) -> None:
    made = client.post(f"{V1}/brands:import", files={"file": ("a.csv", BRANDS)}).json()
    path = f"{V1}/imports/{made['import_id']}:undo"
    seen = client.post(f"{V1}/names:check", json={"name": "河登", "unit": "丙"}).json()
    assert seen["verdict"] == "reject"
    undone = client.post(path).json()
    assert undone["import_id"] == made["import_id"]
    assert client.get(f"{V1}/brands").json()["total"] == 0
    free = client.post(f"{V1}/names:check", json={"name": "河登", "unit": "丙"}).json()
    assert free["verdict"] != "reject"
    assert refused(client.post(path), 409) == "conflict"
    assert refused(client.post(f"{V1}/imports/x:undo"), 404) == "not-found"
    assert client.get(f"{V1}/imports").json()["items"][0]["undone_at"] == undone["undone_at"]


def test_an_import_with_later_changes_is_not_undone(client: TestClient) -> None:
    made = client.post(f"{V1}/brands:import", files={"file": ("a.csv", BRANDS)}).json()
    one = client.get(f"{V1}/brands").json()["items"][0]
    client.patch(f"{V1}/brands/{one['id']}", json={"slogan": "向前"})
    assert refused(client.post(f"{V1}/imports/{made['import_id']}:undo"), 409) == "conflict"
    assert client.get(f"{V1}/brands").json()["total"] == 2


def test_the_log_is_read_page_by_page(client: TestClient) -> None:
    one = brand(client, "河灯", unit="甲")
    client.post(f"{V1}/brands/{one['id']}:retire", json={"why": "合并"})
    first = client.get(f"{V1}/log?limit=1").json()
    assert first["intact"] is None
    assert client.get(f"{V1}/log?limit=1&verify=true").json()["intact"] is True
    assert [entry["action"] for entry in first["entries"]] == ["brand-add"]
    rest = client.get(f"{V1}/log?after={first['entries'][-1]['number']}").json()
    assert len(rest["entries"]) == 1
    assert len(client.get(f"{V1}/log?subject={one['id']}").json()["entries"]) == 2


def test_organizations_are_imported_listed_changed_and_counted(client: TestClient) -> None:
    upload = {"file": ("名册.csv", BODIES)}
    preview = client.post(f"{V1}/organizations:import?dry_run=true", files=upload).json()
    assert (preview["imported"], preview["added"]) == (False, 2)
    for added, unchanged in ((2, 0), (0, 2)):
        taken = client.post(f"{V1}/organizations:import", files=upload).json()
        assert (taken["imported"], taken["added"], taken["unchanged"]) == (True, added, unchanged)
    made = client.post(f"{V1}/organizations", json={"name": "盐田二支部", "above": "盐田党委"})
    assert (made.status_code, made.json()["kind"]) == (201, "branch")
    again = client.post(f"{V1}/organizations", json={"name": "盐田二支部"})
    assert refused(again, 409) == "conflict"
    pages, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{V1}/organizations?limit=2{cursor and f'&cursor={cursor}'}").json()
        pages.append([one["name"] for one in page["items"]])
        cursor = page["next_cursor"]
    assert [len(page) for page in pages] == [2, 1]
    assert sorted(chain(*pages)) == ["盐田二支部", "盐田党委", "盐田党支部"]
    assert client.get(f"{V1}/organizations?limit=2&cursor=").json()["items"] != []
    above = made.json()["parent_id"]
    below = client.get(f"{V1}/organizations?above={above}").json()
    assert sorted(one["name"] for one in below["items"]) == ["盐田二支部", "盐田党支部"]
    assert client.get(f"{V1}/organizations?above=没有").json()["items"] == []
    path = f"{V1}/organizations/{made.json()['id']}"
    changed = client.patch(path, json={"area": "西片区", "kind": "党支部"}).json()
    assert changed == client.get(path).json()
    assert changed["area"] == "西片区"
    circle = client.patch(f"{V1}/organizations/{above}", json={"above": "盐田二支部"})
    assert refused(circle, 409) == "conflict"
    assert refused(client.patch(path, json={}), 400) == "wrong-use"
    assert refused(client.patch(path, json={"kind": "班组"}), 422) == "bad-data"
    assert refused(client.get(f"{V1}/organizations?cursor=x"), 422) == "bad-data"
    brand(client, "河灯", unit="盐田党支部")
    counted = client.get(f"{V1}/coverage?by=area").json()
    assert [(g["group"], g["branches"], g["covered"]) for g in counted["items"]] == [
        ("东片区", 1, 1),
        ("西片区", 1, 0),
    ]


def test_a_list_with_mistakes_is_told_row_by_row(client: TestClient) -> None:
    wrong = {"file": ("名册.csv", "党组织名称,上级党组织\n甲支部,没有的党委\n".encode())}
    told = client.post(f"{V1}/organizations:import", files=wrong).json()
    assert (told["imported"], [one["row"] for one in told["problems"]]) == (False, [2])
    assert client.get(f"{V1}/organizations").json()["items"] == []
    nothing = {"file": ("名册.csv", "党组织名称\n".encode())}
    assert refused(client.post(f"{V1}/organizations:import", files=nothing), 422) == "bad-data"


@pytest.mark.parametrize(
    ("method", "path", "body", "needed"),
    [
        ("POST", "/brands/x:reserve", {"until": "2099-12-31"}, "clerk"),
        ("POST", "/brands/x:transfer", {"unit": "乙"}, "clerk"),
        ("POST", "/brands/x:decide", {"other": "y", "verdict": "refused", "why": "同"}, "clerk"),
        ("POST", "/organizations", {"name": "甲", "above": "没有"}, "clerk"),
        ("PATCH", "/organizations/x", {"area": "东"}, "clerk"),
        ("POST", "/imports/x:undo", None, "admin"),
        ("GET", "/brands/x", None, "reader"),
        ("GET", "/organizations/x", None, "reader"),
    ],
)
def test_who_may_do_it(
    tmp_path: Path, method: str, path: str, body: dict[str, str] | None, needed: str
) -> None:
    keys = Keys(tuple(Key(r, r, hashlib.sha256(r.encode()).hexdigest()) for r in ROLES))
    with TestClient(create_app(Settings(registry=str(tmp_path / "a.db")), keys=keys)) as opened:
        assert opened.request(method, V1 + path, json=body).status_code == 401
        for role in ROLES:
            headers = {"Authorization": f"Bearer {role}"}
            answer = opened.request(method, V1 + path, json=body, headers=headers)
            allowed = ROLES.index(role) >= ROLES.index(needed)
            assert answer.status_code == (404 if allowed else 403), (role, answer.text)


def test_bodies_are_those_of_the_commands(
    client: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> Any:
        cli.main(["registry", *arguments, "--json", "--registry", str(tmp_path / "brands.db")])
        return json.loads(capsys.readouterr().out)

    client.post(f"{V1}/organizations:import", files={"file": ("名册.csv", BODIES)})
    client.post(f"{V1}/brands:import", files={"file": ("a.csv", BRANDS)})
    assert client.get(f"{V1}/log?verify=true").json() == said("log")
    assert client.get(f"{V1}/imports").json()["items"] == said("imports")
    assert client.get(f"{V1}/coverage").json() == said("units", "coverage")
    tree = [{k: v for k, v in one.items() if k != "depth"} for one in said("units", "tree")]
    listed = client.get(f"{V1}/organizations").json()["items"]
    assert listed == sorted(tree, key=itemgetter("id"))
