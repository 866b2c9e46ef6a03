"""Awards over HTTP: sheets go up, the documents come back; nothing of the server is read by name."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api import create_app
from service.documents import read_text
from service.settings import Settings
from tests.service.applications.judges import filled, rated

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POINTS = {1: rated(80), 2: rated(90), 3: rated(70)}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(registry=str(tmp_path / "brands.db")))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def asked(client: TestClient, *sheets: tuple[str, bytes], **form: Any) -> Any:
    files = [("files", (name, data, XLSX)) for name, data in sheets]
    return client.post("/api/v1/awards", files=files, data={"quota": "示范=1", **form})


def test_the_documents_come_back(client: TestClient) -> None:
    sheets = [(f"评委评分表_{judge}.xlsx", filled(judge, POINTS)) for judge in ("甲", "乙")]
    body = asked(client, *sheets, options=["title=2026年度", "contact=0000-0000000"]).json()
    assert body["schema"] == "pinwen.awards/1"
    assert body["files"] == ["评审结果表.xlsx", "公示稿.docx", "表彰决定.docx"]
    assert "公示开始日期" in body["gaps"]["公示稿.docx"]
    contents = {one["name"]: base64.b64decode(one["content"]) for one in body["contents"]}
    notice = read_text(contents["公示稿.docx"])
    assert "关于2026年度党建品牌评选结果的公示" in notice
    assert "由2名评委评分" in notice


def test_what_must_be_settled_first_is_told(client: TestClient) -> None:
    body = asked(client, ("甲.xlsx", filled("甲", {1: rated(80)}))).json()
    assert body["files"] == ["评审结果表.xlsx"]
    assert any("没有打分" in told for told in body["problems"])


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"quota": "/etc/奖项.xlsx"}, "wrong-use"),
        ({"ties": "抽签"}, "wrong-use"),
        ({"options": ["phone=1"]}, "wrong-use"),
        ({"options": ["contact"]}, "wrong-use"),
    ],
)
def test_a_wrong_request_is_refused(client: TestClient, form: dict[str, Any], code: str) -> None:
    answer = asked(client, ("甲.xlsx", filled("甲", POINTS)), **form)
    assert 400 <= answer.status_code < 500
    assert answer.json()["code"] == code


def test_another_workbook_is_refused(client: TestClient) -> None:
    assert asked(client, ("甲.xlsx", b"PK nothing")).status_code in (400, 422)
