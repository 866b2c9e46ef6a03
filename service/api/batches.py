"""Batches: begun by an upload, run in the background, fetched as one archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Response, UploadFile
from fastapi.responses import FileResponse

from service.api.documents import ZIP
from service.api.keys import Clerk, Reader
from service.api.state import Shared
from service.batches.wire import status_wire
from service.clock import now
from service.docx.profile import find_profile
from service.drafting.package import located
from service.errors import WrongUse
from service.options import named_values

router = APIRouter(tags=["批次"])

_Id = Annotated[str, Path(title="批次编号", pattern="^[0-9a-f]{20}$")]


@router.post("/batches", summary="成批起草", operation_id="create_batch", status_code=202)
def create_batch(
    state: Shared,
    response: Response,
    _: Clerk,
    file: Annotated[
        UploadFile,
        File(title="填好的工作簿（.xlsx）；申报材料还可以是申报表（.docx）或装着它们的 .zip"),
    ],
    kind: Annotated[
        str, Form(title="种类：letter、application", max_length=40, examples=["letter"])
    ] = "letter",
    style: Annotated[str, Form(title="版式", max_length=40, pattern="^[a-z0-9-]*$")] = "",
    template: Annotated[
        str,
        Form(
            title="责任书用本单位自己的模板时，写它的编号；服务须设置 templates",
            max_length=40,
            pattern="^[a-z0-9-]*$",
        ),
    ] = "",
    options: Annotated[
        list[str] | None,
        Form(title="申报材料的选项，名=值，可写多次，如 digest=500；见手册", max_length=50),
    ] = None,
) -> dict[str, Any]:
    """立即返回；同一个工作簿再交一次不会重做。进度见 Location 所指的地址。"""
    set_ = _options(style, options or ())
    if template and kind != "letter":
        told = "只有责任书一类的批次可以换模板，请删去 template，或把 kind 写成 letter。"
        raise WrongUse(told, option="template")
    if template:
        set_["template"] = located(template, state.settings.templates)
    name = PurePath(file.filename or "").name or "upload.xlsx"
    source = (name, file.file.read())
    made = state.jobs().create(kind, source, set_, now())
    response.headers["location"] = f"/api/v1/batches/{made.id}"
    return status_wire(made)


def _options(style: str, given: Sequence[str]) -> dict[str, str]:
    """Return the options of a batch; none of them may name a file of the server."""
    named = named_values(given, "digest=500")
    for name in ("style", "template"):
        if name in named:
            raise WrongUse(
                f"“{name}”不能写在 options 里，请删去，另写在 {name} 一项。", option=name
            )
    if style:
        find_profile(style)
        named["style"] = style
    return named


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
