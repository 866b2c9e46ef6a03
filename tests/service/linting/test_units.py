"""Names of units in a Word file against those of a registry: by command and over HTTP, on each engine."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fastapi.testclient import TestClient

import cli
from service.api import create_app
from service.model import BrandDraft
from service.registry import add_brand, add_organization
from service.settings import Settings
from service.storage import open_registry
from tests.service.linting.builder import build

WRITTEN = "重庆宏江机械有限责任公司负责统计，盐田供电所党支部参加，恒山镇党委监督。"
HELD, ABOVE = "重庆红江机械有限责任公司", "盐田供电所党支部"
RULE = "PR602"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    body = {"（一）明确目标": [["heading2", "（一）明确目标"], ["body", WRITTEN]]}
    path = tmp_path / "通知.docx"
    path.write_bytes(build({"text": body}))
    return path


@pytest.fixture
def url(registry_url: str, now: datetime) -> str:
    """A registry with a holder of a brand, and an organisation that holds none."""
    with open_registry(registry_url) as registry:
        add_brand(registry, BrandDraft("红帆", HELD), who="张三", now=now)
        add_organization(registry, ABOVE, who="张三", now=now)
    return registry_url


def told(report: dict[str, Any]) -> list[str]:
    return [one["message"] for one in report["findings"] if one["rule"] == RULE]


WANTED = [f"“重庆宏江机械有限责任公司”与登记的单位名称“{HELD}”不一致。"]


def test_a_command_with_a_registry_tells_slips_in_names_of_units(
    url: str, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PINWEN_REGISTRY", raising=False)

    def linted(*more: str) -> list[str]:
        cli.main(["lint", str(file), "--json", *more])
        return told(json.loads(capsys.readouterr().out))

    assert linted() == []
    assert linted("--registry", url) == WANTED
    monkeypatch.setenv("PINWEN_REGISTRY", url)
    assert linted() == WANTED


def test_a_registry_that_is_not_there_is_told_and_not_made(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["lint", str(file), "--registry", str(tmp_path / "none.db")]) == 4
    assert "none.db" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()


def test_a_service_with_a_registry_tells_slips_in_names_of_units(url: str, file: Path) -> None:
    for place, wanted in (("", []), (url, WANTED)):
        with TestClient(create_app(Settings(registry=place))) as client:
            answer = client.post("/api/v1/lint", files={"file": ("通知.docx", file.read_bytes())})
            assert told(answer.json()) == wanted


def test_a_header_is_looked_at_too(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Document()
    document.add_paragraph("关于开展检查的通知")
    document.sections[0].header.paragraphs[0].text = "重庆宏江机械有限责任公司"
    target = io.BytesIO()
    document.save(target)
    path = tmp_path / "简报.docx"
    path.write_bytes(target.getvalue())
    cli.main(["lint", str(path), "--json", "--registry", url])
    assert told(json.loads(capsys.readouterr().out)) == WANTED
