"""Samples of letters for many units, as a filled-in workbook."""

from __future__ import annotations

import copy
from typing import Any

from service.drafting.package import find_template
from service.drafting.workbook import form_workbook


def units(count: int) -> list[dict[str, Any]]:
    """Return samples of letters for so many units."""
    template = find_template("letter")
    first, second = template.samples()[:2]
    made = [first]
    for number in range(2, count + 1):
        unit = copy.deepcopy(second)
        unit |= {
            "unit_id": f"DZB-{number:03}",
            "unit_name": f"中共示范集团有限公司第{number}项目支部委员会",
            "doc_no": f"示党责〔2026〕{number}号",
        }
        made.append(unit)
    return made


def book(samples: list[dict[str, Any]]) -> bytes:
    """Return the filled-in workbook of some units."""
    return form_workbook(find_template("letter"), samples)
