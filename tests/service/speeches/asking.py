"""Speeches asked for: the samples of the template with changes, and the text of what was composed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from service.drafting.fields import validate
from service.drafting.package import find_template
from service.speeches.checks import passages
from service.speeches.model import Speech

TEMPLATE = find_template("speech")
FIELDS = {field.id: field for field in TEMPLATE.fields}
MEETINGS, RANKS, TYPES = (FIELDS[name].choices for name in ("meeting_type", "rank", "unit_type"))


def values(sample: str = "minimal", **changes: Any) -> dict[str, Any]:
    """Return the checked values of a sample with some fields changed."""
    checked = validate(TEMPLATE.fields, TEMPLATE.sample(sample) | changes)
    assert checked.acceptable, checked.problems
    return checked.values


def text(speech: Speech) -> str:
    """Return all that is said, without breaks."""
    return "".join(passage.text for passage in passages(speech))


def drawn(data: st.DataObject) -> dict[str, Any]:
    """Return choices that Hypothesis makes: of meeting, rank, kind of unit, titles, dates, minutes."""
    names = ("meeting_type", "rank", "unit_type", "title_style", "date_style")
    choices: dict[str, Any] = {
        name: data.draw(st.sampled_from(FIELDS[name].choices), label=name) for name in names
    }
    return choices | {"duration_min": data.draw(st.integers(5, 40), label="minutes")}
