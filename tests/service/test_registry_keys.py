"""Keys that an older version stored are brought up to date, or the collision is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import cli
from service.errors import Conflict, DuplicateBrand
from service.model import BrandDraft
from service.registry import add_brand, all_brands, refresh_keys, stale_keys, verify_audit_log
from service.storage import Registry, open_registry

WHO = "张三"


def age(registry: Registry, brand_id: str, key: str) -> None:
    """Store a key as an older version would have."""
    for table, column in (("name_claims", "brand_id"), ("brands", "id")):
        statement = f"UPDATE {table} SET key = :key WHERE {column} = :id"
        registry.database.execute(statement, key=key, id=brand_id)


def test_old_keys_are_renewed_and_hold_again(registry: Registry, now: datetime) -> None:
    brand = add_brand(registry, BrandDraft("紅帆"), who=WHO, now=now)
    assert refresh_keys(registry, who=WHO, now=now) == 0
    age(registry, brand.id, "紅帆")
    assert [one.id for one in stale_keys(registry)] == [brand.id]
    assert refresh_keys(registry, who=WHO, now=now) == 1
    assert stale_keys(registry) == []
    with pytest.raises(DuplicateBrand):
        add_brand(registry, BrandDraft("红帆"), who=WHO, now=now)
    assert verify_audit_log(registry).intact


def test_names_that_now_meet_are_told_and_left(registry: Registry, now: datetime) -> None:
    old = add_brand(registry, BrandDraft("紅帆", "甲"), who=WHO, now=now)
    age(registry, old.id, "紅帆")
    other = add_brand(registry, BrandDraft("红帆", "乙"), who=WHO, now=now)
    with pytest.raises(Conflict, match="紅帆") as met:
        refresh_keys(registry, who=WHO, now=now)
    assert met.value.facts["pairs"] == [[old.id, other.id]]
    assert old.id in met.value.message
    assert other.id in met.value.message
    assert [one.key for one in stale_keys(registry)] == ["紅帆"]


@pytest.fixture
def aged(registry_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The place of a registry with a brand filed as an older version would have, and one of today."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PINWEN_REGISTRY", registry_url)
    monkeypatch.setenv("PINWEN_WHO", WHO)
    cli.main(["registry", "add", "第三党支部之光", "--unit", "甲"])
    cli.main(["registry", "add", "紅帆", "--unit", "乙"])
    with open_registry(registry_url) as registry:
        (brand,) = (one for one in all_brands(registry) if one.name == "紅帆")
        age(registry, brand.id, "紅帆")
    yield brand.id


def test_the_doctor_tells_of_old_keys_and_the_command_mends_them(
    aged: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["doctor"]) == 7
    said = capsys.readouterr().out
    assert "有 1 个名称（如“紅帆”）" in said
    assert "pinwen registry rekey" in said
    assert cli.main(["registry", "show", "红帆"]) == 4
    assert cli.main(["registry", "rekey", "--dry-run"]) == 1
    assert aged in capsys.readouterr().out
    assert cli.main(["doctor"]) == 7
    assert cli.main(["registry", "rekey"]) == 0
    assert "已更新 1 个名称" in capsys.readouterr().out
    assert cli.main(["registry", "rekey", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"stale": [], "renewed": 0}
    assert cli.main(["doctor"]) == 0
    assert cli.main(["registry", "show", "红帆"]) == 0
    assert cli.main(["registry", "add", "红帆", "--unit", "丙"]) == 5
    cli.main(["registry", "log"])
    assert "更新比对写法" in capsys.readouterr().out


def test_two_names_that_met_are_parted_by_their_numbers(
    aged: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["registry", "add", "红帆", "--unit", "丙"]) == 1
    capsys.readouterr()
    assert cli.main(["registry", "rekey"]) == 5
    assert f"“紅帆”（编号 {aged}）" in capsys.readouterr().err
    assert cli.main(["registry", "rename", aged, "--to", "奔流", "--why", "重名"]) == 0
    assert cli.main(["registry", "rekey"]) == 0
    assert cli.main(["doctor"]) == 0
