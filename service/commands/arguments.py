"""What arguments of commands have in common."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace
from typing import Any

_REGISTRY_HELP = "台账：SQLite 文件路径或 postgresql:// 地址；默认取环境变量 PINWEN_REGISTRY"
STYLE_HELP = "gbt9704 等，或自备的 .toml 文件"


class Words(Action):
    """Words separated by commas; said twice, they add up."""

    def __call__(self, _parser: ArgumentParser, namespace: Namespace, *rest: Any) -> None:
        """Add to what was said before."""
        said = getattr(namespace, self.dest)
        setattr(namespace, self.dest, f"{said},{rest[0]}" if said else rest[0])


def command(commands: Any, name: str, run: str, help_: str) -> ArgumentParser:
    """Add a command to others: `run` is the module and function that do it."""
    made: ArgumentParser = commands.add_parser(
        name, help=help_, description=help_, allow_abbrev=False
    )
    made.set_defaults(run=run)
    made.add_argument("--json", action="store_true", help="输出 JSON")
    return made


def below(parser: ArgumentParser, what: str = "操作") -> Any:
    """Return what holds the commands below a parser; `what` they are called."""
    return parser.add_subparsers(metavar=what, required=True, title=what, parser_class=type(parser))


def with_registry(made: ArgumentParser) -> None:
    """Let a command take a registry."""
    made.add_argument("--registry", default="", metavar="台账", help=_REGISTRY_HELP)


def with_style(made: ArgumentParser) -> None:
    """Let a command take a style profile."""
    made.add_argument("--style", default="", metavar="版式", help=STYLE_HELP)


def with_output(made: ArgumentParser, help_: str = "结果写到 .xlsx .csv .json") -> None:
    """Let a command take a file for its result."""
    made.add_argument("--output", metavar="文件", help=help_)


def with_sheet(made: ArgumentParser) -> None:
    """Let a command take the name of a sheet."""
    made.add_argument("--sheet", metavar="工作表", help="只读这一个工作表")


def with_options(made: ArgumentParser, help_: str) -> None:
    """Let a command take options written name=value."""
    made.add_argument("--option", action="append", default=[], metavar="名=值", help=help_)
