"""Commands on the registry: import, export, add, list, show, retire, transfer, decide, audit, undo, log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import console
from service.commands.common import Opened, limits, now, print_json, progress, told
from service.commands.status import DATA, DONE, FINDINGS
from service.errors import WrongUse
from service.settings import load_settings

if TYPE_CHECKING:
    pass


def import_brands(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.importing import error_workbook, import_file, read_table
    from service.name_book import cache_of, open_book
    from service.tables import write_whole

    source = Path(arguments.file)
    with Opened(arguments.registry, needed=True) as opened:
        report = import_file(
            opened.registry,
            source,
            sheet=arguments.sheet,
            who=who(arguments),
            now=now(),
            dry_run=arguments.dry_run,
            skip_invalid=arguments.skip_invalid,
            limits=limits(),
        )
        if not report.refused and not report.dry_run:
            # Now, so that the first check after it need not.
            open_book(opened.registry, cache=cache_of(opened.url))
    if arguments.output:
        table = read_table(source, sheet=arguments.sheet, limits=limits())
        data = error_workbook(source.read_bytes(), table, report.problems)
        write_whole(Path(arguments.output), data)
    shown = wire.imported(report)
    print_json(shown) if arguments.json else console.write(console.imported(shown))
    if report.refused and not report.dry_run:
        return DATA
    return FINDINGS if report.problems else DONE


def export_brands(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.exporting import export

    with Opened(arguments.registry, needed=True, create=False) as opened:
        count = export(opened.registry, Path(arguments.output))
    told(f"已导出 {count} 个品牌到 {arguments.output}。")
    return DONE


def add_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service.model import BrandDraft, Status
    from service.naming import normalize_name

    limits().require_name(arguments.name)
    normalize_name(arguments.name)
    draft = BrandDraft(arguments.name, arguments.unit, Status(arguments.status))
    with Opened(arguments.registry, needed=True) as opened:
        brand = use.add_brand(opened.registry, draft, who=who(arguments), now=now())
    return _show(brand, arguments, f"已登记“{brand.name}”，编号 {brand.id}。")


def list_brands(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire
    from service.exporting import brand_listing
    from service.model import STATUS_NAMES, BrandFilter
    from service.tables import write_listing

    wanted = BrandFilter(text=arguments.text, unit=arguments.unit)
    with Opened(arguments.registry, needed=True, create=False) as opened:
        page = use.list_brands(
            opened.registry, wanted, limit=arguments.limit, cursor=arguments.cursor
        )
    if arguments.output:
        write_listing(brand_listing(page.brands), Path(arguments.output))
    elif arguments.json:
        items = [wire.brand(brand) for brand in page.brands]
        print_json({"items": items, "next_cursor": page.next_cursor, "total": page.total})
    else:
        rows = [(b.id, b.name, b.unit, STATUS_NAMES[b.status]) for b in page.brands]
        console.write(console.table(("编号", "品牌名称", "单位", "状态"), rows))
        if page.next_cursor:
            told(f"还有更多，加 --cursor {page.next_cursor} 看下一页。")
    return DONE


def show_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        brand = use.find_brand(opened.registry, arguments.brand)
    return _show(brand, arguments, "")


def retire_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.find_brand(opened.registry, arguments.brand)
        brand = use.retire_brand(
            opened.registry,
            found.id,
            who=who(arguments),
            now=now(),
            why=arguments.why,
            months=load_settings().cool_off_months,
        )
    return _show(brand, arguments, f"“{brand.name}”已停用，名称保留到 {brand.retired_until}。")


def transfer_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.find_brand(opened.registry, arguments.brand)
        brand = use.transfer_brand(
            opened.registry,
            found.id,
            unit=arguments.to,
            who=who(arguments),
            now=now(),
            why=arguments.why,
        )
    return _show(brand, arguments, f"“{brand.name}”已划转给{brand.unit}。")


def decide_pair(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    if bool(arguments.accept) == bool(arguments.refuse):
        raise WrongUse("请用 --accept 或 --refuse 之一指出对方品牌。")
    verdict = "accepted" if arguments.accept else "refused"
    with Opened(arguments.registry, needed=True, create=False) as opened:
        one = use.find_brand(opened.registry, arguments.brand)
        other = use.find_brand(opened.registry, arguments.accept or arguments.refuse)
        decision = use.decide_pair(
            opened.registry,
            one.id,
            other.id,
            verdict,
            who=who(arguments),
            now=now(),
            why=arguments.why,
        )
    told = "可以并存" if arguments.accept else "不可并存"
    if arguments.json:
        print_json({"id": decision.id, "verdict": decision.verdict, "names": decision.names})
    else:
        console.write(f"已记录：“{one.name}”与“{other.name}”{told}。")
    return DONE


def audit_registry(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.auditing import audit, write_audit
    from service.auditing.output import as_json

    with Opened(arguments.registry, needed=True, create=False) as opened:
        report = audit(opened.registry, today=now().date(), progress=progress("复核"))
    paths = write_audit(report, Path(arguments.output))
    if arguments.json:
        print_json(as_json(report))
    else:
        console.write(
            f"复核 {report.total} 个名称：{len(report.groups)} 组重复或近似，"
            f"{len(report.generic)} 个过于通用，{len(report.gaps)} 个要素不全。"
        )
        console.write("请打开：" + "、".join(str(path) for path in paths[:2]))
    return FINDINGS if report.groups or report.generic else DONE


def undo_import(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        undone = use.undo_import(
            opened.registry, arguments.import_id, who=who(arguments), now=now()
        )
    if arguments.json:
        print_json({"import_id": undone.id, "undone_at": undone.undone_at})
    else:
        console.write(
            f"已撤销 {undone.file_name} 的导入：删去 {undone.added} 个，复原 {undone.updated} 个。"
        )
    return DONE


def log_registry(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from dataclasses import asdict

    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        entries = list(use.audit_entries(opened.registry))
        state = use.verify_audit_log(opened.registry)
    if arguments.json:
        print_json({"intact": state.intact, "entries": [asdict(entry) for entry in entries]})
    else:
        rows = [(str(e.number), e.at[:19], e.who, e.action, e.subject) for e in entries]
        console.write(console.table(("号", "时间", "经办人", "操作", "对象"), rows))
        console.write("记录完整，没有被改动。" if state.intact else f"记录有问题：{state.reason}")
    return DONE if state.intact else FINDINGS


def _show(brand: Any, arguments: argparse.Namespace, told: str) -> int:
    from service import wire

    shown = wire.brand(brand)
    if arguments.json:
        print_json(shown)
    else:
        console.write(told or console.brand(shown))
    return DONE


def who(arguments: argparse.Namespace) -> str:
    """Return the person acting: as said, as set, or just the clerk."""
    return arguments.who or load_settings().who or "经办人"
