"""Brands of the registry: list, get, register, change, retire, import."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Query, UploadFile

from service import registry as use
from service import wire
from service.api.keys import Admin, Clerk, Reader
from service.api.schemas import BrandChange, BrandId, BrandRequest, RetireRequest
from service.api.state import Shared
from service.book.names import cache_of
from service.brand_files import brand_file
from service.clock import now
from service.importing.files import import_file
from service.model import BrandDraft, Status
from service.naming import normalize_name
from service.registry.choices import brand_filter

router = APIRouter(tags=["台账"])


@router.get("/brands", summary="列出品牌", operation_id="list_brands")
def list_brands(
    state: Shared,
    _: Reader,
    text: Annotated[str, Query(max_length=200, title="名称或单位中含有")] = "",
    unit: Annotated[str, Query(max_length=200, title="单位")] = "",
    status: Annotated[str, Query(max_length=20, title="状态，如 registered 或 已登记")] = "",
    brand_type: Annotated[str, Query(max_length=20, title="品牌类型，如 服务群众类")] = "",
    level: Annotated[str, Query(max_length=20, title="层级：标准、特色、示范")] = "",
    limit: Annotated[int, Query(ge=1, le=200, title="条数")] = 50,
    cursor: Annotated[str | None, Query(max_length=500, title="页标")] = None,
) -> dict[str, Any]:
    """一页品牌；next_cursor 为空才是最后一页，按文字查找时一页可能不满；total 为空是数目太大，没有去数。"""
    wanted = brand_filter(text=text, unit=unit, status=status, brand_type=brand_type, level=level)
    with state.registry() as registry:
        page = use.list_brands(registry, wanted, limit=limit, cursor=cursor)
    return {
        "items": [wire.brand(brand) for brand in page.brands],
        "next_cursor": page.next_cursor,
        "total": page.total,
    }


@router.post("/brands", summary="登记品牌", operation_id="create_brand", status_code=201)
def create_brand(body: BrandRequest, state: Shared, who: Clerk) -> dict[str, Any]:
    """名称已被占用时返回 409。"""
    state.limits.require_name(body.name)
    normalize_name(body.name)
    values = body.model_dump(exclude={"status"})
    draft = BrandDraft(status=Status(body.status), **values)
    with state.registry() as registry:
        return wire.brand(use.add_brand(registry, draft, who=who, now=now()))


@router.get("/brands/{brand_id}", summary="查看品牌", operation_id="get_brand")
def get_brand(brand_id: BrandId, state: Shared, _: Reader) -> dict[str, Any]:
    """一个品牌的全部内容，以及上下级品牌、曾用名和有关的决定。"""
    with state.registry() as registry:
        return brand_file(registry, use.get_brand(registry, brand_id))


@router.patch("/brands/{brand_id}", summary="修改品牌", operation_id="change_brand")
def change_brand(brand_id: BrandId, body: BrandChange, state: Shared, who: Clerk) -> dict[str, Any]:
    """改名会使以前的并存决定重新打开，原名列入 GET 所见的 former_names。"""
    changes = body.model_dump(exclude={"why", "version"}, exclude_none=True)
    if "name" in changes:
        state.limits.require_name(changes["name"])
        normalize_name(changes["name"])
    with state.registry() as registry:
        brand = use.change_brand(
            registry, brand_id, changes, who=who, now=now(), why=body.why, version=body.version
        )
    return wire.brand(brand)


@router.post("/brands/{brand_id}:retire", summary="停用品牌", operation_id="retire_brand")
def retire_brand(
    brand_id: BrandId, body: RetireRequest, state: Shared, who: Clerk
) -> dict[str, Any]:
    """名称继续保留一段时间（默认十二个月）。"""
    with state.registry() as registry:
        months = state.settings.cool_off_months
        brand = use.retire_brand(
            registry, brand_id, who=who, now=now(), why=body.why, months=months
        )
    return wire.brand(brand)


@router.post("/brands:import", summary="导入台账", operation_id="import_brands")
def import_brands(
    state: Shared,
    who: Admin,
    file: Annotated[UploadFile, File(title="台账文件（.xlsx .xls .csv）")],
    dry_run: Annotated[bool, Query(title="只预览")] = False,
    skip_invalid: Annotated[bool, Query(title="跳过有错误的行")] = False,
    sheet: Annotated[str, Query(title="只读这一个工作表", max_length=200)] = "",
) -> dict[str, Any]:
    """逐行报告；有错误时一行也不导入，除非 skip_invalid。"""
    with state.registry() as registry:
        report = import_file(
            registry,
            file.file,
            filename=file.filename or "",
            sheet=sheet or None,
            who=who,
            now=now(),
            dry_run=dry_run,
            skip_invalid=skip_invalid,
            limits=state.limits,
            index=cache_of(state.settings.registry),
        )
    return wire.imported(report)
