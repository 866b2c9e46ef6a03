"""What the data say, as sentences: achievements, examples, problems, tasks; figures exactly as given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from service.drafting.numbers import chinese, chinese_day, plain_number
from service.speeches.choosing import Chooser
from service.speeches.library import sentences
from service.speeches.model import Passage

Values = Mapping[str, Any]
_END = re.compile(r"[。；;！？!?，,、\s]+$")


def bare(text: str) -> str:
    """Return a text without the marks at its end."""
    return _END.sub("", text)


def fact_text(item: Mapping[str, Any]) -> str:
    """Return a fact with its figure: the figure is added when the words do not hold it yet."""
    text = bare(str(item["fact"]))
    number = item["number"]
    if number or number == 0:
        figure = f"{plain_number(number)}{item['unit'] or ''}"
        if plain_number(number) not in text:
            return text + figure
    return text


def facts_passages(values: Values, key: str) -> list[Passage]:
    """Return the facts of a list, each a passage; two short ones share a sentence."""
    passages = []
    for place, item in enumerate(values[key]):
        passages.append(Passage(f"{fact_text(item)}。", f"{key}/{place}"))
    return passages


def example_passages(values: Values) -> list[Passage]:
    """Return good examples: unit, brand, fact."""
    found = []
    for place, item in enumerate(values["good_examples"]):
        brand = f"的“{item['brand']}”" if item["brand"] else ""
        found.append(
            Passage(f"{item['unit']}{brand}，{bare(item['fact'])}。", f"good_examples/{place}")
        )
    return found


def problem_passages(values: Values, choose: Chooser) -> list[Passage]:
    """Return the problems, counted 一是、二是, between a sentence that leads in and one that ends."""
    given = values["problems"]
    if not given:
        return []
    listed = [
        Passage(
            f"{_ordinal(n, len(given))}{bare(item['text'])}{'。' if n == len(given) - 1 else '；'}",
            f"problems/{n}",
        )
        for n, item in enumerate(given)
    ]
    lead = choose.one(sentences("frames", "problems-lead"))
    tail = choose.one(sentences("frames", "problems-tail"))
    return [Passage(lead, "frame"), *listed, Passage(tail, "frame")]


def _ordinal(place: int, total: int) -> str:
    return f"{chinese(place + 1)}是" if total > 1 else ""


def task_passages(task: Mapping[str, Any], place: int) -> list[Passage]:
    """Return what is said of a task: its points, who leads, by when."""
    points = [bare(line) for line in str(task["points"] or "").splitlines() if line.strip()]
    passages = [
        Passage(
            f"{_ordinal(n, len(points))}{text}{'。' if n == len(points) - 1 else '；'}",
            f"tasks/{place}/points",
        )
        for n, text in enumerate(points)
    ]
    if task["owner"] and task["due"]:
        told = f"这项工作由{task['owner']}牵头，{chinese_day(task['due'])}前完成。"
    elif task["owner"]:
        told = f"这项工作由{task['owner']}牵头负责。"
    elif task["due"]:
        told = f"这项工作要在{chinese_day(task['due'])}前完成。"
    else:
        return passages
    return [*passages, Passage(told, f"tasks/{place}")]


def requirement_passages(values: Values) -> list[Passage]:
    """Return requirements as sentences."""
    return [
        Passage(f"{bare(item['text'])}。", f"requirements/{n}")
        for n, item in enumerate(values["requirements"])
    ]


def quotation(spirit: Sequence[Mapping[str, Any]], place: int) -> Passage | None:
    """Return a quotation as its source gives it, or None; nothing else is ever quoted."""
    if place >= len(spirit):
        return None
    item = spirit[place]
    day = f"（{chinese_day(item['date'])}）" if item["date"] else ""
    if item["text"]:
        text = f"{item['source']}{day}指出：“{bare(item['text'])}。”这为我们做好工作指明了方向。"
    else:
        text = f"{item['source']}{day}对这项工作提出了明确要求，我们要认真学习领会、抓好贯彻落实。"
    return Passage(text, f"superior_spirit/{place}")
