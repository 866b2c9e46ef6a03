"""Commands on the tree of organisations: import, add, change, tree, coverage."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import console
from service.clock import now
from service.commands.brands import who
from service.commands.common import Opened, answer, limits, print_json
from service.commands.status import DATA, DONE
from service.errors import WrongUse

if TYPE_CHECKING:
    from service.model import Organization

GROUPS = {"region": "地区", "area": "片区", "unit_type": "单位类型", "level": "层级"}


def import_units(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.importing.organizations import import_list, read_organizations

    read = read_organizations(Path(arguments.file), sheet=arguments.sheet, limits=limits())
    with Opened(arguments.registry, needed=True, preview=arguments.dry_run) as opened:
        report = import_list(
            opened.registry, read, who=who(arguments), now=now(), dry_run=arguments.dry_run
        )
    shown = wire.organizations_imported(report)
    answer(arguments, shown, _imported(shown))
    return DATA if report.problems else DONE


def _imported(shown: dict[str, Any]) -> str:
    counts = f"新增 {shown['added']}，更新 {shown['updated']}，不变 {shown['unchanged']}"
    wrong = "没有导入，请改正后重试" if shown["problems"] else "预览，没有写入"
    head = "已导入" if shown["imported"] else wrong
    return "\n".join([*console.file_told(shown), f"{head}：共 {shown['rows']} 行，{counts}。"])


def add_unit(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    with Opened(arguments.registry, needed=True) as opened:
        above = arguments.above
        one = use.add_organization(
            opened.registry,
            arguments.name,
            who=who(arguments),
            now=now(),
            kind=_kind(arguments.kind),
            parent_id=use.find_organization(opened.registry, above).id if above else None,
            level=arguments.level,
            region=arguments.region,
            area=arguments.area,
            unit_type=arguments.unit_type,
        )
    return _show(one, arguments, f"已新增党组织“{one.name}”。")


def change_unit(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use

    given = {
        "name": arguments.rename,
        "kind": _kind(arguments.kind),
        "level": arguments.level,
        "region": arguments.region,
        "area": arguments.area,
        "unit_type": arguments.unit_type,
    }
    changes = {field: value for field, value in given.items() if value}
    with Opened(arguments.registry, needed=True, create=False) as opened:
        if arguments.above:
            changes["parent_id"] = use.find_organization(opened.registry, arguments.above).id
        if not changes:
            raise WrongUse("请至少给出一项要改的内容，例如 --above 某某党委。")
        found = use.find_organization(opened.registry, arguments.name)
        one = use.change_organization(
            opened.registry, found.id, changes, who=who(arguments), now=now()
        )
    return _show(one, arguments, f"已修改党组织“{one.name}”。")


def tree(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire
    from service.registry.organization_import import KIND_NAMES

    with Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.organization_tree(opened.registry)
    if arguments.json:
        print_json([{"depth": depth, **wire.organization(one)} for depth, one in found])
    elif not found:
        console.write("还没有党组织，请用 pinwen registry units import 导入。")
    else:
        lines = [f"{'  ' * depth}{one.name}（{KIND_NAMES[one.kind]}）" for depth, one in found]
        console.write("\n".join(lines))
    return DONE


def coverage(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import registry as use
    from service import wire

    by = {label: name for name, label in GROUPS.items()}.get(arguments.by, arguments.by)
    with Opened(arguments.registry, needed=True, create=False) as opened:
        found = use.coverage(opened.registry, by=by)
    if arguments.json:
        print_json(wire.coverage(by, found))
        return DONE
    rows = [
        (
            one.group or ("未填写" if by else "全部"),
            str(one.branches),
            str(one.covered),
            percent(one.coverage),
            str(one.completed),
            percent(one.completion),
        )
        for one in found
    ]
    head = (GROUPS.get(by, "范围"), "党支部", "有品牌", "覆盖率", "已登记", "完成率")
    console.write(console.table(head, rows))
    return DONE


def percent(share: float | None) -> str:
    """Return a share as a clerk writes it; a line where there is nothing to share."""
    return "—" if share is None else f"{share:.1%}"


def _kind(text: str) -> str:
    """Return the word of the contract for a kind in Chinese."""
    from service.registry.organization_import import kind_named

    found = kind_named(text)
    return str(found) if found else ""


def _show(one: Organization, arguments: argparse.Namespace, said: str) -> int:
    from service import wire

    answer(arguments, wire.organization(one), said)
    return DONE
