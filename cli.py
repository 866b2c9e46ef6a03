"""The command `pinwen`: reads arguments, calls `service`, prints Chinese text or JSON.

A thin skin: every command is a few lines over one use case. Heavy parts of `service` are imported inside
the command that needs them, so that `pinwen --help` starts at once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from service.errors import BadData, Conflict, NotFound, ServiceError, StorageUnavailable, WrongUse

if TYPE_CHECKING:
    from service.checking import Proposal, Surroundings
    from service.storage import Registry

DONE, FINDINGS, USAGE, DATA, MISSING, CONFLICT, STORAGE, INTERNAL, STOPPED = (
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    70,
    130,
)
_STATUS: tuple[tuple[type[ServiceError], int], ...] = (
    (WrongUse, USAGE),
    (BadData, DATA),
    (NotFound, MISSING),
    (Conflict, CONFLICT),
    (StorageUnavailable, STORAGE),
)
_EPILOG = """退出码：0 完成，没有问题；1 完成，有需要斟酌或修改的；2 用法不对；3 数据有误；4 找不到；
5 有冲突；6 部分完成，可继续；7 存储有问题；70 程序内部错误；130 被中断。"""
_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "optional arguments": "选项",
    "show this help message and exit": "显示本帮助",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)s，可用的有：%(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r 不是需要的值",
    "ignored explicit argument %r": "不需要值 %r",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes are told in one Chinese sentence with what to do."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"用法不对：{message}。输入 {self.prog} --help 查看用法。\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; no traceback reaches the user."""
    from service import console

    console.prepare_streams()
    arguments = None
    try:
        arguments = parser().parse_args(argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except ServiceError as trouble:
        return _told(trouble, as_json=bool(arguments and getattr(arguments, "json", False)))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return STOPPED
    except Exception as trouble:
        if os.environ.get("PINWEN_DEBUG"):
            raise
        print(
            f"程序内部错误（{type(trouble).__name__}：{trouble}）。"
            "请设置 PINWEN_DEBUG=1 重试，并把输出发给维护人员。",
            file=sys.stderr,
        )
        return INTERNAL
    return status


def _told(trouble: ServiceError, *, as_json: bool) -> int:
    from service import wire

    if as_json:
        _print_json(wire.error(trouble))
    row = trouble.facts.get("row")
    place = f"第 {row} 行：" if row else ""
    print(f"{place}{trouble.message}", file=sys.stderr)
    return next((status for kind, status in _STATUS if isinstance(trouble, kind)), DATA)


def _print_json(value: object) -> None:
    """Print one JSON document, in UTF-8 wherever it goes."""
    data = json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data)
    else:
        buffer.write(data.encode("utf-8", "backslashreplace"))


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, its own words in Chinese."""
    argparse._ = lambda text: _WORDS.get(text, text)  # type: ignore[attr-defined]
    top = _Parser(
        prog="pinwen",
        description="品文：党建品牌名称的查重、核名与台账。",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="显示版本")
    commands = top.add_subparsers(metavar="命令", required=True, title="命令", parser_class=_Parser)
    _add_names(commands)
    _add_texts(commands)
    _add_registry(commands)
    _add_service(commands)
    return top


class _Version(argparse.Action):
    """Prints version, Python and SQLite, then ends."""

    def __call__(self, *_: object, **__: object) -> None:
        import sqlite3
        from importlib.metadata import version

        python = ".".join(map(str, sys.version_info[:3]))
        print(f"pinwen {version('pinwen')}（Python {python}，SQLite {sqlite3.sqlite_version}）")
        sys.exit(DONE)


def _command(commands: Any, name: str, run: Callable[..., int], help_: str) -> _Parser:
    made: _Parser = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
    made.set_defaults(run=run)
    made.add_argument("--json", action="store_true", help="输出 JSON")
    return made


def _with_registry(command: _Parser) -> None:
    command.add_argument(
        "--registry",
        default=os.environ.get("PINWEN_REGISTRY", ""),
        metavar="台账",
        help="台账：SQLite 文件路径或 postgresql:// 地址；默认取环境变量 PINWEN_REGISTRY",
    )


def _add_names(commands: Any) -> None:
    check = _command(commands, "check", _check, "核名：名称能不能用，和谁重复，为什么，怎么改")
    check.add_argument("names", nargs="*", metavar="名称")
    check.add_argument("--unit", default="", metavar="单位", help="申报单位全称")
    check.add_argument("--work", default="", metavar="词", help="本单位工作的词，用逗号分开")
    check.add_argument(
        "--meaning", default="", metavar="文字", help="品牌内涵，用来核对“几心”“几亮”"
    )
    check.add_argument(
        "--input", metavar="文件", help="成批核名：.xlsx .xls .csv .txt，- 为标准输入"
    )
    check.add_argument("--sheet", metavar="工作表")
    check.add_argument("--output", metavar="文件", help="结果写到 .xlsx .csv .json")
    _with_registry(check)

    compare = _command(commands, "compare", _compare, "比较两个名称像不像，为什么")
    compare.add_argument("names", nargs="*", metavar="名称")
    compare.add_argument("--input", metavar="文件", help="成批比较：csv，列名 a、b")
    compare.add_argument("--output", metavar="文件", help="结果写到 .csv .xlsx .json")

    suggest = _command(commands, "suggest", _suggest, "拟名：按本单位的工作拟出能通过核名的名称")
    suggest.add_argument(
        "--like", default="", metavar="名称", help="没通过的名称，先给出改动最小的改法"
    )
    suggest.add_argument("--unit", default="", metavar="单位")
    suggest.add_argument(
        "--words", default="", metavar="词", help="工作、物件、产品的词，用逗号分开"
    )
    suggest.add_argument("--place", default="", metavar="地名")
    suggest.add_argument("--count", type=int, default=10, metavar="个数")
    suggest.add_argument("--output", metavar="文件")
    _with_registry(suggest)


def _add_texts(commands: Any) -> None:
    segment = _command(commands, "segment", _segment, "分词")
    segment.add_argument("text", metavar="文字")
    normalize = _command(commands, "normalize", _normalize, "比对用的写法，以及每一处不同")
    normalize.add_argument("name", metavar="名称")
    extract = _command(commands, "extract", _extract, "从文件中找出品牌名称和单位（.txt .docx）")
    extract.add_argument("file", metavar="文件")
    extract.add_argument("--output", metavar="文件")
    rules = _command(commands, "rules", _rules, "查看规则：查什么、为什么、依据、例子")
    rules.add_argument("rule", nargs="?", metavar="编号")


def _add_registry(commands: Any) -> None:
    registry = commands.add_parser("registry", help="台账：导入、导出、登记、停用、复核")
    parts = registry.add_subparsers(
        metavar="操作", required=True, title="操作", parser_class=_Parser
    )

    def part(name: str, run: Callable[..., int], help_: str) -> _Parser:
        made = _command(parts, name, run, help_)
        _with_registry(made)
        made.add_argument("--who", default=os.environ.get("PINWEN_WHO", "经办人"), metavar="姓名")
        return made

    imported = part(
        "import", _registry_import, "导入台账：认得标题行、合并单元格、合计行和各种日期"
    )
    imported.add_argument("file", metavar="文件")
    imported.add_argument("--sheet", metavar="工作表")
    imported.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    imported.add_argument("--skip-invalid", action="store_true", help="跳过有错误的行")
    imported.add_argument("--output", metavar="文件", help="把原表加一列“错误原因”写到这个 .xlsx")
    part("export", _registry_export, "导出台账，可原样再导入").add_argument(
        "--output", required=True, metavar="文件"
    )
    add = part("add", _registry_add, "登记一个品牌")
    add.add_argument("name", metavar="名称")
    add.add_argument("--unit", default="", metavar="单位")
    add.add_argument("--status", default="registered", choices=["drafted", "applied", "registered"])
    listed = part("list", _registry_list, "列出品牌")
    listed.add_argument("--text", default="", metavar="文字", help="名称或单位中含有")
    listed.add_argument("--unit", default="", metavar="单位")
    listed.add_argument("--limit", type=int, default=50, metavar="条数")
    listed.add_argument("--cursor", metavar="页标")
    listed.add_argument("--output", metavar="文件")
    part("show", _registry_show, "查看一个品牌").add_argument("brand", metavar="编号或名称")
    retire = part("retire", _registry_retire, "停用一个品牌，名称保留十二个月")
    retire.add_argument("brand", metavar="编号或名称")
    retire.add_argument("--why", default="", metavar="原因")
    transfer = part("transfer", _registry_transfer, "划转给另一个单位")
    transfer.add_argument("brand", metavar="编号或名称")
    transfer.add_argument("--to", required=True, metavar="单位")
    transfer.add_argument("--why", default="", metavar="原因")
    decide = part("decide", _registry_decide, "记录主管部门的决定")
    decide.add_argument("brand", metavar="编号或名称")
    decide.add_argument("--accept", metavar="编号或名称", help="可与这个品牌并存")
    decide.add_argument("--refuse", metavar="编号或名称", help="不可与这个品牌并存")
    decide.add_argument("--why", required=True, metavar="原因")
    audit = part("audit", _registry_audit, "全面复核：重复、雷同、缺项、覆盖率")
    audit.add_argument("--output", required=True, metavar="文件夹")
    part("undo", _registry_undo, "撤销一次导入").add_argument("import_id", metavar="批次号")
    part("log", _registry_log, "查看操作记录并验证没有被改动")


def _add_service(commands: Any) -> None:
    serve = _command(commands, "serve", _serve, "启动网页接口（默认只在本机）")
    serve.add_argument("--host", default="", metavar="地址", help="默认 127.0.0.1")
    serve.add_argument("--port", type=int, default=0, metavar="端口", help="默认 8420")
    _with_registry(serve)
    doctor = _command(commands, "doctor", _doctor, "自检：环境、存储、编码是否正常")
    _with_registry(doctor)
    demo = _command(commands, "demo", _demo, "用示例台账演示一遍")
    demo.add_argument("--out", default="demo-output", metavar="文件夹")


# --- names ---------------------------------------------------------------------------------------


def _check(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.checking import check_name, check_names

    proposals = _proposals(arguments)
    with _Opened(arguments.registry) as opened:
        against = opened.surroundings(_facts(arguments))
        if arguments.input:
            reports = list(check_names(proposals, against, today=_today()))
        else:
            reports = [check_name(proposal, against, today=_today()) for proposal in proposals]
    shown = [wire.check(report) for report in reports]
    if arguments.output:
        _write_checks(shown, proposals, arguments.output)
    elif arguments.json:
        _print_json(shown if arguments.input or len(shown) > 1 else shown[0])
    else:
        for one in shown:
            console.write(console.check(one))
    return FINDINGS if any(one["verdict"] != "pass" for one in shown) else DONE


def _proposals(arguments: argparse.Namespace) -> list[Proposal]:
    from service.checking import Proposal

    if arguments.input and arguments.names:
        raise WrongUse("名称和 --input 只能给一样。")
    if arguments.input:
        return _read_proposals(arguments.input, arguments.sheet)
    if not arguments.names:
        raise WrongUse("请给出要核的名称，例如 pinwen check 锋耘市政，或用 --input 给出文件。")
    return [Proposal(n, arguments.unit, meaning=arguments.meaning) for n in arguments.names]


def _read_proposals(source: str, sheet: str | None) -> list[Proposal]:
    from service.importing.proposals import read_proposals

    if source == "-":
        return read_proposals(sys.stdin.buffer.read(), filename="-.txt", sheet=sheet)
    return read_proposals(Path(source), filename="", sheet=sheet)


def _facts(arguments: argparse.Namespace) -> dict[str, Any]:
    return {"work": _words(arguments.work)} if arguments.work else {}


def _words(text: str) -> tuple[str, ...]:
    for separator in "，、；; ":
        text = text.replace(separator, ",")
    return tuple(word for word in text.split(",") if word)


def _write_checks(shown: list[dict[str, Any]], proposals: list[Proposal], output: str) -> None:
    from service.listings import check_listing
    from service.tables import write_listing

    write_listing(check_listing(shown, [p.row for p in proposals]), Path(output))
    print(f"已写入 {output}，共 {len(shown)} 个名称。", file=sys.stderr)


def _compare(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.listings import compare_listing
    from service.naming import compare_names
    from service.tables import write_listing

    if arguments.input:
        from service.importing.proposals import read_pairs

        pairs = read_pairs(Path(arguments.input))
    elif len(arguments.names) == 2:
        pairs = [(arguments.names[0], arguments.names[1])]
    else:
        raise WrongUse("请给出两个名称，例如 pinwen compare 铁旒红 铁流红，或用 --input 给出文件。")
    shown = [wire.compare(compare_names(a, b)) for a, b in pairs]
    if arguments.output:
        write_listing(compare_listing(shown), Path(arguments.output))
    elif arguments.json:
        _print_json(shown if arguments.input else shown[0])
    else:
        for one in shown:
            console.write(console.compare(one))
    return FINDINGS if any(one["level"] != "fine" for one in shown) else DONE


def _suggest(arguments: argparse.Namespace) -> int:
    from nlp.suggest import Request
    from service import console, wire
    from service.listings import suggestion_listing
    from service.suggesting import suggest_names
    from service.tables import write_listing

    request = Request(
        unit=arguments.unit,
        like=arguments.like,
        words=_words(arguments.words),
        place=arguments.place,
    )
    with _Opened(arguments.registry) as opened:
        found = suggest_names(
            request, opened.surroundings({}), count=arguments.count, today=_today()
        )
    shown = [wire.suggestion(candidate, report) for candidate, report in found]
    if arguments.output:
        write_listing(suggestion_listing(shown), Path(arguments.output))
    elif arguments.json:
        _print_json(shown)
    else:
        console.write(console.suggestions(shown))
    return DONE


# --- texts ---------------------------------------------------------------------------------------


def _segment(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.naming import segment_text

    words = segment_text(arguments.text)
    if arguments.json:
        _print_json(wire.segment(arguments.text, words))
    else:
        console.write(" / ".join(word.text for word in words))
    return DONE


def _normalize(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.naming import normalize_name

    found = wire.normalized(normalize_name(arguments.name))
    if arguments.json:
        _print_json(found)
        return DONE
    console.write(found["key"])
    for change in found["changes"]:
        after = change["after"] or "（略去）"
        console.write(
            f"  第 {change['start'] + 1} 字 {change['before']} → {after}（{change['reason']}）"
        )
    return DONE


def _extract(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.documents import read_text
    from service.listings import extract_listing
    from service.naming import extract_brands
    from service.tables import write_listing

    found = wire.extraction(extract_brands(read_text(Path(arguments.file))))
    if arguments.output:
        write_listing(extract_listing(found), Path(arguments.output))
    elif arguments.json:
        _print_json(found)
    else:
        for brand in found["brands"]:
            console.write(f"{brand['name']}（{brand['unit'] or '单位未写明'}）")
        for piece in found["dropped"]:
            print(f"第 {piece['line']} 行已略去：{piece['text'][:40]}", file=sys.stderr)
    return DONE


def _rules(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.naming import find_rule, rules

    found = (
        [wire.rule(find_rule(arguments.rule))] if arguments.rule else list(map(wire.rule, rules()))
    )
    if arguments.json:
        _print_json(found[0] if arguments.rule else found)
    elif arguments.rule:
        console.write(console.rule(found[0]))
    else:
        rows = [(r["id"], console.SEVERITIES[r["severity"]], r["rationale"]) for r in found]
        console.write(console.table(("编号", "轻重", "为什么"), rows))
    return DONE


# --- registry ------------------------------------------------------------------------------------


def _registry_import(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service.importing import error_workbook, import_file, read_table
    from service.tables import write_whole

    source = Path(arguments.file)
    with _Opened(arguments.registry, needed=True) as opened:
        report = import_file(
            opened.registry,
            source,
            sheet=arguments.sheet,
            who=arguments.who,
            now=_now(),
            dry_run=arguments.dry_run,
            skip_invalid=arguments.skip_invalid,
        )
    if arguments.output:
        table = read_table(source, sheet=arguments.sheet)
        data = error_workbook(source.read_bytes(), table, report.problems)
        write_whole(Path(arguments.output), data)
    shown = wire.imported(report)
    _print_json(shown) if arguments.json else console.write(console.imported(shown))
    if report.refused and not report.dry_run:
        return DATA
    return FINDINGS if report.problems else DONE


def _registry_export(arguments: argparse.Namespace) -> int:
    from service.exporting import export

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        count = export(opened.registry, Path(arguments.output))
    print(f"已导出 {count} 个品牌到 {arguments.output}。", file=sys.stderr)
    return DONE


def _registry_add(arguments: argparse.Namespace) -> int:
    from service import registry as use
    from service.model import BrandDraft, Status
    from service.naming import normalize_name

    normalize_name(arguments.name)
    draft = BrandDraft(arguments.name, arguments.unit, Status(arguments.status))
    with _Opened(arguments.registry, needed=True) as opened:
        brand = use.add_brand(opened.registry, draft, who=arguments.who, now=_now())
    return _show(brand, arguments, f"已登记“{brand.name}”，编号 {brand.id}。")


def _registry_list(arguments: argparse.Namespace) -> int:
    from service import console, wire
    from service import registry as use
    from service.exporting import brand_listing
    from service.model import STATUS_NAMES, BrandFilter
    from service.tables import write_listing

    wanted = BrandFilter(text=arguments.text, unit=arguments.unit)
    with _Opened(arguments.registry, needed=True, create=False) as opened:
        page = use.list_brands(
            opened.registry, wanted, limit=arguments.limit, cursor=arguments.cursor
        )
    if arguments.output:
        write_listing(brand_listing(page.brands), Path(arguments.output))
    elif arguments.json:
        items = [wire.brand(brand) for brand in page.brands]
        _print_json({"items": items, "next_cursor": page.next_cursor, "total": page.total})
    else:
        rows = [(b.id, b.name, b.unit, STATUS_NAMES[b.status]) for b in page.brands]
        console.write(console.table(("编号", "品牌名称", "单位", "状态"), rows))
        if page.next_cursor:
            print(f"还有更多，加 --cursor {page.next_cursor} 看下一页。", file=sys.stderr)
    return DONE


def _registry_show(arguments: argparse.Namespace) -> int:
    from service import registry as use

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        brand = use.find_brand(opened.registry, arguments.brand)
    return _show(brand, arguments, "")


def _registry_retire(arguments: argparse.Namespace) -> int:
    from service import registry as use

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.find_brand(opened.registry, arguments.brand)
        brand = use.retire_brand(
            opened.registry, found.id, who=arguments.who, now=_now(), why=arguments.why
        )
    return _show(brand, arguments, f"“{brand.name}”已停用，名称保留到 {brand.retired_until}。")


def _registry_transfer(arguments: argparse.Namespace) -> int:
    from service import registry as use

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.find_brand(opened.registry, arguments.brand)
        brand = use.transfer_brand(
            opened.registry,
            found.id,
            unit=arguments.to,
            who=arguments.who,
            now=_now(),
            why=arguments.why,
        )
    return _show(brand, arguments, f"“{brand.name}”已划转给{brand.unit}。")


def _registry_decide(arguments: argparse.Namespace) -> int:
    from service import registry as use

    if bool(arguments.accept) == bool(arguments.refuse):
        raise WrongUse("请用 --accept 或 --refuse 之一指出对方品牌。")
    verdict = "accepted" if arguments.accept else "refused"
    with _Opened(arguments.registry, needed=True, create=False) as opened:
        one = use.find_brand(opened.registry, arguments.brand)
        other = use.find_brand(opened.registry, arguments.accept or arguments.refuse)
        decision = use.decide_pair(
            opened.registry,
            one.id,
            other.id,
            verdict,
            who=arguments.who,
            now=_now(),
            why=arguments.why,
        )
    told = "可以并存" if arguments.accept else "不可并存"
    if arguments.json:
        _print_json({"id": decision.id, "verdict": decision.verdict, "names": decision.names})
    else:
        print(f"已记录：“{one.name}”与“{other.name}”{told}。")
    return DONE


def _registry_audit(arguments: argparse.Namespace) -> int:
    from service.auditing import audit, write_audit
    from service.auditing.output import as_json

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        report = audit(opened.registry, today=_now().date(), progress=_progress("复核"))
    paths = write_audit(report, Path(arguments.output))
    if arguments.json:
        _print_json(as_json(report))
    else:
        print(f"复核 {report.total} 个名称：{len(report.groups)} 组重复或近似，", end="")
        print(f"{len(report.generic)} 个过于通用，{len(report.gaps)} 个要素不全。")
        print("请打开：" + "、".join(str(path) for path in paths[:2]))
    return FINDINGS if report.groups or report.generic else DONE


def _registry_undo(arguments: argparse.Namespace) -> int:
    from service import registry as use

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        undone = use.undo_import(
            opened.registry, arguments.import_id, who=arguments.who, now=_now()
        )
    if arguments.json:
        _print_json({"import_id": undone.id, "undone_at": undone.undone_at})
    else:
        print(
            f"已撤销 {undone.file_name} 的导入：删去 {undone.added} 个，复原 {undone.updated} 个。"
        )
    return DONE


def _registry_log(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from service import console
    from service import registry as use

    with _Opened(arguments.registry, needed=True, create=False) as opened:
        entries = list(use.audit_entries(opened.registry))
        state = use.verify_audit_log(opened.registry)
    if arguments.json:
        _print_json({"intact": state.intact, "entries": [asdict(entry) for entry in entries]})
    else:
        rows = [(str(e.number), e.at[:19], e.who, e.action, e.subject) for e in entries]
        console.write(console.table(("号", "时间", "经办人", "操作", "对象"), rows))
        console.write("记录完整，没有被改动。" if state.intact else f"记录有问题：{state.reason}")
    return DONE if state.intact else FINDINGS


def _show(brand: Any, arguments: argparse.Namespace, told: str) -> int:
    from service import console, wire

    shown = wire.brand(brand)
    if arguments.json:
        _print_json(shown)
    else:
        console.write(told or console.brand(shown))
    return DONE


# --- service -------------------------------------------------------------------------------------


def _serve(arguments: argparse.Namespace) -> int:
    from dataclasses import replace

    from service.api.server import serve
    from service.settings import load_settings

    settings = load_settings()
    settings = replace(settings, registry=arguments.registry or settings.registry)
    serve(settings, host=arguments.host or settings.host, port=arguments.port or settings.port)
    return DONE


def _doctor(arguments: argparse.Namespace) -> int:
    from service import console
    from service.doctor import examine

    found = examine(arguments.registry)
    if arguments.json:
        _print_json(found)
    else:
        rows = [("正常" if c["ok"] else "有问题", c["what"], c["told"]) for c in found]
        console.write(console.table(("结果", "项目", "说明"), rows))
    return DONE if all(one["ok"] for one in found) else STORAGE


def _demo(arguments: argparse.Namespace) -> int:
    from service.demo import run

    run(Path(arguments.out), now=_now())
    return DONE


# --- helpers -------------------------------------------------------------------------------------


class _Opened:
    """The registry of a command, opened when there is one and closed at the end."""

    def __init__(self, url: str, *, needed: bool = False, create: bool = True) -> None:
        self.url, self.needed, self.create = url, needed, create
        self._registry: Registry | None = None

    def __enter__(self) -> _Opened:
        from service.storage import open_registry

        if self.url:
            self._registry = open_registry(self.url, create=self.create and self.needed)
        elif self.needed:
            raise WrongUse("请用 --registry 指定台账文件，或设置环境变量 PINWEN_REGISTRY。")
        return self

    def __exit__(self, *_: object) -> None:
        if self._registry is not None:
            self._registry.close()

    @property
    def registry(self) -> Registry:
        assert self._registry is not None  # noqa: S101 - `needed` was asked for
        return self._registry

    def surroundings(self, facts: dict[str, Any]) -> Surroundings:
        """Return what to check against; says so on stderr when there is no registry."""
        from service.checking import surroundings
        from service.name_book import cache_of, open_book

        if self._registry is None:
            print("未指定台账（--registry），只按规则检查，不与已登记的名称比较。", file=sys.stderr)
            return surroundings(facts=facts)
        return surroundings(open_book(self._registry, cache=cache_of(self.url)), facts=facts)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> str:
    return dt.datetime.now().astimezone().date().isoformat()


def _progress(what: str) -> Callable[[int, int], None] | None:
    """Return a progress line for a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        print(f"\r{what} {done}/{total}", end="" if done < total else "\n", file=sys.stderr)

    return show


if __name__ == "__main__":
    sys.exit(main())
