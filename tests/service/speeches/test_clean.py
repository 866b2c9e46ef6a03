"""Speeches of ours hold to the standard that we check others by; what is missing is all that is found."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from service.drafting.drafts import draft
from service.drafting.package import find_template
from service.linting import lint

TEMPLATE = find_template("speech")
FIELDS = {field.id: field for field in TEMPLATE.fields}
MEETINGS, RANKS, TYPES = (FIELDS[n].choices for n in ("meeting_type", "rank", "unit_type"))
ASKED = list(
    zip(
        MEETINGS,
        itertools.cycle(RANKS),
        itertools.cycle(TYPES),
        itertools.cycle((15, 40)),
        strict=False,
    )
)


@pytest.mark.parametrize("sample", ["full", "minimal"])
@pytest.mark.parametrize(("meeting", "rank", "kind", "minutes"), ASKED)
def test_nothing_is_found_in_a_speech_but_its_gaps(
    meeting: str, rank: str, kind: str, minutes: int, sample: str
) -> None:
    asked: dict[str, Any] = {"meeting_type": meeting, "rank": rank, "unit_type": kind}
    made = draft(TEMPLATE, TEMPLATE.sample(sample) | asked | {"duration_min": minutes})
    found = [one for one in lint(made.docx).findings if "此处还缺" not in one.message]
    assert [(one.rule, one.message) for one in found] == []
