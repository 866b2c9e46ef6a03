"""The command `pinwen`: reads arguments, calls `service`, prints Chinese text or JSON.

A thin skin: every command is a few lines over one use case. Heavy parts of `service` are imported inside
the command that needs them, so that `pinwen --help` starts at once.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, NoReturn

from service.collecting import collect_rarely
from service.commands.status import CONFLICT, DATA, DONE, INTERNAL, MISSING, STOPPED, STORAGE, USAGE
from service.errors import BadData, Conflict, NotFound, ServiceError, StorageUnavailable, WrongUse

_STATUS: tuple[tuple[type[ServiceError], int], ...] = (
    (WrongUse, USAGE),
    (BadData, DATA),
    (NotFound, MISSING),
    (Conflict, CONFLICT),
    (StorageUnavailable, STORAGE),
)
# A process that ends would look for cycles once more, through all the word lists: a sixth of a cold check.
atexit.register(gc.freeze)

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
    "invalid %(type)s value: %(value)r": "%(value)r 不是整数",
    "ignored explicit argument %r": "不需要值 %r",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes are told in one Chinese sentence with what to do."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        # Asked for with every argument: the width is found out once, and without loading `shutil`.
        return self.formatter_class(prog=self.prog, width=_width())  # type: ignore[call-arg]

    def error(self, message: str) -> NoReturn:
        # Words to choose from come as Python would write them.
        message = message.replace("', '", "、").replace("'", "")
        self.exit(USAGE, f"用法不对：{message}。输入 {self.prog} --help 查看用法。\n")


@cache
def _width() -> int:
    """Return how many columns help may take: those of the terminal, 80 where there is none."""
    try:
        return int(os.environ.get("COLUMNS", "")) - 2
    except ValueError:
        with suppress(OSError, ValueError, AttributeError):
            return os.get_terminal_size(sys.__stdout__.fileno()).columns - 2  # type: ignore[union-attr]
    return 78


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; no traceback reaches the user."""
    from service import console

    collect_rarely()
    console.prepare_streams()
    arguments = None
    try:
        arguments = parser().parse_args(argv)
        module, _, command = arguments.run.partition(":")
        status: int = getattr(import_module(f"service.commands.{module}"), command)(arguments)
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
    from service.commands.common import print_json

    if as_json:
        print_json(wire.error(trouble))
    row = trouble.facts.get("row")
    place = f"第 {row} 行：" if row and f"第 {row} 行" not in trouble.message else ""
    print(f"{place}{trouble.message}", file=sys.stderr)
    return next((status for kind, status in _STATUS if isinstance(trouble, kind)), DATA)


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
    commands = top.add_subparsers(
        prog=top.prog, metavar="命令", required=True, title="命令", parser_class=_Parser
    )
    _add_names(commands)
    _add_texts(commands)
    _add_registry(commands)
    _add_documents(commands)
    _add_service(commands)
    return top


class _Words(argparse.Action):
    """Words separated by commas; said twice, they add up."""

    def __call__(
        self, _parser: argparse.ArgumentParser, namespace: argparse.Namespace, *rest: Any
    ) -> None:
        """Add to what was said before."""
        said = getattr(namespace, self.dest)
        setattr(namespace, self.dest, f"{said},{rest[0]}" if said else rest[0])


class _Version(argparse.Action):
    """Prints version, Python and SQLite, then ends."""

    def __call__(self, *_: object, **__: object) -> None:
        import sqlite3
        from importlib.metadata import version

        python = ".".join(map(str, sys.version_info[:3]))
        print(f"pinwen {version('pinwen')}（Python {python}，SQLite {sqlite3.sqlite_version}）")
        sys.exit(DONE)


def _command(commands: Any, name: str, run: str, help_: str) -> _Parser:
    made: _Parser = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
    made.set_defaults(run=run)
    made.add_argument("--json", action="store_true", help="输出 JSON")
    return made


def _with_registry(command: _Parser) -> None:
    from service.commands.registry_arguments import REGISTRY_HELP

    command.add_argument("--registry", default="", metavar="台账", help=REGISTRY_HELP)


