"""What the data say, as sentences: achievements, examples, problems, tasks; figures exactly as given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from nlp.alternatives import words_of
from nlp.chinese_numbers import chinese
from service.drafting.gaps import Gap
from service.drafting.numbers import chinese_day, plain_number
from service.speeches.choosing import Chooser
from service.speeches.library import lessons_of
from service.speeches.model import DUTY, Passage
from service.speeches.purposes import is_brief_ceremony
from service.speeches.register import frames
from service.speeches.takeaways import takeaways
from service.texts import inside_quotes, named

_WORDS = "speech/words.tsv"
Values = Mapping[str, Any]
_CLOSING = "”’》」"
_END = re.compile(r"[。；;！？!?，,、\s]+$")
_BAD = "问题"
_OF_EXAMPLES = "表彰会"
"""The ceremony that is held for its examples."""


def bare(text: str) -> str:
    """Return a text without the marks at its end."""
    return _END.sub("", str(text))


def framed(key: str, values: Values, choose: Chooser, *others: str) -> Passage:
    """Return a sentence of ours that leads in or over; where there is none of its key, of another."""
    return Passage(choose.one(frames(values, key, *others), key), "frame")


def fact_text(item: Mapping[str, Any]) -> str:
    """Return a fact with its figure: the figure is added when the words do not hold it yet."""
    text, number = bare(item["fact"]), item["number"]
    if not number and number != 0:
        return text
    shown = plain_number(number)
    held = re.search(rf"(?<![\d.]){re.escape(shown)}(?![\d.])", text)
    return text if held else f"{text}{shown}{item['unit'] or ''}"


def gap(label: str, words: str = "{}。") -> Passage:
    """Return a sentence with a fact that the office has still to give, printed as 【待补充：…】."""
    return Passage(words.format(Gap(label)), "gap")


def achievements(values: Values) -> list[Passage]:
    """Return achievements, each a sentence; from the fourth on they may be left out."""
    return [
        Passage(f"{fact_text(item)}。", f"achievements/{place}", spare=3 if place > 2 else 0)
        for place, item in enumerate(values["achievements"])
    ]


def registry_figures(values: Values, choose: Chooser, *, bad: bool) -> list[Passage]:
    """Return what a registry shows, of progress or of problems, after a sentence that leads in."""
    found = [
        Passage(f"{fact_text(item)}。", f"registry_facts/{place}")
        for place, item in enumerate(values["registry_facts"])
        if (item.get("kind") == _BAD) is bad
    ]
    return (
        [framed("registry-bad" if bad else "registry-good", values, choose), *found]
        if found
        else []
    )


def examples(values: Values, choose: Chooser, *, lead: bool = True) -> list[Passage]:
    """Return good examples with what others can take over; from the third on they may be left out."""
    found = [passage for told in _examples(values, choose) for passage in told]
    return [framed("examples-lead", values, choose), *found] if found and lead else found


def _examples(values: Values, choose: Chooser) -> list[list[Passage]]:
    """Return each example: unit, brand, fact, and what others can take over."""
    taken = takeaways(values, choose)
    items = enumerate(values["good_examples"])
    kept = 0 if is_brief_ceremony(values) and values["meeting_type"] != _OF_EXAMPLES else 1
    return [
        [_example(item, n, spare=4 if n > kept else 0), *([taken[n]] if n in taken else [])]
        for n, item in items
    ]


def _example(item: Mapping[str, Any], place: int, *, spare: int) -> Passage:
    unit = bare(item["unit"])
    fact = _without(unit, bare(item["fact"]))
    told = f"打造{_branded(bare(item['brand']))}，{fact}" if item["brand"] else fact
    text = f"{unit}{told}。"
    return Passage(text, f"good_examples/{place}", spare=spare)


def _without(unit: str, fact: str) -> str:
    """Return a fact without the name of its unit, or the end of it, that it begins with once more."""
    ends = (unit[place:] for place in range(len(unit) - 1))
    again = next((end for end in ends if fact.startswith(end)), "")
    return fact.removeprefix(again).lstrip("，")


def _branded(brand: str) -> str:
    """Return a brand in quotation marks once, with the word 品牌 once."""
    return f"{named(brand)}{'' if brand.rstrip(_CLOSING).endswith('品牌') else '品牌'}"


def lessons(values: Values, choose: Chooser) -> dict[str, list[Passage]]:
    """Return good examples by what they teach, spread over as many topics as their words allow."""
    found: dict[str, list[Passage]] = {}
    for item, told in zip(values["good_examples"], _examples(values, choose), strict=True):
        fitting = lessons_of(item["fact"]) or [""]
        topic = next((one for one in fitting if one not in found), fitting[0])
        found.setdefault(topic, []).extend(told)
    return found


def problems(values: Values, choose: Chooser, lead: str = "") -> list[Passage]:
    """Return the problems, counted 一是、二是, after a sentence that leads in where one is named."""
    given = [bare(item["text"]) for item in values["problems"]]
    if len(given) == 1 and not lead and not given[0].startswith(words_of(_WORDS, "who")):
        given = [f"主要是{given[0]}"]
    listed = [
        Passage(text, f"problems/{place}") for place, text in enumerate(counted(given)) if text
    ]
    return (
        [framed(problems_lead(values, lead), values, choose), *listed]
        if listed and lead
        else listed
    )


def problems_lead(values: Values, key: str) -> str:
    """Return which sentences lead in to the problems: those for a single one speak of one."""
    return f"{key}-one" if len(values["problems"]) == 1 else key


def counted(texts: Sequence[str]) -> list[str]:
    """Return texts as one sentence counted 一是、二是; long ones become sentences of their own."""
    long = any(len(text) > 60 or "。" in text for text in texts)
    shown = []
    for place, text in enumerate(texts):
        number = f"{chinese(place + 1)}是" if len(texts) > 1 else ""
        shown.append(f"{number}{text}{'。' if long or place == len(texts) - 1 else '；'}")
    return shown


def points_of(task: Mapping[str, Any]) -> list[str]:
    """Return the points of a task, a line each."""
    return [bare(line) for line in str(task["points"] or "").splitlines() if line.strip()]


def duty(task: Mapping[str, Any], place: int, values: Values, choose: Chooser) -> list[Passage]:
    """Return who leads a task and until when, as far as the data say."""
    owner, due = task["owner"], task["due"]
    if not owner and not due:
        return []
    key = "-".join(name for name, value in (("owner", owner), ("due", due)) if value)
    guest = f"guest-{key}" if values["rank"] == "上级部门" else key
    ordered = choose.ordered(frames(values, guest), guest)
    text = ordered[place % len(ordered)]
    day = day_of(task, values) if due else ""
    told = text.replace("{owner}", str(owner or "")).replace("{due}", day)
    return [Passage(told, f"tasks/{place}", DUTY, spare=1)]


def day_of(task: Mapping[str, Any], values: Values) -> str:
    """Return until when a task is to be done; without the year where it is that of the meeting."""
    day: str = chinese_day(task["due"])
    return day.split("年", 1)[1] if task["due"].year == values["date"].year else day


def task(item: Mapping[str, Any], place: int, values: Values, choose: Chooser) -> list[Passage]:
    """Return what is said of a task: its points, who leads, by when."""
    points = "".join(counted(points_of(item)))
    told = [Passage(points, f"tasks/{place}/points", spare=2)] if points else []
    return [*told, *duty(item, place, values, choose)]


def quotation_text(text: str) -> str:
    """Return a quotation as it stands between quotation marks, a full stop at its end."""
    whole = inside_quotes(str(text).strip())
    return whole if whole[-1:] in "。！？" else f"{whole}。"


def quotation(values: Values, place: int, choose: Chooser) -> list[Passage]:
    """Return a quotation as its source gives it; nothing else is ever quoted."""
    spirit = values["superior_spirit"]
    if place >= len(spirit):
        return []
    item, path = spirit[place], f"superior_spirit/{place}"
    source = bare(item["source"])
    spare = 3 if place else 0
    if not item["text"]:
        also = "也" if place else ""
        return [Passage(f"对{source}，{also}要认真学习领会、抓好贯彻落实。", path, spare=spare)]
    document = source.startswith("《")
    day = f"{chinese_day(item['date'])}，" if item["date"] and not document else ""
    verb = "提出" if document else "指出"
    text = f"{day}{source}{verb}：“{quotation_text(item['text'])}”"
    ordered = choose.ordered(frames(values, "quote-tail"), "quote-tail")
    return [
        Passage(text, path, spare=spare),
        Passage(ordered[place % len(ordered)], "frame", spare=spare),
    ]


def awards(values: Values) -> list[Passage]:
    """Return what was awarded, with the counts of the list."""
    told = []
    for item in values["awards"]:
        measure = item["unit"] or ("名" if _is_of_people(item) else "个")
        told.append(f"{bare(item['kind'])}{item['count']}{measure}")
    return [Passage(f"这次会议表彰了{'、'.join(told)}。", "awards")] if told else []


def honoured(values: Values) -> str:
    """Return how those who were awarded are called together: people, collectives, or both."""
    people = [_is_of_people(item) for item in values["awards"]]
    if not people or any(people) != all(people):
        return "集体和个人"
    return "同志" if all(people) else "集体"


def _is_of_people(award: Mapping[str, Any]) -> bool:
    """Return whether people are honoured by it, not collectives."""
    return bare(award["kind"]).endswith(words_of(_WORDS, "people"))
