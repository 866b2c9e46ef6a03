"""The registry as a table that imports again unchanged."""

from __future__ import annotations

from pathlib import Path

from service import registry as use
from service.model import STATUS_NAMES, Brand
from service.storage import Registry
from service.tables import Listing, write_listing

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
    "申报日期": "applied_on",
    "登记日期": "registered_on",
    "预留至": "reserved_until",
    "保留至": "retired_until",
    "备注": "remark",
}
_EXPLANATION = (
    "本表由品文导出，可原样再导入；改动后导入时，按单位和名称对应到原来的品牌。",
    "日期写作 2026-07-01；状态为草拟、申报中、预留、已登记、已停用、已划转之一。",
)


def export(registry: Registry, path: Path) -> int:
    """Write every brand to a file (.xlsx, .csv, .json) and return how many.

    Raises:
        WrongUse: another ending. StorageUnavailable: the file cannot be written.
    """
    listing = brand_listing(tuple(use.all_brands(registry)))
    write_listing(listing, path, explanation=_EXPLANATION)
    return len(listing.rows)


def brand_listing(brands: tuple[Brand, ...]) -> Listing:
    """Return brands as a list with the headings of the import."""
    rows = tuple(tuple(_cell(brand, name) for name in COLUMNS.values()) for brand in brands)
    return Listing("品牌台账", tuple(COLUMNS), rows)


def _cell(brand: Brand, attribute: str) -> str:
    value = STATUS_NAMES[brand.status] if attribute == "status" else getattr(brand, attribute)
    return str(value)