def _add_names(commands: Any) -> None:
    check = _command(
        commands, "check", "names:check", "核名：名称能不能用，和谁重复，为什么，怎么改"
    )
    check.add_argument("names", nargs="*", metavar="名称", help="要核的名称，可以几个")
    check.add_argument("--unit", default="", metavar="单位", help="申报单位全称")
    check.add_argument(
        "--work", action=_Words, default="", metavar="词", help="本单位工作的词，用逗号分开"
    )
    check.add_argument(
        "--meaning", default="", metavar="文字", help="品牌内涵，用来核对“几心”“几亮”"
    )
    check.add_argument(
        "--input", metavar="文件", help="成批核名：.xlsx .xls .csv .txt，- 为标准输入"
    )
    check.add_argument("--sheet", metavar="工作表", help="有几个工作表时指定读哪一个")
    check.add_argument("--output", metavar="文件", help="结果写到 .xlsx .csv .json")
    _with_registry(check)

    compare = _command(commands, "compare", "names:compare", "比较两个名称像不像，为什么")
    compare.add_argument("names", nargs="*", metavar="名称", help="两个名称")
    compare.add_argument("--input", metavar="文件", help="成批比较：csv，列名 a、b")
    compare.add_argument("--output", metavar="文件", help="结果写到 .csv .xlsx .json")

    suggest = _command(
        commands, "suggest", "names:suggest", "拟名：按本单位的工作拟出能通过核名的名称"
    )
    suggest.add_argument(
        "--like", default="", metavar="名称", help="没通过的名称，先给出改动最小的改法"
    )
    suggest.add_argument("--unit", default="", metavar="单位", help="本单位全称")
    suggest.add_argument(
        "--words",
        action=_Words,
        default="",
        metavar="词",
        help="工作、物件、产品的词，用逗号分开",
    )
    suggest.add_argument("--place", default="", metavar="地名", help="本地的地名")
    suggest.add_argument("--count", type=int, default=10, metavar="个数", help="拟几个，最多 50")
    suggest.add_argument("--output", metavar="文件", help="结果写到 .xlsx .csv .json")
    _with_registry(suggest)


def _add_texts(commands: Any) -> None:
    segment = _command(commands, "segment", "texts:segment", "分词")
    segment.add_argument("text", metavar="文字", help="要分词的文字")
    normalize = _command(commands, "normalize", "texts:normalize", "比对用的写法，以及每一处不同")
    normalize.add_argument("name", metavar="名称", help="品牌名称")
    extract = _command(
        commands, "extract", "texts:extract", "从文件中找出品牌名称和单位（.txt .docx）"
    )
    extract.add_argument("file", metavar="文件", help=".txt 或 .docx 文件")
    extract.add_argument("--output", metavar="文件", help="结果写到 .xlsx .csv .json")
    rules = _command(commands, "rules", "texts:rules", "查看规则：查什么、为什么、依据、例子")
    rules.add_argument("rule", nargs="?", metavar="编号", help="如 BN001、B2；不给就列出全部")


def _add_registry(commands: Any) -> None:
    from service.commands.registry_arguments import add_registry

    registry = commands.add_parser("registry", help="台账：导入、导出、登记、停用、复核、党组织")
    add_registry(registry, _command)


def _add_documents(commands: Any) -> None:
    draft = _command(
        commands,
        "draft",
        "documents:draft",
        "起草一份文件：责任书、讲话稿、申报材料等；给出台账时，讲话稿用它的数字，责任书核对上下级",
    )
    draft.add_argument("template", metavar="模板", help="letter 等，见 pinwen templates list")
    draft.add_argument(
        "--data",
        required=True,
        metavar="文件",
        help="数据：.json，或只有一个单位的 .xlsx；申报材料、一页简介和摘要也可以是填好的申报表 .docx",
    )
    draft.add_argument("--out", required=True, metavar="文件", help="写到这个 .docx 或文件夹")
    draft.add_argument(
        "--style", default="", metavar="版式", help="gbt9704 等，或自备的 .toml 文件"
    )
    _with_registry(draft)
    draft.add_argument(
        "--named", action="store_true", help="讲话稿中点名过于通用的品牌（默认不点名）"
    )
    _add_batch(commands)
    _add_templates(commands)
    _add_lint(commands)
    _add_judging(commands)


def _add_judging(commands: Any) -> None:
    from service.commands.awards_arguments import add_awards_arguments

    scores = _command(commands, "scores", "documents:scores", "读取填好的评分表：总分、等次、排名")
    scores.add_argument("file", metavar="文件", help="已填的考核评分表，或评委评分表的文件夹")
    scores.add_argument("--output", metavar="文件", help="结果写到 .xlsx .csv .json")
    awards = _command(
        commands, "awards", "judging:awards", "按评委评分表排名、定奖：评审结果表、公示稿、表彰决定"
    )
    add_awards_arguments(awards)


_BATCHES = (
    ("letter", "责任书：每个单位一份，另有登记册、评分表和合并打印稿", "填好的工作簿 .xlsx"),
    (
        "application",
        "申报材料：每份的材料、一页简介、摘要，另有汇总表、综合报告、评分表",
        "报送的工作簿、申报表 .docx、装着它们的文件夹或 .zip",
    ),
)
_OPTIONS = {
    "letter": "责任书没有选项",
    "application": "可写多次，如 --option digest=500；有 title、office、day、standard、digest、case、limits、"
    "recognised、plan、form、weights、judges，见手册",
}


