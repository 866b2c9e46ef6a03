"""Lists of JSON objects as tables, as `registry export` writes them: names are headings, objects are rows."""

from __future__ import annotations

import json

from service.errors import UnreadableFile
from service.importing.model import Grid
from service.importing.text_tables import decode
from service.limits import BESIDE, DEFAULT, Limits


def read_objects(data: bytes, *, limits: Limits = DEFAULT) -> Grid:
    """Return the cells of a list of objects; the headings in the order in which they first come.

    Raises:
        UnreadableFile: it is no such list.
        TooManyRows: it has far more rows than may be read.
    """
    try:
        found = json.loads(decode(data))
    except (ValueError, RecursionError) as trouble:
        raise UnreadableFile("文件不是合法的 JSON，请检查后重试。") from trouble
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableFile(
            "JSON 文件里要有一个列表，每项是一行，例如 registry export 写出的文件。"
        )
    rows = list(limits.within(found, beside=BESIDE))
    head = list(dict.fromkeys(name for row in rows for name in row))
    return [head, *([_said(row.get(name)) for name in head] for row in rows)]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
