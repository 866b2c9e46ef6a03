"""What the commands below `pinwen registry` take."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from service.bounds import (
    LARGEST_PAGE,
    LEAST_LIKENESS,
    LIKENESS,
    MOST_LIKENESS,
    MOST_SIMILAR,
    PAGE,
    SIMILAR,
)
from service.commands.arguments import (
    below,
    command,
    with_output,
    with_registry,
    with_sheet,
)

Part = Callable[[str, str, str], ArgumentParser]
"""Makes a command of one group: (name, what runs, help)."""

_BRAND = "品牌的编号，或它的名称（怎么写都可以）"
_WHY = "原因或依据，记入操作记录"


def add_registry(registry: ArgumentParser) -> None:
    """Add every command on the registry to its parser."""
    parts, part = _parts(registry)
    _files(part)
    _brands(part)
    _changes(part)
    _records(part)
    units = parts.add_parser("units", help="党组织：导入、新增、查看上下级、统计覆盖率")
    _units(units)


def _parts(parser: ArgumentParser) -> tuple[Any, Part]:
    """Return what holds the commands below a parser, and what adds one that knows the registry."""
    parts = below(parser)

    def part(name: str, run: str, help_: str) -> ArgumentParser:
        made = command(parts, name, run, help_)
        with_registry(made)
        made.add_argument(
            "--who", default="", metavar="姓名", help="经办人，记入操作记录；默认取设置 who"
        )
        return made

    return parts, part


def _files(part: Part) -> None:
    one = part(
        "import", "brands:import_brands", "导入台账：认得标题行、合并单元格、合计行和各种日期"
    )
    one.add_argument(
        "file", metavar="文件", help="台账文件：.xlsx .xls .csv，网页格式的 .xls 也可以"
    )
    with_sheet(one)
    one.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    one.add_argument("--skip-invalid", action="store_true", help="跳过有错误的行，导入其余的行")
    one.add_argument(
        "--output",
        metavar="文件",
        help="把原表加一列“错误原因”写到这个 .xlsx，或 .csv（原表也是时）",
    )
    one = part("export", "brands:export_brands", "导出台账，可原样再导入")
    one.add_argument("--output", required=True, metavar="文件", help="写到 .xlsx .csv .json")
    one = part("backup", "brands:back_up_registry", "备份台账：有人正在使用时也可以")
    one.add_argument("--output", required=True, metavar="文件", help="备份到这个新文件，如 备份.db")


def _brands(part: Part) -> None:
    one = part("add", "brands:add_brand", "登记一个品牌，或预留一个名称")
    one.add_argument("name", metavar="名称", help="品牌名称")
    one.add_argument("--unit", default="", metavar="单位", help="所属单位全称")
    one.add_argument(
        "--status",
        default="registered",
        choices=["草拟", "申报中", "已登记", "drafted", "applied", "registered"],
        metavar="状态",
        help="草拟、申报中、已登记（默认）",
    )
    one.add_argument("--parent", default="", metavar="品牌", help="上级品牌（1+N）的名称或编号")
    one.add_argument(
        "--reserve-until",
        default="",
        metavar="日期",
        help="只预留名称，到这一天为止，例如 2026-12-31",
    )
    one = part("list", "brands:list_brands", "列出品牌")
    one.add_argument("--text", default="", metavar="文字", help="名称或单位中含有")
    one.add_argument("--unit", default="", metavar="单位", help="只列这个单位的")
    one.add_argument(
        "--status", default="", metavar="状态", help="草拟、申报中、预留、已登记、已停用、已划转"
    )
    one.add_argument(
        "--type",
        dest="brand_type",
        default="",
        metavar="品牌类型",
        help="服务发展类、服务民生类、服务群众类、服务党员类，或本单位自己的分类",
    )
    one.add_argument("--level", default="", metavar="层级", help="标准、特色、示范")
    one.add_argument(
        "--limit",
        type=int,
        default=PAGE,
        metavar="条数",
        help=f"一页多少条，最多 {LARGEST_PAGE}",
    )
    one.add_argument("--cursor", metavar="页标", help="接着上一页，页标见上一页末尾")
    with_output(one, "写到 .xlsx .csv .json")
    one = part("similar", "names:similar", "按字面找名称：记不全、写错一两个字也能找到")
    one.add_argument("name", metavar="名称", help="记得的名称，怎么写都可以")
    one.add_argument(
        "--at-least",
        default=str(LIKENESS),
        metavar="相似度",
        help=f"字面相似度至少多少，{LEAST_LIKENESS}–{MOST_LIKENESS}，默认 {LIKENESS}：四个字里可以错一个",
    )
    one.add_argument(
        "--limit",
        type=int,
        default=SIMILAR,
        metavar="个数",
        help=f"列出几个，最多 {MOST_SIMILAR}",
    )
    part("show", "brands:show_brand", "查看一个品牌").add_argument(
        "brand", metavar="编号或名称", help=_BRAND
    )


def _changes(part: Part) -> None:
    def change(name: str, run: str, help_: str, *, why: bool = False) -> ArgumentParser:
        one = part(name, run, help_)
        one.add_argument("brand", metavar="编号或名称", help=_BRAND)
        one.add_argument("--why", default="", required=why, metavar="原因", help=_WHY)
        return one

    reserve = change("reserve", "brands:reserve_brand", "把一个品牌的名称预留到某一天")
    reserve.add_argument("--until", required=True, metavar="日期", help="例如 2026-12-31")
    rename = change("rename", "brands:rename_brand", "给一个品牌更名，旧名称保留十二个月")
    rename.add_argument("--to", required=True, metavar="新名称", help="新的品牌名称")
    change("retire", "brands:retire_brand", "停用一个品牌，名称保留十二个月")
    transfer = change("transfer", "brands:transfer_brand", "划转给另一个单位")
    transfer.add_argument("--to", required=True, metavar="单位", help="接收单位全称")
    decide = change("decide", "brands:decide_pair", "记录主管部门的决定", why=True)
    decide.add_argument("--accept", metavar="编号或名称", help="可与这个品牌并存")
    decide.add_argument("--refuse", metavar="编号或名称", help="不可与这个品牌并存")


def _records(part: Part) -> None:
    one = part("audit", "records:audit_registry", "全面复核：重复、雷同、缺项、覆盖率")
    one.add_argument(
        "--output", required=True, metavar="文件夹", help="写入 audit.html、audit.xlsx、audit.json"
    )
    part("imports", "records:list_imports", "列出各次导入和批次号")
    part("undo", "records:undo_import", "撤销一次导入").add_argument(
        "import_id", metavar="批次号", help="导入时显示的批次号，也可用 registry imports 查看"
    )
    part("log", "records:log_registry", "查看操作记录并验证没有被改动")
    part(
        "rekey", "records:rekey_registry", "升级本程序后，按本版规则更新各名称的比对写法"
    ).add_argument("--dry-run", action="store_true", help="只列出要更新的名称，不写入")


def _units(units: ArgumentParser) -> None:
    _, part = _parts(units)
    one = part(
        "import", "units:import_units", "导入党组织名册：名称、上级、类别、片区、地区、单位类型"
    )
    one.add_argument("file", metavar="文件", help="名册：.xlsx .xls .csv，要有“党组织名称”一列")
    with_sheet(one)
    one.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    one = part("add", "units:add_unit", "新增一个党组织")
    one.add_argument("name", metavar="名称", help="党组织全称")
    _unit_fields(one)
    one = part("change", "units:change_unit", "修改一个党组织")
    one.add_argument("name", metavar="名称", help="党组织现在的全称")
    one.add_argument("--rename", default="", metavar="名称", help="改成的全称")
    _unit_fields(one)
    part("tree", "units:tree", "查看党组织的上下级")
    one = part("coverage", "units:coverage", "统计党支部的品牌覆盖率和完成率")
    one.add_argument(
        "--by",
        default="",
        choices=["地区", "片区", "单位类型", "层级", "region", "area", "unit_type", "level"],
        metavar="分组",
        help="地区、片区、单位类型、层级；默认合计",
    )


def _unit_fields(one: ArgumentParser) -> None:
    one.add_argument("--above", default="", metavar="名称", help="上级党组织的全称")
    one.add_argument(
        "--kind",
        default="",
        metavar="类别",
        help="党委、党总支、党支部、机关工委、单位；默认按名称判断",
    )
    one.add_argument("--level", default="", metavar="层级", help="层级")
    one.add_argument("--region", default="", metavar="地区", help="所在地区")
    one.add_argument("--area", default="", metavar="片区", help="所属片区")
    one.add_argument("--unit-type", default="", metavar="类型", help="单位类型，如机关、国企、学校")
