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
INSIGHTS = "体会"
"""What a long look back tells besides results, examples and problems: what was understood on the way."""
FLAT, SHORT, LONG = 6, 12, 25
"""Minutes up to which a speech has no points under its parts, two a part, three; beyond: a third level."""
_LONG_FOR_FEW_FACTS, _LONGEST = 20, 30
"""Minutes up to which a speech has three parts where the office gives next to nothing (a fourth part is news
to listeners, a sixth way under one head is not; others up to `LONG`), and four; beyond, five."""


def about_brands(values: Values) -> bool:
    """Return whether a speech is on brands, so that the library may speak of them."""
    return "品牌" in values["theme"] or "品牌" in values["meeting_name"]


def is_brief_ceremony(values: Values) -> bool:
    """Return whether a ceremony is so short that what the office gives could crowd out its occasion."""
    return values["duration_min"] <= FLAT and plan(values["meeting_type"]).get("lead") in CEREMONIES


def purposes(values: Values) -> list[str]:
    """Return the parts to speak of, in order: those of the plan, fewer or more as asked."""
    own = plan(values["meeting_type"])
    wanted = list(own["parts"])
    if wanted[0] == "review" and not _results(values) and values["meeting_type"] != SUMMARY:
        wanted[0] = "gap" if values["problems"] else "why"
    minutes = values["duration_min"]
    asked = minutes > (LONG if _facts(values) else _LONG_FOR_FEW_FACTS)
    number = values["parts"] or 3 + asked + (minutes > _LONGEST)
    festive = own.get("lead") in CEREMONIES
    # What begins today asks for a calendar, what goes on for answers.
    news = ("steps", "doubt") if festive else ("doubt", "steps")
    fitting = asked and own.get("lead") != "award"
    # With much time and few facts, what listeners ask themselves carries further than more reasons.
    for extra, there in (
        ("gap", values["problems"] and not festive),
        ("learn", values["good_examples"]),
        (news[0], fitting),
        (news[1], fitting),
        ("why", True),
        ("review", festive and _results(values)),
        ("doubt", asked),
        ("gap", True),
    ):
        if there and len(wanted) < number and extra not in wanted:
            wanted.insert(_place(extra, wanted), extra)
    return wanted[:number]


def _place(extra: str, wanted: list[str]) -> int:
    """Return where a further part goes: reasons and results first, doubts and steps after tasks."""
    if extra in ("doubt", "steps"):
        return wanted.index("how")
    return 0 if extra in ("why", "review") and "learn" not in wanted[:1] else wanted.index("what")


def _facts(values: Values) -> bool:
    return _results(values) or any(values[key] for key in ("tasks", "problems"))


def _results(values: Values) -> bool:
    keys = ("achievements", "good_examples", "registry_facts")
    return any(values[key] for key in keys)
