"""The registry as a file, to keep or to change and import again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from service.api.documents import EXCEL
from service.api.keys import Reader
from service.api.state import Shared
from service.exporting import export

router = APIRouter(tags=["台账"])

_KINDS = {"xlsx": EXCEL, "csv": "text/csv"}
_ANY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


@router.get(
    "/brands:export",
    summary="导出台账",
    operation_id="export_brands",
    response_class=FileResponse,
    responses={200: {"description": "台账", "content": {EXCEL: _ANY, "text/csv": _ANY}}},
)
def export_brands(
    state: Shared,
    _: Reader,
    form: Annotated[Literal["xlsx", "csv"], Query(title="xlsx 或 csv")] = "xlsx",
) -> FileResponse:
    """全部品牌，可原样再导入；超过一个工作表的行数（1,048,575 行）时请用 csv。"""
    folder = TemporaryDirectory(prefix="pinwen-")
    path = Path(folder.name) / f"export.{form}"
    try:
        with state.registry() as registry:
            export(registry, path)
    except BaseException:
        folder.cleanup()
        raise
    disposition = f"attachment; filename*=UTF-8''{quote(f'品牌台账.{form}')}"
    return FileResponse(
        path,
        media_type=_KINDS[form],
        headers={"content-disposition": disposition},
        background=BackgroundTask(folder.cleanup),
    )
