"""The commands below `pinwen registry`, and `rules`, as a clerk types them."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cli
from nlp.compare import compare
from service import console
from service.storage import audit_log
from tests.service.importing.books import book

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("PINWEN_REGISTRY", "PINWEN_SETTINGS"):
        monkeypatch.delenv(name, raising=False)

    def pinwen(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        told = capsys.readouterr()
        return status, told.out, told.err

    return pinwen


def registry(run: Run, *arguments: str) -> tuple[int, str, str]:
    return run("registry", *arguments, "--registry", "r.db", "--who", "张三")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("show", "红帆"),
        ("similar", "红帆"),
        ("log",),
        ("imports",),
        ("audit", "--output", "out"),
        ("export", "--output", "e.xlsx"),
        ("backup", "--output", "e.db"),
        ("reserve", "红帆", "--until", "2099-01-01"),
        ("rename", "红帆", "--to", "红灯"),
        ("retire", "红帆"),
        ("undo", "x"),
        ("rekey",),
        ("units", "tree"),
        ("units", "coverage"),
    ],
    ids=lambda arguments: "-".join(arguments[:2]),
)
@pytest.mark.parametrize("empty", [False, True], ids=["missing", "empty"])
def test_a_registry_that_is_not_there_is_told_and_not_made(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], empty: bool
) -> None:
    if empty:
        (tmp_path / "r.db").touch()
    status, said, told = registry(run, *arguments)
    assert (status, said) == (4, "")
    assert ("空文件" if empty else "不存在") in told
    assert sorted(tmp_path.iterdir()) == ([tmp_path / "r.db"] if empty else [])


def test_a_new_registry_is_told(run: Run) -> None:
    assert "已新建台账" in registry(run, "add", "红帆")[2]
    assert registry(run, "add", "奔流")[2] == ""


def test_a_name_is_reserved_for_a_time(run: Run) -> None:
    status, said, _ = registry(run, "add", "红帆", "--reserve-until", "2099年7月1日")
    assert (status, "已预留“红帆”到 2099-07-01" in said) == (0, True)
    assert "预留至：2099-07-01" in registry(run, "show", "红帆")[1]
    assert run("check", "红帆", "--unit", "乙", "--registry", "r.db")[0] == 1
    assert registry(run, "reserve", "红帆", "--until", "2098-01-01")[0] == 0
    assert "2098-01-01" in registry(run, "show", "红帆")[1]


def test_the_unit_of_a_reservation_takes_it_up(run: Run) -> None:
    registry(run, "add", "红帆", "--unit", "甲支部", "--reserve-until", "2099-07-01")
    status, _, told = registry(run, "add", "红帆", "--unit", "乙支部")
    assert (status, "与预留品牌“红帆”（甲支部）重名" in told) == (5, True)
    assert registry(run, "add", "红帆", "--unit", "甲支部", "--status", "草拟")[0] == 0
    status, said, _ = registry(run, "add", "红帆", "--unit", "甲支部")
    assert (status, "已登记“红帆”" in said) == (0, True)
    shown = registry(run, "show", "红帆")[1]
    assert "状态：已登记" in shown and "2099" not in shown
    assert registry(run, "add", "红帆", "--unit", "甲支部")[0] == 5


def test_brands_of_one_name_are_told_apart(run: Run) -> None:
    for unit in ("甲支部", "乙支部"):
        registry(run, "add", "奔流", "--unit", unit, "--status", "草拟")
    status, _, told = registry(run, "show", "奔流")
    assert status == 5
    assert told.startswith("有 2 个品牌叫“奔流”，请改用编号：")
    assert "（甲支部）、" in told and told.endswith("（乙支部）。\n")


@pytest.mark.parametrize("day", ["2020-01-01", "2099年7月", "明天", "2099-02-30"])
@pytest.mark.parametrize(
    "command", [("reserve", "红帆", "--until"), ("add", "奔流", "--reserve-until")]
)
def test_a_reservation_wants_a_day_to_come(run: Run, command: tuple[str, ...], day: str) -> None:
    registry(run, "add", "红帆", "--status", "申报中")
    status, _, told = registry(run, *command, day)
    assert (status, told.endswith("。\n")) == (3, True)


def test_a_brand_in_use_is_not_made_a_reservation(run: Run) -> None:
    registry(run, "add", "红帆")
    status, _, told = registry(run, "reserve", "红帆", "--until", "2099-01-01")
    assert (status, told) == (5, "“红帆”已登记，名称一直保留，不用预留。\n")
    assert "状态：已登记" in registry(run, "show", "红帆")[1]


def test_what_a_check_would_refuse_is_told_when_it_is_added(run: Run) -> None:
    registry(run, "add", "铁流红", "--unit", "甲")
    status, said, told = registry(run, "add", "铁旒红", "--unit", "乙")
    assert (status, "已登记“铁旒红”" in said) == (1, True)
    assert told.startswith("已照办，但核名结论是不宜使用：与已登记的“铁流红”（甲）重复")
    assert registry(run, "add", "红🚀", "--unit", "乙")[0] == 1


def test_a_name_half_remembered_is_found(run: Run) -> None:
    registry(run, "add", "红烛先锋", "--unit", "第二中学党支部")
    status, said, _ = registry(run, "similar", "红竹先锋")
    assert (status, "75%" in said, "第二中学党支部" in said) == (0, True, True)
    assert registry(run, "similar", "红竹先锋", "--at-least", "0.8")[:2] == (
        0,
        "没有与“红竹先锋”字面相似度在 80% 以上的名称，可以把 --at-least 调低再找。\n",
    )
    shown = json.loads(registry(run, "similar", "红竹先锋", "--json")[1])
    assert (shown["schema"], shown["items"][0]["name"]) == ("pinwen.similar/1", "红烛先锋")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (("--at-least", "四分之三"), 2, "--at-least 要写成 0.5–1.0 之间的数，例如 0.75。\n"),
        (("--at-least", "75"), 3, "相似度须在 0.5–1.0 之间，例如 0.75。\n"),
        (("--limit", "0"), 3, "列出的个数须在 1–200 之间。\n"),
    ],
)
def test_what_is_asked_of_a_search_is_within_bounds(
    run: Run, options: tuple[str, ...], status: int, told: str
) -> None:
    registry(run, "add", "红烛先锋")
    assert registry(run, "similar", "红竹先锋", *options)[::2] == (status, told)


def test_a_name_that_stays_is_no_rename(run: Run) -> None:
    registry(run, "add", "红帆")
    said = registry(run, "rename", "红帆", "--to", "红帆")[1]
    assert said == "新名称与现在的名称“红帆”相同，没有改动。\n"
    registry(run, "retire", "红帆")
    assert registry(run, "rename", "红帆", "--to", "潮头")[::2] == (5, "“红帆”已停用，不能更名。\n")


@pytest.mark.parametrize(("word", "shown"), [("申报中", "申报中"), ("drafted", "草拟")])
def test_a_status_is_said_in_chinese_or_as_the_contract_has_it(
    run: Run, capsys: pytest.CaptureFixture[str], word: str, shown: str
) -> None:
    registry(run, "add", "红帆", "--status", word)
    assert f"状态：{shown}" in registry(run, "show", "红帆")[1]
    with pytest.raises(SystemExit, match="2"):
        registry(run, "add", "潮头", "--status", "报废")
    assert "没有 报废，可用的有：草拟、申报中、已登记、" in capsys.readouterr().err


def test_coverage_is_grouped_by_what_a_clerk_calls_it(run: Run) -> None:
    registry(run, "units", "add", "港口一支部", "--area", "西片区")
    said = registry(run, "units", "coverage", "--by", "片区")[1]
    assert said == registry(run, "units", "coverage", "--by", "area")[1]
    assert said.startswith("片区")


def test_a_child_brand_and_a_new_name(run: Run) -> None:
    registry(run, "add", "红帆")
    assert registry(run, "add", "红帆·码头", "--unit", "甲", "--parent", "红帆")[0] == 0
    assert registry(run, "rename", "红帆·码头", "--to", "潮头", "--why", "申请")[0] == 0
    child = json.loads(registry(run, "show", "潮头", "--json")[1])
    assert child["parent_id"] == json.loads(registry(run, "show", "红帆", "--json")[1])["id"]


def test_a_brand_is_shown_whole_with_family_history_and_decisions(run: Run) -> None:
    Path("in.csv").write_text(
        "品牌名称,单位,理念,品牌类型,领衔人,领衔人是党员,上级品牌,申报日期\n"
        "红帆,甲,先行,服务民生,李四,是,,2026年7月1日\n红帆·码头,乙,,,,,红帆,\n",
        encoding="utf-8",
    )
    registry(run, "import", "in.csv")
    registry(run, "add", "红绳", "--unit", "丙")
    registry(run, "decide", "红帆", "--accept", "红绳", "--why", "会议定")
    registry(run, "rename", "红帆", "--to", "红帆船", "--why", "申请")
    said = registry(run, "show", "红帆船")[1]
    for line in (
        "理念：先行",
        "品牌类型：服务民生类",
        "领衔人：李四",
        "领衔人是党员：是",
        "申报日期：2026-07-01",
        "下级品牌：红帆·码头（乙）",
    ):
        assert line in said.splitlines()
    assert re.search(r"原为：红帆（甲），到 \S{10}（张三，申请）", said)
    assert "决定：“红帆”与“红绳”可以并存（已更名，须重新决定）" in said
    assert "上级品牌：红帆船" in registry(run, "show", "红帆·码头")[1]


def test_the_log_speaks_chinese(run: Run) -> None:
    registry(run, "add", "红帆")
    registry(run, "rename", "红帆", "--to", "红灯笼")
    registry(run, "retire", "红灯笼")
    registry(run, "units", "add", "港口党委")
    status, said, _ = registry(run, "log")
    assert status == 0
    for word in ("登记", "更名", "停用", "新增党组织", "张三", "记录完整"):
        assert word in said
    assert not re.search(r"brand-|organization-", said)


def test_the_log_is_told_to_its_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_log, "_BATCH", 2)
    for name in ("红帆", "北斗坡", "蓝鲸湾", "麦浪"):
        registry(run, "add", name)
    _, said, _ = registry(run, "log")
    assert len(re.findall("登记", said)) == 4


def actions() -> Iterator[str]:
    for path in (ROOT / "service" / "registry").glob("*.py"):
        yield from re.findall(r'action="([a-z-]+)"', path.read_text(encoding="utf-8"))


def test_every_action_has_a_chinese_name() -> None:
    assert set(actions()) <= set(console.ACTIONS)


def test_imports_are_listed_until_undone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("品牌名称,单位\n红帆,甲\n", encoding="utf-8")
    registry(run, "import", "a.csv")
    one = json.loads(registry(run, "imports", "--json")[1])[0]
    assert one["id"] in registry(run, "imports")[1]
    assert registry(run, "undo", one["id"])[0] == 0
    assert "已撤销" in registry(run, "imports")[1]


def test_what_was_not_read_of_a_list_of_units_is_told(run: Run, tmp_path: Path) -> None:
    def two_sheets(made: Any, sheet: Any) -> None:
        sheet.append(["党组织名称"])
        sheet.append(["港口一支部"])
        made.create_sheet("通讯录").append(["姓名", "电话"])

    (tmp_path / "units.xlsx").write_bytes(book(two_sheets))
    told = registry(run, "units", "import", "units.xlsx")[1]
    assert "工作表“通讯录”里没有找到“党组织名称”这一列" in told
    assert "新增 1" in told


def test_the_units_of_an_office(run: Run, tmp_path: Path) -> None:
    text = "党组织名称,上级党组织,片区\n港口一支部,港口党委,东片区\n港口党委,,\n"
    (tmp_path / "units.csv").write_text(text, encoding="utf-8")
    assert "没有写入" in registry(run, "units", "import", "units.csv", "--dry-run")[1]
    assert "新增 2" in registry(run, "units", "import", "units.csv")[1]
    assert (
        registry(run, "units", "add", "港口二支部", "--above", "港口党委", "--area", "西片区")[0]
        == 0
    )
    assert registry(run, "units", "change", "港口二支部", "--area", "东片区")[0] == 0
    assert registry(run, "units", "tree")[1].splitlines() == [
        "港口党委（党委）",
        "  港口一支部（党支部）",
        "  港口二支部（党支部）",
    ]
    registry(run, "add", "红帆", "--unit", "港口一支部")
    said = registry(run, "units", "coverage", "--by", "area")[1].splitlines()[1].split()
    assert said == ["东片区", "2", "1", "50.0%", "1", "50.0%"]


def test_a_bad_list_of_units_is_refused_with_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "党组织名称,上级党组织\n甲支部,无此党委\n", encoding="utf-8"
    )
    status, said, _ = registry(run, "units", "import", "units.csv")
    assert (status, "第 2 行" in said, "没有导入" in said) == (3, True, True)
    assert "还没有党组织" in registry(run, "units", "tree")[1]
    assert registry(run, "units", "change", "甲支部", "--area", "东")[0] == 4
    assert registry(run, "units", "add", "甲支部", "--kind", "小组")[0] == 3
    registry(run, "units", "add", "甲支部")
    assert registry(run, "units", "change", "甲支部")[0] == 2


@pytest.mark.parametrize("key", [*(f"A{i}" for i in range(1, 8)), *(f"B{i}" for i in range(1, 17))])
def test_every_rule_on_two_names_is_explained(run: Run, key: str) -> None:
    status, said, _ = run("rules", key.lower())
    assert (status, said.startswith(f"{key} ")) == (0, True)
    assert json.loads(run("rules", key, "--json")[1])["id"] == key


def test_what_a_comparison_names_can_be_looked_up(run: Run) -> None:
    for key in compare("铁旒红", "铁流红").rules:
        assert run("rules", key)[0] == 0
    assert run("rules", "B99")[0] == 4
    listed = run("rules")[1]
    assert "B16" in listed and "BN001" in listed


def test_points_do_not_praise_a_name_that_is_taken(run: Run) -> None:
    registry(run, "add", "红帆领潮", "--unit", "甲")
    status, said, _ = run("check", "红帆领潮", "--unit", "乙", "--registry", "r.db")
    head = said.splitlines()[0]
    assert (status, head) == (1, "“红帆领潮”：不宜使用（59 分）")
    assert "区分度 0" in said
    assert "总分不超过 59 分" in said
    assert "总分" not in run("check", "银线灯塔")[1]


def arguments(
    parser: argparse.ArgumentParser, words: str = "pinwen"
) -> Iterator[tuple[str, str | None]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from arguments(below, f"{words} {name}")
        else:
            yield f"{words} {action.dest}", action.help


def test_every_argument_says_what_it_is_for() -> None:
    assert [name for name, help_ in arguments(cli.parser()) if not help_] == []
