"""The review of the whole registry."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from service.api.keys import Reader
from service.api.state import Shared
from service.auditing import audit
from service.auditing.output import as_json
from service.book.names import cache_of
from service.clock import today

router = APIRouter(tags=["复核"])


@router.post("/audits", summary="全面复核", operation_id="audit_registry")
def create_audit(state: Shared, _: Reader) -> dict[str, Any]:
    """重复与近似、过于通用、常用词、要素缺项、覆盖情况。"""
    with state.registry() as registry:
        return as_json(audit(registry, today=today(), index=cache_of(state.settings.registry)))
