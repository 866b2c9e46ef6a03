"""The report on a Word file."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile

from service import registry as use
from service.api.keys import Reader
from service.api.state import Shared
from service.linting import lint, wire

router = APIRouter(tags=["文件"])


@router.post("/lint", summary="检查 Word 文件", operation_id="lint_document")
def lint_document(
    state: Shared,
    _: Reader,
    file: Annotated[UploadFile, File(title="要检查的 .docx")],
    profile: Annotated[str, Form(title="版式", max_length=40, pattern="^[a-z0-9-]+$")] = "gbt9704",
    enterprise: Annotated[bool, Form(title="参照执行")] = False,
    previous: Annotated[UploadFile | None, File(title="上一稿 .docx")] = None,
) -> dict[str, Any]:
    """逐条对照国标：机器能定的、需排版后看的、需看纸面的；与版式不同之处单列。

    服务有台账时，单位名称也与台账里的核对。
    """
    earlier = previous.file.read() if previous else None
    judged = partial(lint, profile=profile, enterprise=enterprise, previous=earlier)
    data = file.file.read()
    if state.settings.registry:
        with state.registry() as registry:
            found = judged(data, unit_names=use.unit_names(registry))
    else:
        found = judged(data)
    return wire.report(found, name=PurePath(file.filename or "").name)
