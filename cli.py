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

from service.bounds import MOST_WORKERS
from service.collecting import collect_rarely
from service.commands.arguments import command, with_registry
from service.commands.documents_arguments import add_documents
from service.commands.names_arguments import add_names
from service.commands.registry_arguments import add_registry
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
    add_names(commands)
    add_registry(commands.add_parser("registry", help="台账：导入、导出、登记、停用、复核、党组织"))
    add_documents(commands)
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


def _add_service(commands: Any) -> None:
    serve = command(commands, "serve", "running:serve", "启动网页接口（默认只在本机）")
    serve.add_argument("--host", default="", metavar="地址", help="默认 127.0.0.1")
    serve.add_argument("--port", type=int, default=0, metavar="端口", help="默认 8420")
    serve.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar="个数",
        help=f"同时服务的进程数，1 至 {MOST_WORKERS}，默认 1",
    )
    with_registry(serve)
    doctor = command(commands, "doctor", "running:doctor", "自检：环境、存储、编码是否正常")
    with_registry(doctor)
    demo = command(commands, "demo", "running:demo", "用示例台账演示一遍")
    demo.add_argument(
        "--out", default="demo-output", metavar="文件夹", help="结果写到哪里，默认 demo-output"
    )


if __name__ == "__main__":
    sys.exit(main())
