"""Documents: templates with their schemas and samples, and drafts."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse, Response

from service.api.keys import Clerk, Reader
from service.api.schemas import DraftRequest
from service.api.state import Shared
from service.book.names import cache_of
from service.clock import today
from service.drafting.catalogue import template_wire
from service.drafting.making import Made, make_documents
from service.drafting.package import Template, find_template, templates
from service.drafting.workbook import form_workbook
from service.record_checks import further_checks
from service.speeches.registry_facts import with_registry

router = APIRouter(tags=["文件"])

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
_BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_Id = Annotated[str, Path(title="模板编号", pattern="^[a-z][a-z0-9-]{0,39}$", examples=["letter"])]


@router.get("/templates", summary="全部模板", operation_id="list_templates")
def list_templates(state: Shared, _: Reader) -> dict[str, Any]:
    """编号、名称、版式；自制模板中不能用的，问题列在 faults 里。"""
    faults: list[str] = []
    found = templates(state.settings.templates, faults)
    items = [{"id": t.id, "title": t.title, "kind": t.kind, "style": t.style} for t in found]
    return {"items": items, "faults": faults}


@router.get("/templates/{template_id}", summary="一个模板", operation_id="get_template")
def get_template(template_id: _Id, state: Shared, _: Reader) -> dict[str, Any]:
    """字段、数据的 JSON Schema 和各份示例数据。"""
    template = _find(template_id, state)
    samples = {name: template.sample(name) for name in template.sample_names}
    return {**template_wire(template), "samples": samples}


@router.get(
    "/templates/{template_id}/workbook",
    summary="要填的工作簿",
    operation_id="get_template_workbook",
    response_class=Response,
    responses={200: {"description": "工作簿", "content": {EXCEL: _BINARY}}},
)
def get_workbook(
    template_id: _Id,
    state: Shared,
    _: Reader,
    blank: Annotated[bool, Query(title="不带示例")] = False,
    sample: Annotated[str, Query(title="用哪一份示例填好", max_length=40)] = "full",
) -> Response:
    """填好后用 POST /batches 成批生成。"""
    template = _find(template_id, state)
    data = form_workbook(template, [] if blank else template.samples(sample))
    return file_response(f"{template.title}.xlsx", data, EXCEL)


@router.post(
    "/drafts",
    summary="起草一份文件",
    operation_id="create_draft",
    response_class=Response,
    responses={
        200: {
            "description": "Word 文件；有配套文件时为 zip；form=json 时为 JSON",
            "content": {
                WORD: _BINARY,
                ZIP: _BINARY,
                "application/json": {"schema": {"type": "object"}},
            },
        }
    },
)
def create_draft(body: DraftRequest, state: Shared, _: Clerk) -> Response:
    """缺项在文中以【待补充】标出，并列在响应头 X-Pinwen-Gaps（百分号编码的 JSON）中。

    责任书的双方还与台账核对上下级。
    """
    template, data = _find(body.template, state), body.data
    if body.registry and template.kind == "speech":
        with state.registry() as registry:
            index = cache_of(state.settings.registry)
            data = with_registry(data, registry, today=today(), named=body.named, index=index)
    further = further_checks(template.kind, state.settings, today())
    made = make_documents(template, data, body.style, further=further)
    if body.form == "json":
        return JSONResponse({**made.wire(), "contents": made.packed()})
    return _packed(made)


def _find(name: str, state: Shared) -> Template:
    return find_template(name, state.settings.templates)


def _packed(made: Made) -> Response:
    told = {"x-pinwen-gaps": quote(json.dumps(list(made.gaps), ensure_ascii=False))}
    if len(made.files) == 1:
        [(name, data)] = made.files
        return file_response(name, data, WORD, told)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in made.files:
            archive.writestr(zipfile.ZipInfo(name), data)
    name = made.files[0][0].removesuffix(".docx") + ".zip"
    return file_response(name, target.getvalue(), ZIP, told)


def file_response(
    name: str, data: bytes, kind: str, headers: dict[str, str] | None = None
) -> Response:
    """Return a file to save under a Chinese name (RFC 6266)."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(
        data, media_type=kind, headers={"content-disposition": disposition, **(headers or {})}
    )
