"""What must hold in a speech: length, figures and quotations from the data, order, no repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nlp.chinese_numbers import chinese
from service.speeches.composing import MOST_OVER, MOST_UNDER, salutation, target_length
from service.speeches.facts import quotation_text
from service.speeches.library import said_before, unit_ids
from service.speeches.model import Passage, Speech
from service.texts import first_of, quoted

Values = Mapping[str, Any]
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
_QUOTED = re.compile(r"(?:指出|提出|强调|要求)：“([^”]*)”")
_PLACEHOLDER = re.compile(r"[Xx×＊*]{2,}|〔待|来源于|来源：")
_SPOKEN_BY = re.compile(r"[一-鿿]{2,4}(?:总书记|主席|总理)")
_AS_OF = re.compile(r"截至(\d{4})年(\d{1,2})月(\d{1,2})日")
_TOGETHER = re.compile(r"一起(谋划|部署|落实|检查)")
_RIGHT_ORDER = ["谋划", "部署", "落实", "检查"]
_LONG, _PHRASE, _MOST_TIMES = 14, 12, 3
_MOST_IDS = 10


def passages(speech: Speech) -> Iterator[Passage]:
    """Yield all passages in order."""
    for paragraph in speech.paragraphs:
        yield from paragraph


def figures(text: str) -> list[str]:
    """Return the figures in a text, as written."""
    return _FIGURE.findall(text)


def check_speech(speech: Speech, values: Values) -> list[str]:
    """Return what is wrong in a speech, each a Chinese sentence; empty when all is well."""
    return [told for check in _CHECKS for told in check(speech, values)]


def _whole(speech: Speech) -> str:
    return "\n".join("".join(p.text for p in paragraph) for paragraph in speech.paragraphs)


def _length(speech: Speech, values: Values) -> Iterator[str]:
    asked = target_length(values)
    within = (1 - MOST_UNDER) * asked <= speech.length <= (1 + MOST_OVER) * asked
    # The composer has told it already, with what to add or to leave out.
    if not within and not speech.notices:
        yield f"全文 {speech.length} 字，与要求的 {asked} 字相差超过一成，请增删。"


def _numbers(speech: Speech, values: Values) -> Iterator[str]:
    """Ask that every figure stands in a passage from the data, or in the name of the meeting or theme."""
    named = set(figures(f"{values['meeting_name']}{values['theme']}"))
    for passage in passages(speech):
        if passage.source == "frame" or passage.source.startswith("unit:"):
            for figure in figures(passage.text):
                if figure not in named:
                    yield f"数字“{figure}”没有出处，请核对。"


def _quotations(speech: Speech, values: Values) -> Iterator[str]:
    given = {quotation_text(item["text"]) for item in values["superior_spirit"] if item["text"]}
    whole = _whole(speech)
    for found in _QUOTED.findall(whole):
        if found not in given:
            yield f"引文“{found[:20]}”不在上级精神中，请核对。"
    if whole.count("“") != whole.count("”") or whole.count("《") != whole.count("》"):
        yield "引号或书名号不成对，请检查资料里的标点。"


def _leaders(speech: Speech, values: Values) -> Iterator[str]:
    known = str(values)
    for passage in passages(speech):
        for name in _SPOKEN_BY.findall(passage.text):
            if name not in known:
                yield f"“{name}”不在资料中，请核对。"


def _placeholders(speech: Speech, _values: Values) -> Iterator[str]:
    if found := _PLACEHOLDER.search(_whole(speech)):
        yield f"文中有没填的或多余的“{found[0]}”，请改正。"


def _repetition(speech: Speech, values: Values) -> Iterator[str]:
    """Ask that no sentence is said twice, and no long phrase more than three times."""
    whole = _whole(speech)
    sentences = Counter(s for s in re.split(r"[。！？；\n]", whole) if len(s) >= _LONG)
    yield from (f"“{s[:20]}…”重复出现，请修改。" for s, n in sentences.items() if n > 1)
    for name in (values["theme"], values["meeting_name"], values["host_org"]):
        whole = whole.replace(str(name), "\n")
    phrases = Counter(whole[i : i + _PHRASE] for i in range(len(whole) - _PHRASE))
    often = [p for p, n in phrases.items() if n > _MOST_TIMES and not re.search(r"[\n，。；]", p)]
    yield from (f"“{phrase}”说了 {phrases[phrase]} 次，请换个说法。" for phrase in often[:3])


def _announced(speech: Speech, _values: Values) -> Iterator[str]:
    number = chinese(len(speech.parts))
    if f"{number}点" not in speech.link.text:
        yield f"引出正文的话应说“{number}点”，与部分数一致，请修改。"


def _frame(speech: Speech, values: Values) -> Iterator[str]:
    if not speech.closing or not speech.closing[-1]:
        yield "没有结尾，请补上。"
    if speech.salutation != salutation(values["audience"]):
        yield "称谓与听众不一致，请修改。"


def _parallel(speech: Speech, values: Values) -> Iterator[str]:
    """Ask that headings of one level have clauses of one length; titles of tasks are the office's own."""
    yield from _shapes([part.heading for part in speech.parts])
    for part in speech.parts:
        if part.purpose != "what" or not values["tasks"]:
            yield from _shapes([point.heading for point in part.headed])


def _shapes(headings: list[str]) -> Iterator[str]:
    shapes = {tuple(len(clause) for clause in re.split("[，、]", h)) for h in headings}
    if len({len(shape) for shape in shapes}) > 1 or any(
        max(clause) - min(clause) > 1 for clause in zip(*shapes, strict=False)
    ):
        yield f"标题“{'”“'.join(headings)}”字数不一，不成对仗，请修改。"


def _days(_speech: Speech, values: Values) -> Iterator[str]:
    for item in values["superior_spirit"]:
        if item["date"] and item["date"] > values["date"]:
            yield f"“{item['source']}”的日期在会议之后，请核对。"
    for item in values["tasks"]:
        if item["due"] and item["due"] < values["date"]:
            yield f"任务“{item['title']}”的时限在会议之前，请核对。"


def _as_of(_speech: Speech, values: Values) -> Iterator[str]:
    """Ask that figures are not as of a day after the meeting."""
    for item in values["registry_facts"]:
        found = _AS_OF.match(item["fact"])
        if found and tuple(map(int, found.groups())) > values["date"].timetuple()[:3]:
            yield f"台账数字{found[0]}，晚于会议日期，请核对会议日期。"


def _set_terms(speech: Speech, _values: Values) -> Iterator[str]:
    for paragraph in speech.paragraphs:
        named = _TOGETHER.findall("".join(passage.text for passage in paragraph))
        if len(named) == len(_RIGHT_ORDER) and named != _RIGHT_ORDER:
            yield "“一起谋划、一起部署、一起落实、一起检查”的次序不对，请改正。"


def _said_before(_speech: Speech, values: Values) -> Iterator[str]:
    unknown = [quoted(one) for one in said_before(values) if one not in unit_ids()]
    if unknown:
        listed = first_of(list(dict.fromkeys(unknown)), _MOST_IDS, "")
        yield (
            f"“此前讲过的段落”里的编号{listed}不认识，没有起作用，"
            "请照以前讲话的“出处.json”把 unit: 开头的编号整个填入。"
        )


_CHECKS: tuple[Callable[[Speech, Values], Iterator[str]], ...] = (
    _length,
    _numbers,
    _quotations,
    _leaders,
    _placeholders,
    _repetition,
    _announced,
    _frame,
    _parallel,
    _days,
    _as_of,
    _set_terms,
    _said_before,
)
