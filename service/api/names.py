"""Names: check, check a batch, compare, search, suggest; and the language functions beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from nlp.suggest import Request as Wanted
from service import wire
from service.api.keys import Reader, require
from service.api.quick import answered, quick_route
from service.api.schemas import (
    CheckBatchRequest,
    CheckRequest,
    CompareRequest,
    SimilarRequest,
    SuggestRequest,
    TextRequest,
)
from service.api.state import Shared, State, state_of
from service.checking import CheckReport, Proposal, Surroundings, check_name, check_names
from service.clock import today
from service.errors import StorageUnavailable
from service.naming import compare_names, extract_brands, normalize_name, segment_text
from service.similar import SimilarNames, similar_names
from service.suggesting import suggest_names

router = APIRouter(tags=["名称"])
# Names of a batch that are checked before others have their turn: some milliseconds.
_AT_ONCE = 10


async def check(body: CheckRequest, request: Request, _: Reader) -> Response:
    """核名：结论、问题与改法、相近名称、区分度、评分。"""
    proposal = Proposal(body.name, body.unit, meaning=body.meaning)
    facts = {"work": tuple(body.work)} if body.work else {}

    def checked(against: Surroundings) -> Response:
        around = against.with_facts(facts) if facts else against
        return answered(wire.check(check_name(proposal, around, today=today().isoformat())))

    return await state_of(request).checker.ask(checked)


router.add_api_route(
    "/names:check",
    check,
    methods=["POST"],
    summary="核一个名称",
    operation_id="check_name",
    response_model=dict[str, Any],
    route_class_override=quick_route(CheckRequest, require("reader")),
)


@router.post("/names:check-batch", summary="核一批名称", operation_id="check_names")
def check_batch(body: CheckBatchRequest, state: Shared, _: Reader) -> dict[str, Any]:
    """一批最多 1000 个；彼此也会比较，先出现的为准。"""
    proposals = [
        Proposal(item.name, item.unit, row=row, meaning=item.meaning)
        for row, item in enumerate(body.items, 1)
    ]
    return {"items": [wire.check(report) for report in _in_turn(state, proposals)]}


@router.post("/names:compare", summary="比较两个名称", operation_id="compare_names")
def compare(body: CompareRequest, state: Shared, _: Reader) -> dict[str, Any]:
    """级别、关系、依据、一句可以转给申报单位的说明，以及相反的理由。"""
    for name in (body.a, body.b):
        state.limits.require_name(name)
    return wire.compare(compare_names(body.a, body.b))


@router.post("/names:similar", summary="按字面找名称", operation_id="similar_names")
def similar(body: SimilarRequest, state: Shared, _: Reader) -> dict[str, Any]:
    """台账里字面相似的名称，最相似的在前；只说明用字相近，不等于重复，能不能用请核名。"""
    state.limits.require_name(body.name)
    state.require_registry()

    def found(against: Surroundings) -> SimilarNames:
        assert against.book is not None  # noqa: S101 - there is a registry
        return similar_names(body.name, against.book, at_least=body.at_least, limit=body.limit)

    return wire.similar(state.checker.wait(found))


@router.post("/names:suggest", summary="拟名", operation_id="suggest_names")
def suggest(body: SuggestRequest, state: Shared, _: Reader) -> dict[str, Any]:
    """拟出的每个名称都已通过同样的核名，并注明每个字的来源。"""
    wanted = Wanted(unit=body.unit, like=body.like, words=tuple(body.words), place=body.place)
    state.limits.require_name(body.like)
    for text in (body.unit, body.like, body.place, *body.words):
        if text:
            normalize_name(text)
    found = state.checker.wait(
        lambda against: suggest_names(wanted, against, count=body.count, today=today().isoformat())
    )
    return {"items": [wire.suggestion(candidate, report) for candidate, report in found]}


@router.post("/names:normalize", summary="比对用的写法", operation_id="normalize_name")
def normalize(body: CheckRequest, state: Shared, _: Reader) -> dict[str, Any]:
    """比对键，以及每一处与原名不同的地方。"""
    state.limits.require_name(body.name)
    return wire.normalized(normalize_name(body.name))


@router.post("/texts:segment", summary="分词", operation_id="segment_text")
def segment(body: TextRequest, _: Reader) -> dict[str, Any]:
    """词及其位置。"""
    return wire.segment(body.text, segment_text(body.text))


@router.post("/texts:extract", summary="从文字中找出品牌名称", operation_id="extract_brands")
def extract(body: TextRequest, _: Reader) -> dict[str, Any]:
    """品牌名称及单位，以及略去的页面杂质。"""
    return wire.extraction(extract_brands(body.text))


def _in_turn(state: State, proposals: list[Proposal]) -> Iterator[CheckReport]:
    """Yield the reports on a batch, some at a time, so that single checks need not wait for its end."""
    begun: list[tuple[Surroundings, Iterator[CheckReport]]] = []

    def some(against: Surroundings) -> list[CheckReport]:
        if not begun:
            begun.append((against, check_names(proposals, against, today=today().isoformat())))
        first, reports = begun[0]
        if first.book is not against.book:
            raise StorageUnavailable("台账文件刚刚被替换，请重新提交这一批名称。")
        return list(islice(reports, _AT_ONCE))

    while reports := state.checker.wait(some):
        yield from reports
