"""Batches: begun by an upload, run in the background, fetched as one archive."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Response, UploadFile
from fastapi.responses import FileResponse

from service.api.documents import ZIP
from service.api.keys import Clerk, Reader
from service.api.state import Shared
from service.batches.wire import status_wire
from service.docx.profile import find_profile

router = APIRouter(tags=["批次"])

_Id = Annotated[str, Path(title="批次编号", pattern="^[0-9a-f]{20}$")]


@router.post("/batches", summary="成批起草", operation_id="create_batch", status_code=202)
def create_batch(
    state: Shared,
    response: Response,
    _: Clerk,
    file: Annotated[UploadFile, File(title="填好的工作簿（.xlsx）")],
    kind: Annotated[str, Form(title="种类", max_length=40, examples=["letter"])] = "letter",
    style: Annotated[str, Form(title="版式", max_length=40, pattern="^[a-z0-9-]*$")] = "",
) -> dict[str, Any]:
    """立即返回；同一个工作簿再交一次不会重做。进度见 Location 所指的地址。"""
    if style:
        find_profile(style)
    name = PurePath(file.filename or "").name or "upload.xlsx"
    options = {"style": style} if style else {}
    source = (name, file.file.read())
    made = state.jobs().create(kind, source, options, dt.datetime.now(dt.UTC))
    response.headers["location"] = f"/api/v1/batches/{made.id}"
    return status_wire(made)


@router.get("/batches/{batch_id}", summary="批次进度", operation_id="get_batch")
def get_batch(batch_id: _Id, state: Shared, _: Reader) -> dict[str, Any]:
    """已生成、未生成、等待的份数。"""
    return status_wire(state.jobs().status(batch_id))


@router.get(
    "/batches/{batch_id}/archive",
    summary="取回全部文件",
    operation_id="get_batch_archive",
    response_class=FileResponse,
    responses={
        200: {
            "description": "zip",
            "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def get_archive(batch_id: _Id, state: Shared, _: Reader) -> FileResponse:
    """全部文件、索引、登记册和错误原因，一个 zip。"""
    path = state.jobs().archive(batch_id)
    return FileResponse(path, media_type=ZIP, filename=f"batch-{batch_id}.zip")
