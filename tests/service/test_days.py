"""A day is that of the place where the program runs, however one asks.

In China it is eight hours ahead of the day of UTC, in which moments are kept.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

import cli
from service import clock, console
from service.api import create_app
from service.brand_files import brand_file
from service.model import BrandDraft, Status
from service.registry import (
    add_brand,
    all_brands,
    change_brand,
    decide_pair,
    get_brand,
    held_names,
    refresh_keys,
)
from service.registry.claiming import holder_facts
from service.settings import Settings
from service.storage import Registry, open_registry
from service.storage.claims import holds_name
from tests.service.imports import import_brands, preview_import

V1 = "/api/v1"
LATE = "2026-07-01T23:30"
AFTER_MIDNIGHT = "2026-07-02T00:30"
At = Callable[[str], None]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    """Shanghai, where a function sets the clock on the wall."""
    if not hasattr(time, "tzset"):
        pytest.skip("no time zone can be set here")

    class Stopped(dt.datetime):
        moment = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return cls.moment.astimezone(tz)

    def set_to(wall: str) -> None:
        Stopped.moment = dt.datetime.fromisoformat(f"{wall}:00+08:00")

    with monkeypatch.context() as place:
        # The rule by itself: not every system has the table of places.
        place.setenv("TZ", "CST-8")
        time.tzset()
        place.setattr(clock, "dt", SimpleNamespace(datetime=Stopped, UTC=dt.UTC))
        yield set_to
    time.tzset()


@pytest.fixture(params=["cli", "http"])
def ask(
    request: pytest.FixtureRequest,
    registry_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Ask]:
    """Ask for one thing, by command and by HTTP; a refusal is returned as its problem."""
    monkeypatch.setenv("PINWEN_REGISTRY", registry_url)
    open_registry(registry_url).close()
    if request.param == "http":
        with TestClient(create_app(Settings(registry=registry_url))) as client:
            yield lambda what, **facts: _HTTP[what](client, **facts)
        return

    def run(what: str, **facts: str) -> dict[str, Any]:
        cli.main([*_COMMANDS[what](**facts), "--json"])
        told = capsys.readouterr()
        found: dict[str, Any] = json.loads(told.out or told.err)
        return found[0] if isinstance(found, list) else found

    yield run


_COMMANDS: dict[str, Callable[..., list[str]]] = {
    "add": lambda name, unit: ["registry", "add", name, "--unit", unit],
    "reserve": lambda name, until: [
        "registry",
        "add",
        name,
        "--unit",
        "甲",
        "--reserve-until",
        until,
    ],
    "retire": lambda name: ["registry", "retire", name],
    "rename": lambda name, to: ["registry", "rename", name, "--to", to],
    "check": lambda name: ["check", name, "--unit", "乙"],
}


def _of(client: TestClient, name: str) -> str:
    (found,) = client.get(f"{V1}/brands", params={"text": name}).json()["items"]
    return f"{V1}/brands/{found['id']}"


_HTTP: dict[str, Callable[..., dict[str, Any]]] = {
    "add": lambda client, **facts: client.post(f"{V1}/brands", json=facts).json(),
    "reserve": lambda client, name, until: client.post(
        f"{V1}/brands",
        json={"name": name, "unit": "甲", "status": "reserved", "reserved_until": until},
    ).json(),
    "retire": lambda client, name: client.post(f"{_of(client, name)}:retire", json={}).json(),
    "rename": lambda client, name, to: client.patch(_of(client, name), json={"name": to}).json(),
    "check": lambda client, name: client.post(
        f"{V1}/names:check", json={"name": name, "unit": "乙"}
    ).json(),
}


def is_free(ask: Ask, name: str) -> bool:
    return not {"BN101", "BN102", "BN103"} & {
        one["rule"] for one in ask("check", name=name)["findings"]
    }


def test_a_reservation_ends_with_the_local_day(ask: Ask, at: At) -> None:
    at(LATE)
    assert ask("reserve", name="盐田先声", until="2026-07-01")["status"] == "reserved"
    assert ask("reserve", name="河灯", until="2026-06-30")["code"] == "bad-data"
    assert not is_free(ask, "盐田先声")
    assert ask("add", name="盐田先声", unit="乙")["code"] == "duplicate-brand"
    at(AFTER_MIDNIGHT)
    assert is_free(ask, "盐田先声")
    assert ask("add", name="盐田先声", unit="乙")["status"] == "registered"
    assert ask("reserve", name="海燕", until="2026-07-01")["code"] == "bad-data"
    assert ask("reserve", name="海燕", until="2026-07-02")["status"] == "reserved"


@pytest.mark.parametrize(("wall", "kept"), [(LATE, "2027-07-01"), (AFTER_MIDNIGHT, "2027-07-02")])
def test_names_given_up_are_kept_from_the_local_day(ask: Ask, at: At, wall: str, kept: str) -> None:
    at(wall)
    ask("add", name="盐田先声", unit="甲")
    ask("add", name="河灯", unit="丙")
    assert ask("retire", name="盐田先声")["retired_until"] == kept
    ask("rename", name="河灯", to="海燕")
    for last, free in (("T23:30", False), ("T00:30", True)):
        day = dt.date.fromisoformat(kept) + dt.timedelta(days=free)
        at(f"{day}{last}")
        assert is_free(ask, "盐田先声") is free
        assert is_free(ask, "河灯") is free
        assert ask("add", name="盐田先声", unit="乙").get("code", "") == (
            "" if free else "duplicate-brand"
        )
        assert ask("add", name="河灯", unit="乙").get("code", "") == (
            "" if free else "duplicate-brand"
        )


def test_an_import_goes_by_the_local_day(registry: Registry, at: At) -> None:
    kept = [BrandDraft("盐田先声", "甲", Status.RESERVED, reserved_until="2026-07-01", row=2)]
    taken = [BrandDraft("盐田先声", "乙", row=2)]
    at(LATE)
    import_brands(registry, kept, file_hash="a", who="张三", now=clock.now())
    assert preview_import(registry, taken, now=clock.now()).conflicts
    at(AFTER_MIDNIGHT)
    import_brands(registry, taken, file_hash="b", who="张三", now=clock.now())
    today = str(clock.today())
    assert {one.unit for one in all_brands(registry) if holds_name(one, today=today)} == {"乙"}


def test_what_was_done_is_shown_with_its_local_day(registry: Registry, at: At) -> None:
    at(AFTER_MIDNIGHT)
    one, other = (
        add_brand(registry, BrandDraft(name, "甲"), who="张三", now=clock.now())
        for name in ("盐田先声", "河灯")
    )
    decide_pair(registry, one.id, other.id, "accepted", who="张三", now=clock.now(), why="可")
    change_brand(registry, one.id, {"name": "海燕"}, who="张三", now=clock.now())
    shown = console.brand(brand_file(registry, get_brand(registry, one.id)))
    assert "到 2026-07-02（张三" in shown
    assert "须重新决定），2026-07-02（张三" in shown
    assert holder_facts(one)["since"] == "2026-07-02"


def test_a_former_name_kept_by_the_day_of_another_place_is_found_again(
    registry: Registry, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(AFTER_MIDNIGHT)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "UTC")
        time.tzset()
        brand = add_brand(registry, BrandDraft("紅帆", "甲"), who="张三", now=clock.now())
        change_brand(registry, brand.id, {"name": "奔流"}, who="张三", now=clock.now())
    time.tzset()
    registry.database.execute(
        "UPDATE name_claims SET key = :old WHERE key = :key", old="紅帆", key="红帆"
    )
    assert refresh_keys(registry, who="张三", now=clock.now()) == 1
    assert [(one.name, one.until) for one in held_names(registry)] == [("紅帆", "2027-07-01")]
