"""What happens to a registered brand beside its record: reserved, handed on, decided upon."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from service import registry as use
from service import wire
from service.api.keys import Clerk
from service.api.schemas import BrandId, DecideRequest, ReserveRequest, TransferRequest
from service.api.state import Shared
from service.clock import now

router = APIRouter(tags=["台账"])


@router.post("/brands/{brand_id}:reserve", summary="预留品牌名称", operation_id="reserve_brand")
def reserve_brand(
    brand_id: BrandId, body: ReserveRequest, state: Shared, who: Clerk
) -> dict[str, Any]:
    """名称保留到这一天；已登记的品牌名称一直保留，返回 409。"""
    with state.registry() as registry:
        brand = use.reserve_brand(
            registry, brand_id, until=body.until, who=who, now=now(), why=body.why
        )
    return wire.brand(brand)


@router.post("/brands/{brand_id}:transfer", summary="划转品牌", operation_id="transfer_brand")
def transfer_brand(
    brand_id: BrandId, body: TransferRequest, state: Shared, who: Clerk
) -> dict[str, Any]:
    """编号不变，原单位记入曾用名；本就属于该单位时返回 409。"""
    with state.registry() as registry:
        brand = use.transfer_brand(
            registry, brand_id, unit=body.unit, who=who, now=now(), why=body.why
        )
    return wire.brand(brand)


@router.post("/brands/{brand_id}:decide", summary="记录并存决定", operation_id="decide_pair")
def decide_pair(
    brand_id: BrandId, body: DecideRequest, state: Shared, who: Clerk
) -> dict[str, Any]:
    """同两个品牌以最后一次决定为准；任何一个更名后须重新决定。"""
    with state.registry() as registry:
        other = use.find_brand(registry, body.other)
        made = use.decide_pair(
            registry, brand_id, other.id, body.verdict, who=who, now=now(), why=body.why
        )
    return wire.decision(made)
