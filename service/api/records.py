"""What was done to the registry: imports, taking one back, the log."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from service import registry as use
from service import wire
from service.api.keys import Admin, Reader
from service.api.state import Shared
from service.book.names import cache_of, open_book
from service.clock import now

router = APIRouter(tags=["台账"])

_Id = Annotated[str, Path(title="批次号", max_length=200)]


@router.get("/imports", summary="列出各次导入", operation_id="list_imports")
def list_imports(state: Shared, _: Reader) -> dict[str, Any]:
    """最早的在前，已撤销的也在内。"""
    with state.registry() as registry:
        return {"items": [one._asdict() for one in use.list_imports(registry)]}


@router.post("/imports/{import_id}:undo", summary="撤销一次导入", operation_id="undo_import")
def undo_import(import_id: _Id, state: Shared, who: Admin) -> dict[str, Any]:
    """新增的删去，改动的复原；已撤销过，或导入后其中的品牌又有改动时返回 409。"""
    with state.registry() as registry:
        undone = use.undo_import(registry, import_id, who=who, now=now())
        # Now, so that the next check need not; other workers find the file.
        open_book(registry, cache=cache_of(state.settings.registry))
    return wire.undone(undone)


@router.get("/log", summary="操作记录", operation_id="read_log")
def read_log(
    state: Shared,
    _: Reader,
    after: Annotated[int, Query(ge=0, le=2**53, title="从这一号之后")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, title="条数")] = 100,
    subject: Annotated[str, Query(max_length=200, title="只看这个编号的品牌或批次")] = "",
    verify: Annotated[bool, Query(title="核对全部记录，记录多时较慢")] = False,
) -> dict[str, Any]:
    """最早的在前；要求核对时，intact 说明全部记录是否没有被改动，否则为空。"""
    with state.registry() as registry:
        entries = use.audit_entries(registry, after=after, limit=limit, subject=subject)
        return wire.log(entries, use.verify_audit_log(registry) if verify else None)
