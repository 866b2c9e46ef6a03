"""Names checked by another process: the same is found, and all of it is even when that process is killed."""

from __future__ import annotations

import datetime as dt
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from service.applications import names_apart
from service.applications.names import NameReport, check_all
from service.applications.names_apart import NameCheckApart
from service.checking import Proposal
from service.errors import TooManyRows
from service.model import BrandDraft
from service.registry import add_brand
from service.storage import open_registry

NAMES = ("齿轮先锋", "麦浪暖心", "齿轮先锋", "灯塔课堂", "党建引领", "", "麦浪暧心", "齿轮先锋队")
PROPOSALS = [Proposal(name, f"第{n}党支部", n, "寓意") for n, name in enumerate(NAMES, 1)]


@pytest.fixture(autouse=True)
def _begun_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_apart, "MANY", 2)
    monkeypatch.setattr(names_apart, "_PORTION", 2)


def others() -> list[BaseProcess]:
    return [one for one in active_children() if one.is_alive()]


def reports(killed_after: int = -1, *, registry: bool = False) -> list[NameReport]:
    """Return what is found when the other process is killed after so many names."""
    with NameCheckApart(registry=registry) as check:
        for number, proposal in enumerate(PROPOSALS, 1):
            check.put(proposal)
            if number == killed_after:
                kill()
        check.all_put()
        if killed_after > len(PROPOSALS):
            kill()
        return list(check.reports())


def kill() -> None:
    [other] = others()
    other.kill()
    other.join()


def test_another_process_finds_the_same() -> None:
    found = reports()
    assert found == list(check_all(PROPOSALS))
    assert [bool(one.collisions) for one in found][:3] == [False, False, True]
    assert not others()


@pytest.mark.parametrize("after", [2, 5, len(NAMES), len(NAMES) + 1])
def test_the_names_are_checked_here_when_that_process_is_killed(after: int) -> None:
    assert reports(after) == list(check_all(PROPOSALS))


def test_it_ends_when_nobody_wants_it_any_more() -> None:
    with pytest.raises(RuntimeError), NameCheckApart(registry=False) as check:
        for proposal in PROPOSALS:
            check.put(proposal)
        assert len(others()) == 1
        raise RuntimeError
    assert not others()


def test_few_names_are_checked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_apart, "MANY", len(PROPOSALS) + 1)
    with NameCheckApart(registry=False) as check:
        for proposal in PROPOSALS:
            check.put(proposal)
        assert not others()
        check.all_put()
        assert list(check.reports()) == list(check_all(PROPOSALS))


def test_the_registry_is_asked_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINWEN_REGISTRY", str(tmp_path / "names.db"))
    with open_registry(str(tmp_path / "names.db")) as opened:
        held = BrandDraft(name="灯塔课堂", unit="别的支部")
        add_brand(opened, held, who="测试", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    found = reports(registry=True)
    assert [one.name for one in found[3].collisions if not one.row] == ["灯塔课堂"]
    assert found == reports(5, registry=True)


def test_what_is_wrong_there_is_told_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINWEN_MAX_ROWS", "3")
    with pytest.raises(TooManyRows):
        reports()