def _add_batch(commands: Any) -> None:
    batch = commands.add_parser(
        "batch", help="成批起草：责任书每个单位一份，申报材料每份一套", allow_abbrev=False
    )
    parts = batch.add_subparsers(
        metavar="种类或操作", required=True, title="种类或操作", parser_class=_Parser
    )

    def part(name: str, run: str, help_: str) -> _Parser:
        made = _command(parts, name, run, help_)
        made.add_argument("--workers", type=int, default=2, metavar="个数", help="同时工作的进程数")
        made.add_argument("--quiet", action="store_true", help="不显示进度")
        if name != "status":
            made.add_argument("--zip", metavar="文件", help="做完后把全部文件另打成这一个压缩包")
        return made

    for kind, help_, data in _BATCHES:
        made = part(kind, "batches:batch", help_)
        made.set_defaults(kind=kind)
        made.add_argument("--data", required=True, metavar="文件", help=data)
        made.add_argument("--out", required=True, metavar="文件夹", help="批次写到这个文件夹")
        made.add_argument(
            "--style", default="", metavar="版式", help="gbt9704 等，或自备的 .toml 文件"
        )
        if kind == "letter":
            made.add_argument(
                "--template",
                default="",
                metavar="模板",
                help="用本单位自己的模板：它的编号或文件夹；不写时用自带的责任书",
            )
        made.add_argument(
            "--option", action="append", default=[], metavar="名=值", help=_OPTIONS[kind]
        )
    part("status", "batches:status", "查看批次做到哪里").add_argument(
        "folder", metavar="文件夹", help="批次的文件夹"
    )
    part("resume", "batches:resume", "接着做没做完的批次").add_argument(
        "folder", metavar="文件夹", help="批次的文件夹"
    )


def _add_lint(commands: Any) -> None:
    lint = _command(commands, "lint", "lint:lint", "检查任意 Word 文件的版式和文字，逐条对照国标")
    lint.add_argument("file", metavar="文件", help="要检查的 .docx")
    lint.add_argument(
        "--profile", default="gbt9704", metavar="版式", help="gbt9704 等，或自备的 .toml 文件"
    )
    lint.add_argument("--enterprise", action="store_true", help="企业等参照执行：违反规定只作偏离")
    lint.add_argument("--render", action="store_true", help="用 LibreOffice 排出页面再量")
    lint.add_argument("--previous", metavar="文件", help="上一稿 .docx，核对义务用语的变动")
    lint.add_argument("--output", metavar="文件", help="报告写到这个 .txt 或 .json")


def _add_templates(commands: Any) -> None:
    templates = commands.add_parser(
        "templates", help="模板：列出、查看、新建、检查", allow_abbrev=False
    )
    parts = templates.add_subparsers(
        metavar="操作", required=True, title="操作", parser_class=_Parser
    )
    _command(parts, "list", "documents:templates_list", "列出模板")
    show = _command(parts, "show", "documents:templates_show", "查看模板的字段，或写出要填的工作簿")
    show.add_argument("template", metavar="模板", help="letter 等，见 templates list")
    show.add_argument("--xlsx", default="", metavar="文件", help="写出填好示例的工作簿")
    show.add_argument("--blank", action="store_true", help="工作簿里不带示例")
    show.add_argument(
        "--sample",
        default="",
        metavar="示例",
        help="显示这份示例，或用它填工作簿：full、minimal 等",
    )
    check = _command(parts, "check", "documents:templates_check", "检查自制的模板")
    check.add_argument("folder", metavar="文件夹", help="模板的文件夹")
    new = _command(parts, "new", "documents:templates_new", "新建一个模板文件夹")
    new.add_argument("folder", metavar="文件夹", help="新模板写到这里，文件夹名就是模板编号")
    new.add_argument("--title", default="", metavar="名称", help="模板的中文名称")


def _add_service(commands: Any) -> None:
    serve = _command(commands, "serve", "running:serve", "启动网页接口（默认只在本机）")
    serve.add_argument("--host", default="", metavar="地址", help="默认 127.0.0.1")
    serve.add_argument("--port", type=int, default=0, metavar="端口", help="默认 8420")
    serve.add_argument(
        "--workers", type=int, default=0, metavar="个数", help="同时服务的进程数，1 至 64，默认 1"
    )
    _with_registry(serve)
    doctor = _command(commands, "doctor", "running:doctor", "自检：环境、存储、编码是否正常")
    _with_registry(doctor)
    demo = _command(commands, "demo", "running:demo", "用示例台账演示一遍")
    demo.add_argument(
        "--out", default="demo-output", metavar="文件夹", help="结果写到哪里，默认 demo-output"
    )


if __name__ == "__main__":
    sys.exit(main())
