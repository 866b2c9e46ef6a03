"""The workbook of sample letters, and changes of it as clerks make them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl

from service.drafting.package import find_template
from service.drafting.workbook import form_workbook

TEMPLATE = find_template("letter")
BOOK = form_workbook(TEMPLATE, TEMPLATE.samples())
Change = Callable[[Any], object]


def filled(*changes: Change, of: bytes = BOOK) -> bytes:
    """Return a workbook after some changes."""
    book = openpyxl.load_workbook(io.BytesIO(of))
    for change in changes:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
