"""Every field of a template does something: another value gives another document, remark or refusal."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from service.drafting.drafts import BadFields, draft
from service.drafting.fields import Field
from service.drafting.package import find_template

TEMPLATES = (
    "application",
    "commendation",
    "digest",
    "letter",
    "profile",
    "speech",
    "summary-report",
    "summary-table",
)
# A key ties rows of a workbook together; figures of a registry are asked for with it; what was said before
# counts where it is a unit that would be said again (tests/service/speeches). What orders and groups
# applications goes into table, report and judges' sheets (tests/service/applications).
ELSEWHERE = {
    "application": {"app_id", "region", "superior_org", "unit_type", "apply_date", "contact"},
    "letter": {"unit_id"},
    "speech": {"branches_planned", "coverage_target", "said_before"},
}
# What some fields need beside them to be seen.
BESIDE: dict[str, dict[str, dict[str, Any]]] = {
    "application": {
        "branch_count": {"unit_name": "星河市示范集团党委"},
        "youth_count": {"participation": ""},
        "mass_count": {"participation": ""},
    },
    "letter": {
        "party_org_type": {"members_formal": 2},
        "signatory_posts": {"unit_signatory_post": "总经理"},
    },
    "speech": {"place": {"meeting_type": "现场会"}},
}


def others(field: Field, value: Any) -> Iterator[Any]:
    """Yield other values of a field, some of which its neighbours may refuse."""
    if field.type == "choice":
        yield from (choice for choice in field.choices if choice != value)
    elif field.type == "bool":
        yield not value if isinstance(value, bool) else value != "是"
    elif field.type in ("int", "number"):
        yield from ((value or 1) + 1, (value or 2) - 1, (value or 0) + 30)
    elif field.type == "list" and value:
        yield from (value[:-1], [*value, copy.deepcopy(value[-1])])
    elif field.type == "list":
        yield [dict.fromkeys((one.id for one in field.item), "院长")]
    else:
        yield {"date": "2026-03-17", "month": "2025-11"}.get(field.type, "院长、总经理")


def outcome(name: str, data: dict[str, Any]) -> object:
    try:
        made = draft(name, data)
    except BadFields as trouble:
        return trouble.facts["problems"]
    return made.text, made.file_name, [problem.message for problem in made.warnings]


def fields() -> list[tuple[str, Field]]:
    return [
        (name, field)
        for name in TEMPLATES
        for field in find_template(name).fields
        if field.id not in ELSEWHERE.get(name, ())
    ]


@pytest.mark.parametrize(("name", "field"), fields(), ids=lambda one: getattr(one, "id", one))
def test_every_field_has_an_effect(name: str, field: Field) -> None:
    template = find_template(name)
    for sample in template.sample_names:
        data = {**template.sample(sample), **BESIDE.get(name, {}).get(field.id, {})}
        plain = outcome(name, data)
        for value in others(field, data.get(field.id, field.default)):
            if outcome(name, {**data, field.id: value}) != plain:
                return
    pytest.fail(f"{name}: {field.id} changes nothing")
