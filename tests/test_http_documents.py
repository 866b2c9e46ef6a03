"""Documents over HTTP: templates, drafts, batches in the background; problem documents for every fault."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from fastapi.testclient import TestClient

import templates
from service.api import create_app
from service.batches.jobs import Jobs
from service.batches.starting import start
from service.docx.outline import outline
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.settings import Settings
from service.storage import open_registry

FULL = find_template("letter").sample("full")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(registry=str(tmp_path / "brands.db")))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def draft(client: TestClient, **body: Any) -> Any:
    return client.post("/api/v1/drafts", json={"template": "letter", "data": FULL, **body})


def test_templates_tell_their_fields_schema_and_samples(client: TestClient) -> None:
    assert "letter" in [one["id"] for one in client.get("/api/v1/templates").json()["items"]]
    body = client.get("/api/v1/templates/letter").json()
    assert body["data"]["properties"]["unit_name"]["title"] == "单位名称"
    assert body["samples"]["full"] == FULL


def test_a_draft_comes_back_as_word(client: TestClient) -> None:
    answer = draft(client)
    assert answer.status_code == 200
    assert "第一分公司" in unquote(answer.headers["content-disposition"])
    assert docx.Document(io.BytesIO(answer.content)).paragraphs[0].text.startswith("2026年度")
    assert json.loads(unquote(answer.headers["x-pinwen-gaps"])) == []


def test_a_draft_as_json_holds_the_files(client: TestClient) -> None:
    body = draft(client, form="json").json()
    assert body["schema"] == "pinwen.draft/1"
    assert [one["name"] for one in body["contents"]] == body["files"]


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"template": "nonsense"}, 404, "not-found", None),
        ({"style": "nonsense"}, 404, "not-found", None),
        ({"data": {**FULL, "year": "x"}}, 422, "bad-fields", "/year"),
        ({"data": {**FULL, "unit_nam": "x"}}, 422, "bad-fields", "/unit_nam"),
        ({"data": {**FULL, "total_score": 1}}, 422, "bad-fields", "/total_score"),
        ({"data": []}, 422, "bad-request-data", None),
        ({"style": "../../etc/passwd"}, 422, "bad-request-data", None),
        ({"template": "../letter"}, 422, "bad-request-data", None),
    ],
)
def test_faults_are_problem_documents(
    client: TestClient, change: dict[str, Any], status: int, code: str, pointer: str | None
) -> None:
    answer = draft(client, **change)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code)
    assert body["detail"].rstrip("）").endswith(("。", "？", "处"))
    if pointer:
        assert pointer in [one["pointer"] for one in body["errors"]]


def test_the_workbook_of_a_template_is_accepted_as_a_batch(client: TestClient) -> None:
    book = client.get("/api/v1/templates/letter/workbook").content
    answer = client.post("/api/v1/batches", files={"file": ("名单.xlsx", book, XLSX)})
    assert answer.status_code == 202
    place = answer.headers["location"]
    done = finished(client, place)
    assert (done["done"], done["failed"], done["state"]) == (5, 0, "done")
    with zipfile.ZipFile(io.BytesIO(client.get(f"{place}/archive").content)) as archive:
        names = archive.namelist()
    assert len([name for name in names if name.startswith("2026")]) == 5
    assert "签订登记册.xlsx" in names
    again = client.post("/api/v1/batches", files={"file": ("名单.xlsx", book, XLSX)})
    assert again.headers["location"] == place
    assert again.json()["done"] == 5


def finished(client: TestClient, place: str) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        body: dict[str, Any] = client.get(place).json()
        if body["state"] == "done":
            return body
        time.sleep(0.05)
    raise AssertionError("the batch did not come to its end")


@pytest.mark.parametrize(
    ("data", "fields", "status"),
    [
        (b"no workbook", {}, 422),
        (form_workbook(find_template("letter")), {}, 422),
        (b"", {"kind": "nonsense"}, 404),
        (b"", {"style": "nonsense"}, 404),
        (b"", {"template": "nonsense"}, 404),
        (b"", {"template": "../letter"}, 422),
    ],
)
def test_uploads_that_are_no_batch_are_refused(
    client: TestClient, data: bytes, fields: dict[str, str], status: int
) -> None:
    answer = client.post("/api/v1/batches", files={"file": ("x.xlsx", data, XLSX)}, data=fields)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_batch_of_applications_takes_its_options(client: TestClient) -> None:
    book = templates.data("application/samples/applications.xlsx")
    fields = {"kind": "application", "options": ["digest=500", "title=2026年度"]}
    answer = client.post("/api/v1/batches", files={"file": ("申报.xlsx", book, XLSX)}, data=fields)
    assert answer.status_code == 202
    place = answer.headers["location"]
    assert finished(client, place)["done"] == 11
    with zipfile.ZipFile(io.BytesIO(client.get(f"{place}/archive").content)) as archive:
        table = outline(archive.read("汇总表.docx"))
    assert "2026年度" in table


def test_an_uploaded_zip_comes_back_as_documents(client: TestClient) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("报送/甲.docx", templates.data("application/samples/form.docx"))
    upload = {"file": ("报送.zip", target.getvalue(), "application/zip")}
    answer = client.post("/api/v1/batches", files=upload, data={"kind": "application"})
    place = answer.headers["location"]
    assert finished(client, place)["done"] == 1
    for _ in range(2):
        with zipfile.ZipFile(io.BytesIO(client.get(f"{place}/archive").content)) as archive:
            names = archive.namelist()
        assert {"索引.xlsx", "综合报告.docx", "导入报告.xlsx"} < set(names)
        assert not any(name.startswith("报送/") for name in names)


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"kind": "application", "options": ["digest"]}, 400, "名=值"),
        ({"kind": "application", "options": ["colour=red"]}, 400, "colour"),
        ({"kind": "application", "options": ["style=/etc/passwd"]}, 400, "style"),
        ({"kind": "letter", "options": ["template=/tmp"]}, 400, "template"),
        ({"kind": "letter", "options": ["digest=500"]}, 400, "责任书没有“digest”"),
        ({"templates": "letter"}, 422, "/templates：没有这一项，请删去"),
        ({"kind": "application", "template": "letter"}, 400, "删去 template"),
    ],
)
def test_options_that_do_not_exist_are_refused(
    client: TestClient, fields: dict[str, Any], status: int, told: str
) -> None:
    book = client.get("/api/v1/templates/letter/workbook").content
    answer = client.post("/api/v1/batches", files={"file": ("x.xlsx", book, XLSX)}, data=fields)
    assert answer.status_code == status
    assert told in answer.json()["detail"]


@pytest.mark.parametrize("path", ["brands?limitt=3", "templates?x=", "rules/BN001?a=1"])
def test_queries_that_do_not_exist_are_refused(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request-data")
    assert answer.json()["errors"][0]["code"] == "extra_forbidden"


def test_an_unknown_batch_is_not_found(client: TestClient) -> None:
    assert client.get(f"/api/v1/batches/{'0' * 20}").status_code == 404
    assert client.get("/api/v1/batches/..%2Fx").status_code in (404, 422)


def test_a_server_takes_up_what_an_earlier_one_left(tmp_path: Path, now: Any) -> None:
    url, folder = str(tmp_path / "brands.db"), tmp_path / "brands.db.jobs"
    source = ("a.xlsx", form_workbook(find_template("letter"), find_template("letter").samples()))
    with open_registry(url) as registry:
        batch = start(registry, "letter", source, folder / "one", options={}, now=now)
    with pytest.raises(Exception, match="没有完成"):
        Jobs(folder, url).archive(batch)
    app = create_app(Settings(registry=url))
    with TestClient(app) as client:
        assert finished(client, f"/api/v1/batches/{batch}")["done"] == 5


def test_a_draft_tells_a_founding_in_the_future(client: TestClient) -> None:
    data = find_template("application").sample("full") | {"founded": "2099-12", "apply_date": ""}
    body = {"template": "application", "data": data, "form": "json"}
    told = client.post("/api/v1/drafts", json=body).json()["warnings"]
    assert any(one.startswith("创建时间 2099-12 晚于今天 ") for one in told)
