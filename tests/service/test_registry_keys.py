"""Keys that an older version stored are brought up to date, or the collision is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import cli
from service.errors import Conflict, DuplicateBrand
from service.model import Brand, BrandDraft
from service.registry import (
    add_brand,
    all_brands,
    change_brand,
    find_brand,
    held_names,
    refresh_keys,
    rekeying,
    stale_keys,
    verify_audit_log,
)
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
    assert not list(stale_keys(registry))
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


def age_former(registry: Registry, brand_id: str, key: str, old: str) -> None:
    """Store the key of a former name as an older version would have."""
    statement = "UPDATE name_claims SET key = :old WHERE brand_id = :id AND key = :key"
    registry.database.execute(statement, old=old, id=brand_id, key=key)


def renamed(registry: Registry, names: list[str], now: datetime) -> Brand:
    """Return a brand that had some names before its last one, and keeps them."""
    brand = add_brand(registry, BrandDraft(names[0], "甲"), who=WHO, now=now)
    for day, name in enumerate(names[1:]):
        moment = now + timedelta(days=day)
        brand = change_brand(registry, brand.id, {"name": name}, who=WHO, now=moment)
    return brand


def test_former_names_are_kept_again(registry: Registry, now: datetime) -> None:
    brand = renamed(registry, ["紅帆", "紅旗", "赤水河畔", "奔流"], now)
    until = {one.name: one.until for one in held_names(registry)}
    assert set(until) == {"紅帆", "紅旗", "赤水河畔"}
    age_former(registry, brand.id, "红帆", "紅帆")
    age_former(registry, brand.id, "红旗", "紅旗")
    assert {one.name for one in held_names(registry)} == {"赤水河畔"}
    assert {(one.id, one.name, one.key) for one in stale_keys(registry)} == {
        (brand.id, "紅帆", "紅帆"),
        (brand.id, "紅旗", "紅旗"),
    }
    assert refresh_keys(registry, who=WHO, now=now) == 2
    assert {one.name: one.until for one in held_names(registry)} == until
    assert not list(stale_keys(registry))
    with pytest.raises(DuplicateBrand):
        add_brand(registry, BrandDraft("红帆", "乙"), who=WHO, now=now)


def test_a_former_name_that_another_has_is_kept_no_more(registry: Registry, now: datetime) -> None:
    brand = renamed(registry, ["紅帆", "奔流"], now)
    age_former(registry, brand.id, "红帆", "紅帆")
    other = add_brand(registry, BrandDraft("红帆", "乙"), who=WHO, now=now)
    assert refresh_keys(registry, who=WHO, now=now) == 1
    assert not held_names(registry)
    assert not list(stale_keys(registry))
    assert find_brand(registry, "红帆").id == other.id


def test_a_brand_takes_the_name_it_had(registry: Registry, now: datetime) -> None:
    """By the old rules 紅帆 and 红帆 are two names, and the brand gave up the one for the other."""
    brand = renamed(registry, ["紅帆", "奔流"], now)
    age_former(registry, brand.id, "红帆", "紅帆")
    brand = change_brand(registry, brand.id, {"name": "红帆"}, who=WHO, now=now + timedelta(days=1))
    assert refresh_keys(registry, who=WHO, now=now) == 1
    assert {one.name for one in held_names(registry)} == {"奔流"}
    assert not list(stale_keys(registry))


def test_keys_go_from_brand_to_brand_a_portion_at_a_time(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_PORTION", 2)
    names = [f"{one}流红" for one in "铁金银铜锡"]
    brands = [add_brand(registry, BrandDraft(one), who=WHO, now=now) for one in names]
    for brand, name in zip(brands, names, strict=True):
        age(registry, brand.id, f"old {name}")
    for brand, name in zip(brands[:4], names[1:], strict=True):  # each holds the next one's key
        age(registry, brand.id, name)
    assert len(list(stale_keys(registry))) == 5
    assert refresh_keys(registry, who=WHO, now=now) == 5
    assert [one.key for one in all_brands(registry)] == names
    assert [find_brand(registry, one).id for one in names] == [one.id for one in brands]


def test_all_names_that_meet_are_told_from_all_portions(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_PORTION", 1)
    old = [add_brand(registry, BrandDraft(one, "甲"), who=WHO, now=now) for one in ("紅帆", "紅旗")]
    for one in old:
        age(registry, one.id, one.name)
    new = [add_brand(registry, BrandDraft(one, "乙"), who=WHO, now=now) for one in ("红帆", "红旗")]
    with pytest.raises(Conflict) as met:
        refresh_keys(registry, who=WHO, now=now)
    assert met.value.facts["pairs"] == [[a.id, b.id] for a, b in zip(old, new, strict=True)]
    assert len(list(stale_keys(registry))) == 2


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
