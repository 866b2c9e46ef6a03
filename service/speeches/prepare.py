"""The values of a speech for its template: what was composed, as texts; notices as warnings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from service.drafting.drafts import Draft
from service.drafting.fields import Problem
from service.drafting.kinds import Prepared
from service.drafting.numbers import chinese, chinese_day
from service.speeches.checks import check_speech
from service.speeches.choosing import Chooser
from service.speeches.composing import compose
from service.speeches.library import sentences
from service.speeches.model import Part, Passage, Speech
from service.speeches.reading import reading_copy
from service.speeches.trace import trace

_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def prepare(values: Mapping[str, Any]) -> Prepared:
    """Return the values with the composed speech, ready for the template."""
    speech = compose(values)
    found = [*speech.notices, *check_speech(speech, values)]
    double = bool(values["main_title"]) or values["title_style"] == "双标题"
    shown = {
        **values,
        "title": _opinion(values) if double else f"在{values['meeting_name']}上的讲话",
        "speaker_line": " ".join(str(values[key]) for key in ("post", "name") if values[key]),
        "speech": {**_shown(speech), "double": double, "day": _day(values)},
        "composed": speech,
    }
    return Prepared(
        shown, tuple(Problem("", "讲话稿", "speech", text, "warning") for text in found)
    )


def _opinion(values: Mapping[str, Any]) -> str:
    """Return the main title of a double one: the office's own, else one that says what is wanted."""
    if values["main_title"]:
        return str(values["main_title"])
    choose = Chooser(values["meeting_name"], values["date"])
    text = choose.one(sentences("frames", "title"), "title")
    return text.replace("{theme}", str(values["theme"]))


def _day(values: Mapping[str, Any]) -> str:
    """Return the day under the title, in Arabic or Chinese figures."""
    if values["date_style"] != "汉字":
        return chinese_day(values["date"])
    day = values["date"]
    year = str(day.year).translate(_DIGITS)
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"


def _shown(speech: Speech) -> dict[str, Any]:
    return {
        "salutation": speech.salutation,
        "opening": [_joined(paragraph) for paragraph in speech.opening],
        "link": speech.link.text,
        "parts": [
            {"heading": part.heading, "paragraphs": _paragraphs(part)} for part in speech.parts
        ],
        "closing": [_joined(paragraph) for paragraph in speech.closing],
    }


def _paragraphs(part: Part) -> list[dict[str, Any]]:
    """Return the paragraphs of a part: the first of a point carries its heading and level."""
    shown: list[dict[str, Any]] = []
    for point in part.points:
        first, *others = point.paragraphs
        shown.append({"level": point.level, "heading": point.heading, "text": _joined(first)})
        shown += [{"level": 0, "heading": "", "text": _joined(other)} for other in others]
    return shown


def _joined(passages: Sequence[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def companions(made: Draft, values: Mapping[str, Any]) -> Sequence[tuple[str, bytes]]:
    """Return what goes with a speech: the copy to read aloud, and where its figures come from."""
    speech: Speech = values["composed"]
    sidecar = json.dumps(trace(speech, values), ensure_ascii=False, indent=1) + "\n"
    return (
        (f"{made.file_name}_朗读稿.docx", reading_copy(made.blocks, speech, values)),
        (f"{made.file_name}_出处.json", sidecar.encode()),
    )
