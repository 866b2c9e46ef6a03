"""Scopes and other registries: names there inform, and block nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import cli
from service import registry as use
from service.book.names import open_book
from service.checking import Proposal, Surroundings, check_name
from service.errors import NotFound
from service.model import BrandDraft
from service.others import Others
from service.storage import open_registry


def put(url: str, name: str, now: datetime, *, scope: str = "") -> None:
    with open_registry(url, scope=scope) as registry:
        use.add_brand(registry, BrandDraft(name, "外单位"), who="张三", now=now)


def test_names_of_other_registries_inform(registry_url: str, tmp_path: Path, now: datetime) -> None:
    far = str(tmp_path / "far.db")
    put(registry_url, "盐湖渡口", now)
    put(far, "铁旒红", now)
    others = Others(f"{far}；")
    for name in ("铁旒红", "铁流红", "铁旒红"):  # opened once, then brought up
        with open_registry(registry_url) as own, others.opened() as books:
            around = Surroundings(open_book(own), others=books)
            report = check_name(Proposal(name, "乙"), around, today="2026-07-01")
        assert [one.standing for one in report.neighbours] == ["elsewhere"]
        assert "不妨碍登记" in report.neighbours[0].explanation
        assert report.verdict == "pass"


def test_what_is_registered_there_meanwhile_is_seen(tmp_path: Path, now: datetime) -> None:
    far = str(tmp_path / "far.db")
    put(far, "盐湖渡口", now)
    others = Others(far)
    for total in (0, 1):
        with others.opened() as books:
            found = check_name("铁旒红", Surroundings(others=books)).neighbours
        assert len(found) == total
        if not total:
            put(far, "铁旒红", now)


def test_a_scope_of_the_same_registry_is_another_registry(registry_url: str, now: datetime) -> None:
    put(registry_url, "铁旒红", now, scope="乙市")
    with (
        open_registry(registry_url, scope="甲市") as own,
        Others(f"{registry_url}#乙市").opened() as books,
    ):
        around = Surroundings(open_book(own), others=books)
        report = check_name("铁旒红", around)
    assert [(one.name, one.standing) for one in report.neighbours] == [("铁旒红", "elsewhere")]


def test_a_registry_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound), Others(str(tmp_path / "none.db")).opened():
        pass


def test_the_command_line_keeps_to_its_scope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for scope in ("甲市", "乙市"):
        monkeypatch.setenv("PINWEN_SCOPE", scope)
        assert cli.main(["registry", "add", "铁旒红", "--registry", "b.db"]) == 0
        assert cli.main(["check", "铁流红", "--registry", "b.db", "--unit", "丙"]) == 1
    monkeypatch.setenv("PINWEN_SCOPE", "丙市")
    assert cli.main(["check", "铁流红", "--registry", "b.db"]) == 0
    monkeypatch.setenv("PINWEN_ALSO", "b.db#甲市;b.db#乙市")
    capsys.readouterr()
    assert cli.main(["check", "铁流红", "--registry", "b.db"]) == 0
    assert "相近名称共 2 个" in capsys.readouterr().out
