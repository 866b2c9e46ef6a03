"""The registry as a table that imports again unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path

from service import registry as use
from service.errors import WrongUse
from service.model import STATUS_NAMES, Brand, Status
from service.registry.choices import CHOICE_NAMES
from service.storage import Registry
from service.tables import MOST_ROWS, Listing, Rows, write_csv, write_listing

# Headings in order with the attribute each shows; all of them are headings the import knows.
COLUMNS = {
    "品牌名称": "name",
    "单位名称": "unit",
    "状态": "status",
    "标识": "emblem",
    "传播语": "slogan",
    "目标": "goal",
    "举措": "measures",
    "成效": "results",
    "内涵": "meaning",
    "理念": "concept",
    "品牌类型": "brand_type",
    "载体": "carrier",
    "层级": "level",
    "领衔人": "lead",
    "领衔人是党员": "lead_is_member",
    "领衔人是书记": "lead_is_secretary",
    "上级品牌": "parent",
    "申报日期": "applied_on",
    "登记日期": "registered_on",
    "预留至": "reserved_until",
    "保留至": "retired_until",
    "备注": "remark",
}
_VALUES = attrgetter(*(one.replace("parent", "parent_id") for one in COLUMNS.values()))
_NOTHING = ("", None)
_TITLE = "品牌台账"
_EXPLANATION = (
    "本表由品文导出，可原样再导入；改动后导入时，按单位和名称对应到原来的品牌。",
    "日期写作 2026-07-01；状态为草拟、申报中、预留、已登记、已停用、已划转之一。",
)


def export(registry: Registry, path: Path) -> int:
    """Write every brand to a file (.xlsx, .csv, .json) and return how many; those of .json alone are held.

    Raises:
        WrongUse: another ending, or more brands than a sheet can hold.
        StorageUnavailable: the file cannot be written.
    """
    with registry.database.reading():
        total, parents = use.counts(registry).total, use.parent_names(registry)
        rows = Rows(total, lambda: (_brand_cells(one, parents) for one in use.all_brands(registry)))
        if path.suffix.lower() == ".csv":
            return write_csv(tuple(COLUMNS), rows, path)
        if path.suffix.lower() == ".xlsx" and total > MOST_ROWS:
            raise WrongUse(
                f"台账有 {total} 个品牌，一个工作表最多 {MOST_ROWS} 行，请导出为 .csv。", rows=total
            )
        write_listing(Listing(_TITLE, tuple(COLUMNS), rows), path, explanation=_EXPLANATION)
    return total


def brand_listing(brands: tuple[Brand, ...], *, parents: Mapping[str, str]) -> Listing:
    """Return brands as a list with the headings of the import.

    Args:
        brands: what to list.
        parents: what a parent is called, by its id; an id without name is shown itself.
    """
    rows = tuple(_brand_cells(brand, parents) for brand in brands)
    return Listing(_TITLE, tuple(COLUMNS), rows)


def _brand_cells(brand: Brand, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is shown of a brand, in order of the headings."""
    values = zip(COLUMNS.values(), _VALUES(brand), strict=True)
    # Most columns of most brands say nothing.
    return tuple(
        ["" if value in _NOTHING else _cell(name, value, parents) for name, value in values]
    )


def parents_of(registry: Registry, brands: tuple[Brand, ...]) -> dict[str, str]:
    """Return the names of the parents of some brands, by id."""
    ids = {brand.parent_id for brand in brands if brand.parent_id}
    return {one.id: one.name for one in use.name_rows_of(registry, sorted(ids))}


def _cell(attribute: str, value: object, parents: Mapping[str, str]) -> str:
    if attribute == "parent":
        return parents.get(str(value), str(value))
    return shown_value(attribute, value)


def shown_value(attribute: str, value: object) -> str:
    """Return what an office calls the value of a field of a brand."""
    if attribute == "status":
        return STATUS_NAMES[Status(str(value))]
    if attribute in CHOICE_NAMES:
        return str(CHOICE_NAMES[attribute].get(str(value), value))
    if value is None:
        return ""
    return ("是" if value else "否") if isinstance(value, bool) else str(value)
