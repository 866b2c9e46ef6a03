"""The report on a Word file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile

from service.api.keys import Reader
from service.linting import lint, wire

router = APIRouter(tags=["文件"])


@router.post("/lint", summary="检查 Word 文件", operation_id="lint_document")
def lint_document(
    _: Reader,
    file: Annotated[UploadFile, File(title="要检查的 .docx")],
    profile: Annotated[str, Form(title="版式", max_length=40, pattern="^[a-z0-9-]+$")] = "gbt9704",
    enterprise: Annotated[bool, Form(title="参照执行")] = False,
    previous: Annotated[UploadFile | None, File(title="上一稿 .docx")] = None,
) -> dict[str, Any]:
    """逐条对照国标：机器能定的、需排版后看的、需看纸面的；与版式不同之处单列。"""
    earlier = previous.file.read() if previous else None
    found = lint(file.file.read(), profile=profile, enterprise=enterprise, previous=earlier)
    return wire.report(found, name=PurePath(file.filename or "").name)
