"""The parties of a letter against the registry's tree of organisations, singly, in batches, over HTTP."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import cli
from service.api.app import create_app
from service.letters.registry_tree import tree_of
from service.letters.superiors import Place, Tree, party_problems
from service.registry import add_organization
from service.settings import Settings
from service.storage import Registry, open_registry
from tests.service.letters.sample import FULL, changed

ISSUER, UNIT = str(FULL["issuer_name"]), str(FULL["unit_name"])
TREE = Tree(
    [
        Place("中共示范市国资委委员会", "党委"),
        Place(ISSUER, "党委", "中共示范市国资委委员会"),
        Place(UNIT, "党支部", ISSUER, "国企"),
        Place("物业公司党总支", "党总支", ISSUER),
        Place("物业公司第一党支部", "党支部", "物业公司党总支"),
        Place("物业公司第二党支部", "党支部", "物业公司党总支"),
        Place("财务部党支部", "党支部", ISSUER),
        Place("水务公司党支部", "党支部", "中共水务集团委员会"),
        Place("中共水务集团委员会", "党委", "中共示范市国资委委员会"),
        Place("新设党支部", "党支部"),
    ]
)


def problems(values: dict[str, str], tree: Tree = TREE) -> dict[str, tuple[str, str]]:
    """Return code → severity and message."""
    found = party_problems({**FULL, **values}, tree)
    return {one.code: (one.severity, one.message) for one in found}


@pytest.mark.parametrize(
    ("values", "code", "severity", "words"),
    [
        ({"unit_name": "水务公司党支部"}, "not-below", "error", ("中共水务集团委员会", "不隶属于")),
        ({"unit_name": "中共示范市国资委委员会"}, "order", "error", ("填反了",)),
        ({"unit_name": "物业公司第三党支部"}, "unknown-unit", "warning", ("“物业公司第一党支部”",)),
        ({"unit_name": "甲乙丙"}, "unknown-unit", "warning", ("先在台账中登记",)),
        ({"issuer_name": "示范集团有限公司党委"}, "unknown-unit", "warning", (ISSUER,)),
        ({"unit_name": "新设党支部"}, "no-superior", "warning", ("没有登记“新设党支部”的上级",)),
        ({"party_org_type": "党总支"}, "kind", "warning", ("是党支部，填的是党总支",)),
        ({"unit_signatory_post": "党总支书记"}, "post", "warning", ("“党总支书记”",)),
        ({"unit_type": "学校"}, "unit-type", "warning", ("是国企，填的是学校",)),
    ],
)
def test_what_the_tree_says_otherwise_is_told(
    values: dict[str, str], code: str, severity: str, words: tuple[str, ...]
) -> None:
    found = problems(values)
    assert code in found, found
    assert found[code][0] == severity
    assert found[code][1].endswith("。")
    assert all(word in found[code][1] for word in words), found[code]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"issuer_name": "中共示范市国资委委员会"},
        {"unit_name": "物业公司第一党支部"},
        {"unit_name": "物业公司党总支", "party_org_type": "党总支", "unit_signatory_post": "书记"},
        {"unit_type": "其他"},
    ],
)
def test_who_stands_below_at_any_depth_is_accepted(values: dict[str, str]) -> None:
    assert not problems(values)


def test_a_tree_without_levels_says_nothing() -> None:
    assert not problems({}, Tree([]))
    assert not problems({}, Tree([Place("某某党支部"), Place(UNIT)]))


def test_who_has_no_letter_is_listed_on_the_levels_that_have_some() -> None:
    assert TREE.absent(ISSUER, {UNIT}) == ["物业公司党总支", "财务部党支部"]
    below = {UNIT, "物业公司第一党支部"}
    assert TREE.absent(ISSUER, below) == ["财务部党支部", "物业公司第二党支部"]
    assert TREE.absent("没有这个", {UNIT}) == []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_no_tree_however_broken_holds_a_check_up(edges: list[tuple[int, int]]) -> None:
    tree = Tree([Place(f"第{a}党支部", "党支部", f"第{b}党支部") for a, b in edges])
    for place in range(13):
        name = f"第{place}党支部"
        assert name not in tree.superiors(name)[:-1]
        assert set(tree.absent(name, {"第1党支部"})).isdisjoint({"第1党支部"})
        list(party_problems({**FULL, "unit_name": name, "issuer_name": "第0党支部"}, tree))


def planted(registry: Registry, now: datetime) -> None:
    """Put the issuer, the unit under it, one more under it, and one elsewhere into a registry."""
    top = add_organization(registry, ISSUER, who="张三", now=now)
    for name in (UNIT, "财务部党支部"):
        add_organization(registry, name, who="张三", now=now, parent_id=top.id)
    other = add_organization(registry, "中共水务集团委员会", who="张三", now=now)
    add_organization(registry, "水务公司党支部", who="张三", now=now, parent_id=other.id)


def test_the_tree_of_a_registry(registry: Registry, now: datetime) -> None:
    assert not tree_of(registry)
    planted(registry, now)
    tree = tree_of(registry)
    assert tree.superiors(UNIT) == [ISSUER]
    assert tree.get(UNIT) == Place(UNIT, "党支部", ISSUER)


@pytest.fixture
def office(tmp_path: Path, now: datetime) -> Path:
    path = tmp_path / "registry.db"
    with open_registry(str(path)) as opened:
        planted(opened, now)
    return path


def drafted(tmp_path: Path, data: dict[str, Any], *more: str) -> int:
    source = tmp_path / "data.json"
    source.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return cli.main(["draft", "letter", "--data", str(source), "--out", str(tmp_path / "o"), *more])


def test_a_single_letter_is_checked(
    tmp_path: Path,
    office: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = changed(lambda d: d.update(unit_name="水务公司党支部"))
    assert drafted(tmp_path, wrong) in (0, 1)
    assert "台账" not in capsys.readouterr().err
    assert drafted(tmp_path, wrong, "--registry", str(office)) == 3
    assert "不隶属于" in capsys.readouterr().err
    monkeypatch.setenv("PINWEN_REGISTRY", str(office))
    assert drafted(tmp_path, changed(lambda d: d.update(unit_name="财务部支部"))) == 1
    assert "相近的有“财务部党支部”" in capsys.readouterr().err
    monkeypatch.setenv("PINWEN_REGISTRY", str(tmp_path / "none.db"))
    assert drafted(tmp_path, wrong) in (0, 1)
    assert drafted(tmp_path, wrong, "--registry", str(tmp_path / "none.db")) == 4


def test_a_single_letter_is_checked_over_http(office: Path) -> None:
    with TestClient(create_app(Settings(registry=str(office)))) as client:
        body = {"template": "letter", "form": "json"}
        wrong = changed(lambda d: d.update(unit_name="水务公司党支部"))
        refused = client.post("/api/v1/drafts", json={**body, "data": wrong})
        assert refused.status_code == 422
        assert "不隶属于" in refused.text
        near = changed(lambda d: d.update(unit_name="财务部支部"))
        told = client.post("/api/v1/drafts", json={**body, "data": near}).json()["warnings"]
        assert any("相近的有“财务部党支部”" in one for one in told)


def test_a_batch_over_http_is_checked_too(
    tmp_path: Path, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`serve --registry` holds for batches, though they are read where only the settings are known."""
    monkeypatch.setenv("PINWEN_REGISTRY", "")
    served: list[Settings] = []
    monkeypatch.setattr("service.api.server.serve", lambda settings, **_: served.append(settings))
    assert cli.main(["serve", "--registry", str(office)]) == 0
    book = tmp_path / "letters.xlsx"
    assert cli.main(["templates", "show", "letter", "--xlsx", str(book)]) == 0
    _rename_first(book, "水务公司党支部")
    with TestClient(create_app(served[0])) as client:
        made = client.post("/api/v1/batches", files={"file": ("责任书.xlsx", book.read_bytes())})
        assert made.status_code == 202
        assert made.json()["rejected"] == 1


