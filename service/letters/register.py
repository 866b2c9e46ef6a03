"""The signing register: who signs, when, how many copies, and room for the signature on receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from service.tables import Listing, Rows, workbook


class Signing(NamedTuple):
    """A row of the register."""

    unit: str
    number: str
    post: str
    day: str
    copies: int


def signing(facts: Mapping[str, Any]) -> Signing:
    """Return the row of a letter by what is known of it."""
    return Signing(
        *(facts[name] for name in ("unit_name", "doc_no", "post", "sign_date", "copies"))
    )


def register(
    letters: Sequence[Signing], shared: Mapping[str, Any], absent: Sequence[str] = ()
) -> bytes:
    """Return the register of a batch of letters as .xlsx, in their order.

    Args:
        letters: the rows of all.
        shared: the facts common to all.
        absent: subordinate organisations without a letter; they get a sheet of their own.
    """
    headings = ("序号", "单位", "编号", "责任人", "签订日期", "份数", "签收人", "签收日期")
    total = sum(int(one.copies) for one in letters)
    told = f"{shared['year']}年度党建目标{shared['doc_kind']}：签订单位 {len(letters)} 个，合计 {total} 份。"
    rows = Rows(
        len(letters), lambda: ((number, *one, "", "") for number, one in enumerate(letters, 1))
    )
    sheets = [Listing("签订登记册", headings, rows)]
    if absent:
        listed = tuple((number, name) for number, name in enumerate(absent, 1))
        sheets.append(Listing("未列入的下级党组织", ("序号", "党组织"), listed))
    return workbook(sheets, explanation=[told])
