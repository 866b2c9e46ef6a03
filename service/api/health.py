"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from service import registry as use
from service.api.state import Shared

router = APIRouter(tags=["状态"])


@router.get("/healthz", summary="进程是否活着", operation_id="healthz")
async def healthz() -> dict[str, Any]:
    """只说明进程在运行。"""
    return {"ok": True}


@router.get("/readyz", summary="能否工作", operation_id="readyz")
def readyz(state: Shared) -> dict[str, Any]:
    """台账打不开时返回 503。"""
    if state.settings.registry:
        with state.registry() as registry:
            return {"ok": True, "sequence": use.change_sequence(registry)}
    return {"ok": True, "sequence": 0}