def _rename_first(book: Path, name: str) -> None:
    filled = load_workbook(book)
    sheet = filled["单位"]
    column = next(cell.column for cell in sheet[1] if cell.value == "单位名称")
    sheet.cell(2, column).value = name
    filled.save(book)


def test_a_batch_is_checked_and_made_anew_when_the_tree_was_mended(
    tmp_path: Path,
    office: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book, out = tmp_path / "letters.xlsx", tmp_path / "out"
    assert cli.main(["templates", "show", "letter", "--xlsx", str(book)]) == 0
    _rename_first(book, "水务公司党支部")
    monkeypatch.setenv("PINWEN_REGISTRY", str(office))
    run = ["batch", "letter", "--data", str(book), "--out", str(out)]
    assert cli.main(run) != 0
    assert "不隶属于" in capsys.readouterr().out + _errors(out)
    with open_registry(str(office)) as opened:
        from service.registry import change_organization, list_organizations

        known = {one.name: one.id for one in list_organizations(opened)}
        moved = {"parent_id": known[ISSUER]}
        change_organization(opened, known["水务公司党支部"], moved, who="张三", now=now)
    assert cli.main(run) in (0, 1, 2)
    shown = capsys.readouterr()
    assert "没有责任书" in shown.out + shown.err
    sheets = load_workbook(out / "签订登记册.xlsx")
    listed = [row[1] for row in sheets["未列入的下级党组织"].iter_rows(min_row=2, values_only=True)]
    assert "财务部党支部" in listed


def _errors(folder: Path) -> str:
    texts = []
    for path in folder.glob("*错误原因*.xlsx"):
        for sheet in load_workbook(io.BytesIO(path.read_bytes())):
            texts += [
                str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell
            ]
    return "".join(texts)


def test_a_unit_that_the_common_texts_name_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "letters.xlsx"
    assert cli.main(["templates", "show", "letter", "--xlsx", str(book)]) == 0
    filled = load_workbook(book)
    rows = {str(cell.value): cell.row for cell in filled["共用信息"]["A"]}
    filled["共用信息"].cell(rows["考核方法"], 2).value = f"由{UNIT}先行自查。"
    filled.save(book)
    for source, told in ((book, True), (tmp_path / "plain.xlsx", False)):
        if not told:
            cli.main(["templates", "show", "letter", "--xlsx", str(source)])
        capsys.readouterr()
        cli.main(["batch", "letter", "--data", str(source), "--out", str(tmp_path / source.stem)])
        shown = capsys.readouterr()
        assert ("共用的内容里写到了单位" in shown.out + shown.err) is told
