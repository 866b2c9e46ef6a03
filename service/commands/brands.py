"""Commands on brands: import, export, add, reserve, rename, list, show, retire, transfer, decide."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import console
from service.clock import now, today
from service.commands.common import Opened, answer, limits, print_json, require_apart, told
from service.commands.status import DATA, DONE, FINDINGS
from service.errors import BadData, WrongUse
from service.settings import load_settings

if TYPE_CHECKING:
    from service.model import Brand, BrandDraft
    from service.storage import Registry


def import_brands(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.book.names import cache_of, open_book
    from service.importing.files import import_file
    from service.importing.text_report import write_error_report

    source = Path(arguments.file)
    require_apart(arguments.file, arguments.output)
    with Opened(arguments.registry, needed=True, preview=arguments.dry_run) as opened:
        report = import_file(
            opened.registry,
            source,
            sheet=arguments.sheet,
            who=who(arguments),
            now=now(),
            dry_run=arguments.dry_run,
            skip_invalid=arguments.skip_invalid,
            limits=limits(),
            index=cache_of(opened.url),
        )
        if not report.refused and not report.dry_run:
            # Now, so that the first check after it need not.
            open_book(opened.registry, cache=cache_of(opened.url))
    if arguments.output:
        write_error_report(
            source,
            Path(arguments.output),
            report.problems,
            sheet=arguments.sheet,
            limits=limits(),
        )
    shown = wire.imported(report)
    answer(arguments, shown, console.imported(shown))
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


def back_up_registry(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.backup import back_up

    with Opened(arguments.registry, needed=True, create=False) as opened:
        back_up(opened.registry, Path(arguments.output))
    told(f"已备份到 {arguments.output}，并从头到尾检查过。")
    return DONE


def add_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from nlp.quoting import quoted_name
    from service import registry as use
    from service.model import BrandDraft, Status
    from service.naming import normalize_name
    from service.registry.choices import status_of

    limits().require_name(arguments.name)
    normalize_name(arguments.name)
    until = day(arguments.reserve_until, "--reserve-until") if arguments.reserve_until else ""
    draft = BrandDraft(
        arguments.name,
        arguments.unit,
        Status.RESERVED if until else status_of(arguments.status),
        parent=arguments.parent,
        reserved_until=until,
    )
    with Opened(arguments.registry, needed=True) as opened:
        wrong = _against(opened, draft)
        brand = use.add_brand(opened.registry, draft, who=who(arguments), now=now())
    done = (
        f"已预留{quoted_name(brand.name)}到 {until}"
        if until
        else f"已登记{quoted_name(brand.name)}"
    )
    _show(brand, arguments, f"{done}，编号 {brand.id}。")
    for one in wrong:
        told(f"已照办，但核名结论是不宜使用：{one}")
    return FINDINGS if wrong else DONE


def _against(opened: Opened, draft: BrandDraft) -> list[str]:
    """Return what a check holds to be wrong with a name that is about to be added."""
    from service.checking import check_name
    from service.proposals import Proposal

    proposal = Proposal(draft.name, draft.unit, meaning=draft.meaning)
    report = check_name(proposal, opened.surroundings({}), today=today().isoformat())
    return [one.message for one in report.findings if one.severity == "error"]


def reserve_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    until = day(arguments.until, "--until")
    with _found(arguments) as (registry, found):
        brand = use.reserve_brand(registry, found.id, until=until, **_acting(arguments))
    return _show(brand, arguments, f"“{brand.name}”已预留到 {brand.reserved_until}。")


def rename_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from nlp.quoting import quoted_name
    from service import registry as use
    from service.naming import normalize_name

    limits().require_name(arguments.to)
    normalize_name(arguments.to)
    with _found(arguments) as (registry, found):
        brand = use.change_brand(registry, found.id, {"name": arguments.to}, **_acting(arguments))
    if found.name == brand.name:
        return _show(
            brand, arguments, f"新名称与现在的名称{quoted_name(found.name)}相同，没有改动。"
        )
    done = f"{quoted_name(found.name)}已更名为{quoted_name(brand.name)}"
    return _show(brand, arguments, f"{done}，以前关于它的并存决定须重新作出。")


def list_brands(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire
    from service.exporting import brand_listing, parents_of
    from service.model import STATUS_NAMES
    from service.registry.choices import brand_filter
    from service.tables import write_listing

    words = {
        name: getattr(arguments, name) for name in ("text", "unit", "status", "brand_type", "level")
    }
    wanted = brand_filter(**words)
    with Opened(arguments.registry, needed=True, create=False) as opened:
        page = use.search_brands(
            opened.registry, wanted, limit=arguments.limit, cursor=arguments.cursor
        )
        parents = parents_of(opened.registry, page.brands)
    if arguments.output:
        write_listing(brand_listing(page.brands, parents=parents), Path(arguments.output))
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
    from service.brand_files import brand_file

    with _found(arguments) as (registry, found):
        shown = brand_file(registry, found)
    answer(arguments, shown, console.brand(shown))
    return DONE


def retire_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    months = load_settings().cool_off_months
    with _found(arguments) as (registry, found):
        brand = use.retire_brand(registry, found.id, months=months, **_acting(arguments))
    return _show(brand, arguments, f"“{brand.name}”已停用，名称保留到 {brand.retired_until}。")


def transfer_brand(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with _found(arguments) as (registry, found):
        brand = use.transfer_brand(registry, found.id, unit=arguments.to, **_acting(arguments))
    return _show(brand, arguments, f"“{brand.name}”已划转给{brand.unit}。")


def decide_pair(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire

    if bool(arguments.accept) == bool(arguments.refuse):
        raise WrongUse("请用 --accept 或 --refuse 之一指出对方品牌。")
    verdict = "accepted" if arguments.accept else "refused"
    with _found(arguments) as (registry, one):
        other = use.find_brand(registry, arguments.accept or arguments.refuse)
        decision = use.decide_pair(registry, one.id, other.id, verdict, **_acting(arguments))
    decided = "可以并存" if arguments.accept else "不可并存"
    said = f"已记录：“{one.name}”与“{other.name}”{decided}。"
    answer(arguments, wire.decision(decision), said)
    return DONE


@contextmanager
def _found(arguments: argparse.Namespace) -> Iterator[tuple[Registry, Brand]]:
    """Give the registry, which must be there, and the brand that is meant."""
    from service import registry as use

    with Opened(arguments.registry, needed=True, create=False) as opened:
        yield opened.registry, use.find_brand(opened.registry, arguments.brand)


def _acting(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return who changes a brand, when and why."""
    return {"who": who(arguments), "now": now(), "why": arguments.why}


def _show(brand: Brand, arguments: argparse.Namespace, said: str) -> int:
    from service import wire

    answer(arguments, wire.brand(brand), said)
    return DONE


def who(arguments: argparse.Namespace) -> str:
    """Return the person acting: as said, as set, or just the clerk."""
    return arguments.who or load_settings().who or "经办人"


def day(text: str, option: str) -> str:
    """Return a whole day as ISO text, however it is written.

    Raises:
        BadData: no day; names the option.
    """
    from service.importing.dates import DateError, iso_date

    try:
        found = iso_date(text)
    except DateError as trouble:
        raise BadData(f"{option}：{trouble}", field=option) from trouble
    if len(found) != len("2026-07-01"):
        raise BadData(f"{option} 要写到日，例如 2026-07-01。", field=option)
    return found
