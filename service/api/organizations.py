"""The tree of organisations: list, get, add, change, import; coverage counted over it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Path, Query, UploadFile

from service import registry as use
from service import wire
from service.api.keys import Admin, Clerk, Reader
from service.api.schemas import OrganizationChange, OrganizationRequest
from service.api.state import Shared
from service.clock import now
from service.errors import WrongUse
from service.importing.organizations import import_list, read_organizations
from service.registry.organization_import import kind_named

router = APIRouter(tags=["党组织"])

_Id = Annotated[str, Path(title="党组织编号", max_length=200)]


@router.get("/organizations", summary="列出党组织", operation_id="list_organizations")
def list_organizations(
    state: Shared,
    _: Reader,
    above: Annotated[str, Query(max_length=200, title="只看这个编号的党组织的直接下级")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, title="条数")] = 200,
    cursor: Annotated[str | None, Query(max_length=500, title="页标")] = None,
) -> dict[str, Any]:
    """按编号排列；next_cursor 为空才是最后一页。"""
    with state.registry() as registry:
        page, following = use.page_of_organizations(
            registry, above=above, limit=limit, cursor=cursor
        )
    return {"items": [wire.organization(one) for one in page], "next_cursor": following}


@router.post(
    "/organizations", summary="新增党组织", operation_id="create_organization", status_code=201
)
def create_organization(body: OrganizationRequest, state: Shared, who: Clerk) -> dict[str, Any]:
    """已在册时返回 409。"""
    fields = body.model_dump(exclude={"name", "above", "kind"})
    kind = str(kind_named(body.kind) or "")
    with state.registry() as registry:
        above = use.find_organization(registry, body.above).id if body.above else None
        one = use.add_organization(
            registry, body.name, who=who, now=now(), kind=kind, parent_id=above, **fields
        )
    return wire.organization(one)


@router.get(
    "/organizations/{organization_id}", summary="查看党组织", operation_id="get_organization"
)
def get_organization(organization_id: _Id, state: Shared, _: Reader) -> dict[str, Any]:
    """一个党组织：类别、上级、层级、地区、片区、单位类型。"""
    with state.registry() as registry:
        return wire.organization(use.get_organization(registry, organization_id))


@router.patch(
    "/organizations/{organization_id}", summary="修改党组织", operation_id="change_organization"
)
def change_organization(
    organization_id: _Id, body: OrganizationChange, state: Shared, who: Clerk
) -> dict[str, Any]:
    """改成的名称已在册，或会隶属于自己的下级时返回 409。"""
    given = body.model_dump(exclude={"above", "kind"})
    changes = {field: value for field, value in given.items() if value}
    if kind := kind_named(body.kind):
        changes["kind"] = str(kind)
    with state.registry() as registry:
        if body.above:
            changes["parent_id"] = use.find_organization(registry, body.above).id
        if not changes:
            raise WrongUse("请至少给出一项要改的内容，例如 above。")
        one = use.change_organization(registry, organization_id, changes, who=who, now=now())
    return wire.organization(one)


@router.post("/organizations:import", summary="导入党组织名册", operation_id="import_organizations")
def import_organizations(
    state: Shared,
    who: Admin,
    file: Annotated[UploadFile, File(title="名册（.xlsx .xls .csv），要有“党组织名称”一列")],
    dry_run: Annotated[bool, Query(title="只预览")] = False,
    sheet: Annotated[str, Query(title="只读这一个工作表", max_length=200)] = "",
) -> dict[str, Any]:
    """逐行报告；有错误时一行也不导入。"""
    read = read_organizations(
        file.file.read(),
        filename=file.filename or "",
        sheet=sheet or None,
        limits=state.limits,
    )
    with state.registry() as registry:
        report = import_list(registry, read, who=who, now=now(), dry_run=dry_run)
    return wire.organizations_imported(report)


@router.get("/coverage", summary="品牌覆盖率", operation_id="get_coverage")
def get_coverage(
    state: Shared,
    _: Reader,
    by: Annotated[
        Literal["", "region", "area", "unit_type", "level"],
        Query(title="分组：region 地区、area 片区、unit_type 单位类型、level 层级；不写为合计"),
    ] = "",
) -> dict[str, Any]:
    """党支部总数，其中有品牌的、已登记的，及其占比；没有党支部时占比为空。"""
    with state.registry() as registry:
        return wire.coverage(by, use.coverage(registry, by=by))
