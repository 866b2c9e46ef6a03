"""What commands give as files, over HTTP: the registry to import again, the scores of a year."""

from __future__ import annotations

import base64
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

import templates
from service.api import create_app
from service.settings import Settings
from tests.service.letters.test_scores import blank, fill


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(registry=str(tmp_path / "b.db")))) as opened:
        yield opened


def filled(client: TestClient) -> None:
    sample = {"file": ("登记表.xlsx", templates.data("sample_registry/registry.xlsx"))}
    assert client.post("/api/v1/brands:import?skip_invalid=true", files=sample).is_success


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_exported_is_imported_again_unchanged(
    client: TestClient, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    filled(client)
    answer = client.get("/api/v1/brands:export", params={"form": form})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f"%E5%8F%B0%E8%B4%A6.{form}")
    assert not list((tmp_path / "temporary").iterdir())
    again = {"file": (f"台账.{form}", answer.content)}
    report = client.post("/api/v1/brands:import", files=again).json()
    assert (report["rows"], report["unchanged"], report["problems"]) == (79, 79, [])


def test_an_export_needs_a_registry_and_a_known_form(client: TestClient) -> None:
    refused = client.get("/api/v1/brands:export", params={"form": "doc"})
    assert refused.status_code == 422
    assert refused.json()["detail"] == "/form：不是可用的值，可用：xlsx、csv。"
    with TestClient(create_app(Settings())) as without:
        assert without.get("/api/v1/brands:export").status_code == 404


def test_scores_are_ranked_as_by_the_command(client: TestClient) -> None:
    book, target = blank("full"), io.BytesIO()
    fill(book, "一季度", 2, {"1.1": 0})
    fill(book, "一季度", 3, {})
    fill(book, "一季度", 4, {"1.1": 3.5})
    book.save(target)
    answer = client.post("/api/v1/scores", files={"file": ("评分表.xlsx", target.getvalue())})
    assert answer.status_code == 200
    body = answer.json()
    first = body["items"][0]
    assert (first["unit"], first["rank"], first["total"]) == ("第2党支部", 1, 100.0)
    [packed] = body["contents"]
    sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(packed["content"]))).worksheets[0]
    assert packed["name"] == "考核结果.xlsx" and sheet.max_row == 1 + len(body["items"])


def test_a_score_sheet_with_faults_is_told(client: TestClient) -> None:
    book, target = blank("full"), io.BytesIO()
    fill(book, "一季度", 2, {"1.1": "优"})
    book.save(target)
    refused = client.post("/api/v1/scores", files={"file": ("a.xlsx", target.getvalue())})
    assert refused.status_code == 422 and "一季度" in refused.json()["detail"]
