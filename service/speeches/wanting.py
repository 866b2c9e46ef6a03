"""What a speech lacks of the office's own facts, so that it sounds hollow: told with what to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.speeches.library import plan
from service.speeches.model import Passage, Speech, count
from service.speeches.purposes import CEREMONIES, WITHOUT_TASKS

Values = Mapping[str, Any]
LEAST = 0.05
"""Share of a speech that the office's own facts should have (DECISION)."""
_FROM, _LONG, _SHORTEST = 8, 20, 5
"""Minutes: from where the share counts; from where background counts; no shorter speech is proposed."""
_ENOUGH = {
    "achievements": ("成绩", "写明数字", 3),
    "good_examples": ("典型", "哪个单位、怎么做、成效如何", 2),
    "problems": ("问题", "说到人和事", 2),
    "tasks": ("任务", "要点、牵头单位、时限", 3),
}


def wanting(speech: Speech, values: Values) -> list[str]:
    """Return what to fill in where too little of a speech comes from the data; empty where enough does."""
    minutes, given = int(values["duration_min"]), given_length(speech)
    if minutes < _FROM or given >= LEAST * speech.length:
        return []
    wanted = [*_facts(values), *_tasks(values)]
    if minutes >= _LONG:
        named = {"background": "背景", "superior_spirit": "上级精神", "requirements": "要求"}
        wanted += [label for key, label in named.items() if not values[key]]
    filled = given / LEAST / int(values["rate"])
    shorter = max(_SHORTEST, min(minutes - 1, int(filled)))
    told = (
        f"全文约 {speech.length} 字，来自所填资料的只有 {given} 字，其余是通用的话，讲出来会空。"
        f"要讲得具体，请补充：{'；'.join(wanted or ['更多具体事实'])}。"
        f"没有这些资料的，建议缩短到 {shorter} 分钟左右。"
    )
    return [told]


def given_length(speech: Speech) -> int:
    """Return how many spoken characters are the office's own: facts, and headings that it gave."""
    points = [point for part in speech.parts for point in part.points]
    heads = sum(count(point.heading) for point in points if _given(point.heading_source))
    said = (passage for paragraph in speech.paragraphs for passage in paragraph)
    return heads + sum(count(passage.text) for passage in said if _is_given(passage))


def _is_given(passage: Passage) -> bool:
    return _given(passage.source) and passage.source != "gap"


def _given(source: str) -> bool:
    """Return whether a passage tells a fact of the office's; tasks told together are told again."""
    return source not in ("frame", "tasks") and not source.startswith("unit:")


def _facts(values: Values) -> Iterator[str]:
    """Yield lists that hold too few items, with what each item should tell."""
    lead = plan(values["meeting_type"]).get("lead", "")
    for key, (label, how, enough) in _ENOUGH.items():
        idle = key == "tasks" and (lead in WITHOUT_TASKS or values["rank"] == "上级部门")
        if idle or (key == "problems" and lead in CEREMONIES):
            continue
        number = len(values[key])
        if number < enough:
            yield f"{label}（{how}，{f'现有 {number} 条' if number else '还没有填'}）"


def _tasks(values: Values) -> Iterator[str]:
    """Yield the tasks that have nothing but a title."""
    bare = [one["title"] for one in values["tasks"] if not one["points"]]
    if bare:
        yield f"任务“{'”“'.join(bare)}”的要点"
