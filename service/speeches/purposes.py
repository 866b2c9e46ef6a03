"""Which parts a speech has, by the kind of meeting, the data and the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.speeches.library import plan

Values = Mapping[str, Any]
CEREMONIES = ("award", "launch", "sign")
"""Meetings at which results and problems are touched on, not gone through point by point."""
WITHOUT_TASKS = ("award", "launch", "debrief", "forum")
"""Meetings that need no tasks of the office's own."""
SUMMARY = "总结会"
"""The meeting that cannot do without results: where they are missing, a gap is shown."""
_MOST_MINUTES_OF_THREE = 30


def about_brands(values: Values) -> bool:
    """Return whether a speech is on brands, so that the library may speak of them."""
    return "品牌" in values["theme"] or "品牌" in values["meeting_name"]


def purposes(values: Values) -> list[str]:
    """Return the parts to speak of, in order: those of the plan, fewer or more as asked."""
    own = plan(values["meeting_type"])
    wanted = list(own["parts"])
    bare = not _results(values) and not values["problems"]
    if wanted[0] == "review" and bare and values["meeting_type"] != SUMMARY:
        wanted[0] = "why"
    number = values["parts"] or (4 if values["duration_min"] > _MOST_MINUTES_OF_THREE else 3)
    festive = own.get("lead") in CEREMONIES
    for extra, there in (
        ("gap", values["problems"] and not festive),
        ("learn", values["good_examples"]),
        ("why", True),
        ("review", festive and _results(values)),
        ("gap", True),
    ):
        if there and len(wanted) < number and extra not in wanted:
            wanted.insert(_place(extra, wanted), extra)
    return wanted[:number]


def _place(extra: str, wanted: list[str]) -> int:
    """Return where a further part goes: reasons and results to the front, others before the tasks."""
    return 0 if extra in ("why", "review") and "learn" not in wanted[:1] else wanted.index("what")


def _results(values: Values) -> bool:
    keys = ("achievements", "good_examples", "registry_facts")
    return any(values[key] for key in keys)
