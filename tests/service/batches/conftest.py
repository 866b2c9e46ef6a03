"""A batch of real letters, in a registry on each engine."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from service.batches.starting import start
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook
from service.storage import Registry

COUNT = 70


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


@dataclass(frozen=True)
class Begun:
    """A batch that has been begun, with what is needed to run it."""

    registry: Registry
    url: str
    id: str
    folder: Path
    data: bytes

    def letters(self) -> dict[str, bytes]:
        """Return the letters in the folder by name."""
        return {p.name: p.read_bytes() for p in self.folder.glob("2026*.docx")}


@pytest.fixture
def begun(registry: Registry, registry_url: str, tmp_path: Path, now: datetime) -> Begun:
    """A batch of letters that nobody has run yet."""
    data, folder = book(units(COUNT)), tmp_path / "out"
    batch = start(registry, "letter", ("units.xlsx", data), folder, options={}, now=now)
    return Begun(registry, registry_url, batch, folder, data)
