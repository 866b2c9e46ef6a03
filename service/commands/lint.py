"""The command `lint`: the report on the layout of a Word file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from service import console
from service.commands.common import Opened, print_json, told
from service.commands.status import DONE, FINDINGS
from service.errors import WrongUse
from service.settings import load_settings


def lint(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status: 1 for a warning or worse, 0 for nothing but advice."""
    from service.linting import lint as report_on
    from service.linting import wire
    from service.linting.output import text
    from service.whole_files import content, write_whole

    path = Path(arguments.file)
    if arguments.output and Path(arguments.output).suffix.lower() not in (".txt", ".json"):
        raise WrongUse(f"不支持输出为“{arguments.output}”，请以 .txt 或 .json 结尾。")
    earlier = content(Path(arguments.previous)) if arguments.previous else None
    data = content(path)
    with _units(arguments.registry) as units:
        found = report_on(
            data,
            profile=arguments.profile,
            enterprise=arguments.enterprise,
            render=arguments.render,
            previous=earlier,
            unit_names=units,
        )
    shown: dict[str, Any] = wire.report(found, name=path.name)
    if arguments.output:
        target = Path(arguments.output)
        written = (
            json.dumps(shown, ensure_ascii=False, indent=1) if _is_json(target) else text(shown)
        )
        write_whole(target, f"{written}\n".encode())
        told(f"已写出 {target}。")
    elif arguments.json:
        print_json(shown)
    else:
        console.write(text(shown))
    return DONE if found.clean else FINDINGS


@contextmanager
def _units(url: str) -> Iterator[Iterable[str]]:
    """Give the names of the units of a registry, none where there is no registry."""
    if not (url or load_settings().registry):
        yield ()
        return
    from service.registry import unit_names

    with Opened(url, create=False) as opened:
        yield unit_names(opened.registry)


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"
