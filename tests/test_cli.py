"""The command line as a clerk uses it: real processes, exit statuses, files, encodings."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.service.importing.books import book, plain

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "templates" / "sample_registry" / "registry.xlsx"


def pinwen(
    *arguments: str, folder: Path, sent: bytes = b"", encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PINWEN_")}
    environment |= {"PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-c", "import sys, cli; sys.exit(cli.main())", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        input=sent,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'jieba', 'numpy', 'fastapi', 'pydantic', 'openpyxl', 'docx', 'psycopg', 'jinja2'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "用法" in done.stdout.decode()


def test_the_end_of_a_command_looks_through_nothing_for_cycles() -> None:
    # What is registered first runs last.
    told = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count()))"
    run = f"{told}; from cli import main; main(['normalize', '红帆'])"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert int(done.stdout.splitlines()[-1]) > 1000


def test_one_name_gives_one_object_and_several_a_list(tmp_path: Path) -> None:
    one = json.loads(pinwen("check", "奔流", "--json", folder=tmp_path).stdout)
    several = json.loads(pinwen("check", "奔流", "铁旒红", "--json", folder=tmp_path).stdout)
    assert one["schema"] == "pinwen.check/1"
    assert [item["name"] for item in several] == ["奔流", "铁旒红"]


def test_words_said_twice_add_up(tmp_path: Path) -> None:
    told = pinwen(
        *("suggest", "--unit", "市第一医院急诊科党支部", "--words", "急诊", "--words", "绿色通道"),
        folder=tmp_path,
    ).stdout.decode()
    assert "急诊" in told.replace("急诊科", "")
    assert "绿色通道" in told


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("check", "铁旒红"), 0),
        (("check", "服务先锋"), 1),
        (("compare", "铁旒红", "铁流红"), 1),
        (("check",), 2),
        (("nonsense",), 2),
        (("check", "红\u202e旗"), 3),
        (("check", "--input", "nothing.xlsx"), 3),
        (("rules", "BN999"), 4),
        (("rules", "bn001"), 0),
        (("registry", "list"), 2),
        (("suggest", "--words", "电", "--count", "0"), 2),
        (("suggest", "--words", "电", "--count", "五"), 2),
        (("draft", "speech", "--data", "a.json", "--out", "讲话稿.pdf"), 2),
    ],
    ids=range(13),
)
def test_exit_statuses_and_one_chinese_sentence(
    tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    done = pinwen(*arguments, folder=tmp_path)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    if status > 1:
        assert done.stderr.decode().strip().endswith("。")


def test_names_from_standard_input_with_mark_and_windows_line_ends(tmp_path: Path) -> None:
    sent = "\ufeff铁旒红\r\n\r\n铁流红\r\n".encode()
    found = json.loads(pinwen("check", "--input", "-", "--json", folder=tmp_path, sent=sent).stdout)
    assert [item["verdict"] for item in found] == ["pass", "reject"]
    assert [item["row"] for item in found] == [1, 3]


def test_brands_are_listed_by_state_and_level(tmp_path: Path) -> None:
    of = ("--registry", "b.db")
    table = "品牌名称,单位,状态,品牌层级\n奔流,甲,已登记,示范\n知行,乙,申报中,\n"
    (tmp_path / "in.csv").write_text(table, encoding="utf-8")
    assert pinwen("registry", "import", "in.csv", *of, folder=tmp_path).returncode == 0
    told = pinwen("registry", "list", "--status", "申报中", *of, folder=tmp_path).stdout.decode()
    assert "知行" in told
    assert "奔流" not in told
    told = pinwen("registry", "list", "--level", "示范", *of, folder=tmp_path).stdout.decode()
    assert "奔流" in told
    assert "知行" not in told
    refused = pinwen("registry", "list", "--type", "服务", *of, folder=tmp_path)
    assert refused.returncode == 2
    assert "没有“服务”这个品牌类型，可用：服务发展类" in refused.stderr.decode()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_file_of_names_gives_a_file_of_verdicts(tmp_path: Path, ending: str) -> None:
    (tmp_path / "in.csv").write_text("品牌名称,单位\n奔流,甲\n", encoding="gb18030")
    done = pinwen("check", "--input", "in.csv", "--output", f"out.{ending}", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / f"out.{ending}").stat().st_size > 0


def test_pairs_keep_their_order_and_columns(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("a,b\n铁旒红,铁流红\n奔流,知行\n", encoding="utf-8")
    pinwen("compare", "--input", "in.csv", "--output", "out.csv", folder=tmp_path)
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "a,b,level,relation,rules,score,explanation"
    assert lines[1].startswith("铁旒红,铁流红,same,homophone,")
    assert lines[2].startswith("奔流,知行,fine,")


def test_pairs_of_a_workbook_and_the_row_of_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(plain([["a", "b"], ["铁旒红", "铁流红"]]))
    found = json.loads(
        pinwen("compare", "--input", "in.xlsx", "--json", folder=tmp_path).stdout.decode()
    )
    assert [one["relation"] for one in found] == ["homophone"]
    (tmp_path / "in.csv").write_text("a,b\n\n红帆,红\x01帆\n", encoding="utf-8")
    done = pinwen("compare", "--input", "in.csv", folder=tmp_path)
    assert done.returncode == 3
    assert done.stderr.decode().startswith("第 3 行：第 2 个字符是控制字符")


def test_sheets_that_are_not_compared_are_told(tmp_path: Path) -> None:
    def sheets(made: Any, sheet: Any) -> None:
        sheet.title = "说明"
        sheet.append(["每行两个名称"])
        for name, pair in (("一季度", ("铁旒红", "铁流红")), ("二季度", ("奔流", "知行"))):
            one = made.create_sheet(name)
            one.append(["a", "b"])
            one.append(pair)

    (tmp_path / "in.xlsx").write_bytes(book(sheets))
    done = pinwen("compare", "--input", "in.xlsx", "--json", folder=tmp_path)
    assert [one["relation"] for one in json.loads(done.stdout.decode())] == ["homophone"]
    assert "只读了“一季度”，没有读“说明”、“二季度”" in done.stderr.decode()


def test_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("打造“红\x1b[31m帆”党建品牌\x07。\n", encoding="utf-8")
    for arguments in (("extract", "a.txt"), ("segment", "红\x1b[31m帆\x9b")):
        done = pinwen(*arguments, folder=tmp_path)
        assert done.returncode == 0
        assert not {0x1B, 0x07} & set(done.stdout + done.stderr)


def test_a_preview_makes_no_registry(tmp_path: Path) -> None:
    preview = ("registry", "import", str(SAMPLE), "--registry", "b.db", "--dry-run")
    assert "没有写入" in pinwen(*preview, folder=tmp_path).stdout.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_life_of_a_brand(tmp_path: Path) -> None:
    store = ("--registry", "b.db")
    assert (
        pinwen("registry", "add", "铁旒红", "--unit", "甲", *store, folder=tmp_path).returncode == 0
    )
    assert (
        pinwen("registry", "add", "铁·旒红", "--unit", "乙", *store, folder=tmp_path).returncode
        == 5
    )
    assert "不宜使用" in pinwen("check", "铁流红", *store, folder=tmp_path).stdout.decode()
    assert pinwen("registry", "retire", "铁旒红", *store, folder=tmp_path).returncode == 0
    assert "保留" in pinwen("check", "铁流红", *store, folder=tmp_path).stdout.decode()
    assert "记录完整" in pinwen("registry", "log", *store, folder=tmp_path).stdout.decode()


def test_an_office_list_holds_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("豪门\n", encoding="utf-8")
    (tmp_path / "pinwen.toml").write_text('forbidden_words = "words.txt"\n', encoding="utf-8")
    assert "BN024" in pinwen("check", "豪门渡口", folder=tmp_path).stdout.decode()


@pytest.mark.parametrize("encoding", ["gbk:strict", "ascii:strict"])
def test_no_console_breaks_on_a_rare_character(tmp_path: Path, encoding: str) -> None:
    done = pinwen("check", "红𠮷港", folder=tmp_path, encoding=encoding)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_the_demonstration_writes_its_files(tmp_path: Path) -> None:
    done = pinwen("demo", "--out", "out", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / "复核报告" / "audit.html").stat().st_size > 10_000
    assert SAMPLE.read_bytes() == (tmp_path / "out" / "示例台账.xlsx").read_bytes()


def test_a_service_does_not_start_on_what_is_no_registry(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("台账", encoding="utf-8")
    for place in ("notes.txt", "missing/brands.db", "."):
        done = pinwen("serve", "--registry", place, "--port", "1", folder=tmp_path)
        assert done.returncode == 7
        assert done.stderr.decode().strip().endswith("。")
        assert "已启动" not in done.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--input", "a.csv", "--output", "./a.csv"),
        ("compare", "--input", "a.csv", "--output", "a.csv"),
        ("extract", "a.csv", "--output", "a.csv"),
        ("registry", "import", "a.csv", "--registry", "b.db", "--output", "a.csv"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_result_is_never_written_over_what_it_is_made_from(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    source = "a,b,品牌名称\n红帆,红旗,红帆\n"
    (tmp_path / "a.csv").write_text(source, encoding="utf-8")
    done = pinwen(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert "换一个文件名" in done.stderr.decode()
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == source


def test_the_doctor_looks_at_the_registry_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "pinwen.toml").write_text('registry = "b.db"\n', encoding="utf-8")
    assert pinwen("doctor", folder=tmp_path).returncode == 7
    assert pinwen("registry", "add", "红帆", folder=tmp_path).returncode == 0
    assert "1 个品牌，操作记录完整" in pinwen("doctor", folder=tmp_path).stdout.decode()


@pytest.mark.parametrize("as_json", [False, True], ids=["table", "json"])
def test_the_doctor_finds_damage_that_no_other_command_meets(tmp_path: Path, as_json: bool) -> None:
    table = "品牌名称,单位名称\n" + "".join(f"红帆{i}号,第{i}党支部\n" for i in range(200))
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    of = ("--registry", "b.db")
    assert pinwen("registry", "import", "a.csv", *of, folder=tmp_path).returncode == 0
    assert pinwen("doctor", *of, folder=tmp_path).returncode == 0
    whole = bytearray((tmp_path / "b.db").read_bytes())
    # The last page with a name is of an index: the rows themselves stay as they are.
    page = whole.rindex("第199党支部".encode()) // 4096
    whole[page * 4096 : page * 4096 + 12] = bytes(12)
    (tmp_path / "b.db").write_bytes(whole)
    assert pinwen("registry", "log", *of, folder=tmp_path).returncode == 0
    done = pinwen("doctor", *of, *(("--json",) if as_json else ()), folder=tmp_path)
    told = done.stdout.decode()
    assert done.returncode == 7
    assert "损坏" in told
    assert "备份恢复" in told


def test_a_review_needs_a_folder(tmp_path: Path) -> None:
    pinwen("registry", "add", "红帆", "--registry", "b.db", folder=tmp_path)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    for place in ("notes.txt", "notes.txt/in"):
        done = pinwen("registry", "audit", "--registry", "b.db", "--output", place, folder=tmp_path)
        assert done.returncode == 7
        assert "建不起来" in done.stderr.decode()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "x"


def test_a_port_that_is_taken_is_told_and_nothing_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = pinwen("serve", "--port", port, folder=tmp_path)
    assert done.returncode == 2
    assert "已被占用" in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_is_none_is_told(tmp_path: Path, port: str) -> None:
    done = pinwen("serve", "--port", port, folder=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (2, "--port 须在 0 到 65535 之间。\n")
