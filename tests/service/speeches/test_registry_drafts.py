"""A registry's figures in a speech, from outside: by command and over HTTP, units unnamed unless asked."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from cli import main
from service.api import create_app
from service.drafting.package import find_template
from service.model import BrandDraft, Status
from service.registry import add_brand
from service.settings import Settings
from service.speeches.registry_facts import with_registry
from service.storage import Registry, open_registry

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
NAMES = ("铁流红", "铁旒红", "服务先锋", "钢轨守夜人")
SAMPLE = find_template("speech").sample("minimal") | {"meeting_type": "推进会"}


def fill(registry: Registry) -> None:
    for number, name in enumerate(NAMES):
        brand = BrandDraft(name=name, unit=f"第{number}支部", status=Status.REGISTERED)
        add_brand(registry, brand, who="测试", now=NOW)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "brands.db"
    with open_registry(str(path)) as registry:
        fill(registry)
    return path


def text_of(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def written(folder: Path) -> str:
    [path] = [one for one in folder.iterdir() if one.name.endswith("讲话稿.docx")]
    return text_of(path.read_bytes())


def run(place: Path, data: dict[str, Any], *options: str) -> Path:
    source, folder = place.parent / "讲话.json", place.parent / "讲话稿"
    source.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    asked = ["draft", "speech", "--data", str(source), "--out", str(folder)]
    assert main([*asked, "--registry", str(place), *options]) in (0, 1)
    return folder


def test_the_command_tells_the_registry_s_figures(place: Path) -> None:
    said = written(run(place, SAMPLE | {"branches_planned": 8, "coverage_target": 75}))
    assert "登记在册的品牌名称有4个" in said
    assert "应建品牌的党支部8个，已有品牌的4个，覆盖率50%" in said
    assert "对照覆盖率75%的目标，还差2个党支部" in said
    assert "名称相同或者容易混淆的有1组，涉及品牌2个" in said
    assert not any(f"第{number}支部" in said for number in range(len(NAMES)))
    assert not any(name in said for name in NAMES)


def test_names_are_told_only_when_asked(place: Path) -> None:
    said = written(run(place, SAMPLE, "--named"))
    assert "（如“服务先锋”）" in said
    assert "支部0" not in said


def test_figures_given_before_give_way_and_that_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [{"fact": "登记品牌", "number": 9999, "unit": "个"}]
    folder = run(place, SAMPLE | {"台账数据": given})
    assert "9999" not in written(folder)
    assert "已改用台账的实际数字" in capsys.readouterr().err


def test_the_sidecar_tells_which_question_a_figure_answers(place: Path) -> None:
    folder = run(place, SAMPLE)
    [path] = folder.glob("*_出处.json")
    entries = json.loads(path.read_text(encoding="utf-8"))["facts"]
    told = {one["told"] for one in entries if one["source"].startswith("registry_facts/")}
    assert told >= {"品牌登记库 audit.total", "品牌登记库 audit.groups"}


@pytest.mark.parametrize(("named", "there"), [(False, False), (True, True)])
def test_the_service_tells_its_registry_s_figures(place: Path, named: bool, there: bool) -> None:
    with TestClient(create_app(Settings(registry=str(place)))) as client:
        asked = {"template": "speech", "data": SAMPLE, "registry": True, "named": named}
        answer = client.post("/api/v1/drafts", json=asked)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        [name] = [one for one in archive.namelist() if one.endswith("讲话稿.docx")]
        said = text_of(archive.read(name))
    assert "登记在册的品牌名称有4个" in said
    assert ("服务先锋" in said) is there


def test_the_service_without_a_registry_says_so() -> None:
    with TestClient(create_app(Settings(registry=""))) as client:
        asked = {"template": "speech", "data": SAMPLE, "registry": True}
        answer = client.post("/api/v1/drafts", json=asked)
    assert answer.status_code == 404
    assert "台账" in answer.json()["detail"]


def test_a_plan_smaller_than_what_there_is_gives_no_share(registry: Registry) -> None:
    fill(registry)
    shown = with_registry({"branches_planned": "3"}, registry, today=NOW.date())
    assert not any("覆盖率" in one["fact"] for one in shown["registry_facts"])
