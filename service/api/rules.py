"""The rules, to be read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path

from service import wire
from service.api.keys import Reader
from service.linting.explaining import explain, explained
from service.naming import find_relation_rule, find_rule, relation_rules, rules

router = APIRouter(tags=["规则"])

_Id = Annotated[str, Path(title="规则编号或名称", max_length=80, examples=["BN001"])]


@router.get("/rules", summary="全部规则", operation_id="list_rules")
def list_rules(_: Reader) -> dict[str, Any]:
    """每条规则查什么、为什么、依据、例子；relations 是比较两个名称的规则，document_rules 是检查公文的。"""
    return {
        "items": [wire.rule(rule) for rule in rules()],
        "relations": [wire.relation_rule(rule) for rule in relation_rules()],
        "document_rules": [asdict(one) for one in explained()],
    }


@router.get("/rules/{rule_id}", summary="一条规则", operation_id="get_rule")
def get_rule(rule_id: _Id, _: Reader) -> dict[str, Any]:
    """编号（BN001、B2，公文检查的 GW101、PR601）或名称（name-too-short）都可以。"""
    if relation := find_relation_rule(rule_id):
        return wire.relation_rule(relation)
    if told := explain(rule_id):
        return asdict(told)
    return wire.rule(find_rule(rule_id))
