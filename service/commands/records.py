"""Commands on the registry as a whole: audit, undo, imports, log, rekey."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from service import console
from service.clock import now, today
from service.commands.brands import who
from service.commands.common import Opened, print_json, progress
from service.commands.status import DONE, FINDINGS

if TYPE_CHECKING:
    from service.registry import StaleName


def audit_registry(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.auditing import audit, write_audit
    from service.auditing.output import as_json
    from service.book.names import cache_of
    from service.whole_files import make_folder

    with Opened(arguments.registry, needed=True, create=False) as opened:
        make_folder(Path(arguments.output))
        report = audit(
            opened.registry,
            today=today(),
            progress=progress("复核"),
            folder=Path(arguments.output),
            index=cache_of(opened.url),
        )
    paths = write_audit(report, Path(arguments.output))
    if arguments.json:
        print_json(as_json(report))
    else:
        console.write(
            f"复核 {report.total} 个名称：{report.number('groups')} 组重复或近似，"
            f"{report.number('generic')} 个过于通用，{report.number('gaps')} 个要素不全。"
        )
        console.write("请打开：" + "、".join(str(path) for path in paths[:2]))
    return FINDINGS if report.groups or report.generic else DONE


def undo_import(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire
    from service.book.names import cache_of, open_book

    with Opened(arguments.registry, needed=True, create=False) as opened:
        undone = use.undo_import(
            opened.registry, arguments.import_id, who=who(arguments), now=now()
        )
        # Now, so that the first check after it need not.
        open_book(opened.registry, cache=cache_of(opened.url))
    if arguments.json:
        print_json(wire.undone(undone))
    else:
        console.write(
            f"已撤销 {undone.file_name} 的导入：删去 {undone.added} 个，复原 {undone.updated} 个。"
        )
    return DONE


def list_imports(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.list_imports(opened.registry)
    if arguments.json:
        print_json([one._asdict() for one in found])
        return DONE
    rows = [
        (
            one.id,
            local(one.at),
            one.who,
            one.file_name,
            f"新增 {one.added}，更新 {one.updated}，不变 {one.unchanged}",
            f"{local(one.undone_at)} 已撤销" if one.undone_at else "",
        )
        for one in found
    ]
    console.write(console.table(("批次号", "时间", "经办人", "文件", "结果", "撤销"), rows))
    return DONE


def log_registry(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire

    with Opened(arguments.registry, needed=True, create=False) as opened:
        entries = list(use.all_audit_entries(opened.registry))
        state = use.verify_audit_log(opened.registry)
    if arguments.json:
        print_json(wire.log(entries, state))
    else:
        rows = [
            (str(e.number), local(e.at), e.who, console.ACTIONS.get(e.action, e.action), e.subject)
            for e in entries
        ]
        console.write(console.table(("号", "时间", "经办人", "操作", "对象"), rows))
        console.write("记录完整，没有被改动。" if state.intact else f"记录有问题：{state.reason}")
    return DONE if state.intact else FINDINGS


def rekey_registry(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service.book.names import cache_of, open_book

    with Opened(arguments.registry, needed=True, create=False) as opened:
        listed = arguments.dry_run or arguments.json
        stale = list(use.stale_keys(opened.registry)) if listed else []
        done = 0
        if not arguments.dry_run:
            done = use.refresh_keys(opened.registry, who=who(arguments), now=now())
        if done:  # now, so that the first check after it need not
            open_book(opened.registry, cache=cache_of(opened.url))
    if arguments.json:
        found = [{"id": one.id, "name": one.name, "unit": one.unit} for one in stale]
        print_json({"stale": found, "renewed": done})
    else:
        _tell_rekeyed(stale, done)
    return FINDINGS if stale and arguments.dry_run else DONE


def _tell_rekeyed(stale: list[StaleName], done: int) -> None:
    if not (stale or done):
        console.write("各名称的比对写法与本版规则一致，不用更新。")
        return
    if not done:
        rows = [(one.id, one.name, one.unit) for one in stale]
        console.write(console.table(("编号", "名称", "单位"), rows))
    counted = f"已更新 {done}" if done else f"共有 {len(stale)}"
    console.write(f"{counted} 个名称的比对写法，名称本身{'没有改动' if done else '不会改动'}。")


def local(moment: str) -> str:
    """Return a moment in the time of this place, to the second."""
    return dt.datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M:%S")
