"""The values of a speech for its template: what was composed, as texts; notices as warnings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from service.drafting.drafts import Draft
from service.drafting.fields import Problem
from service.drafting.kinds import Prepared
from service.speeches.checks import check_speech
from service.speeches.composing import compose
from service.speeches.model import Part, Passage, Speech
from service.speeches.reading import reading_copy
from service.speeches.titles import day_line, is_double, speaker_line, title_of
from service.speeches.trace import trace


def prepare(values: Mapping[str, Any]) -> Prepared:
    """Return the values with the composed speech, ready for the template."""
    speech = compose(values)
    found = [*speech.notices, *speech.wanting, *check_speech(speech, values)]
    shown = {
        **values,
        "title": title_of(values),
        "speaker_line": speaker_line(values),
        "speech": {**_shown(speech), "double": is_double(values), "day": day_line(values)},
        "composed": speech,
    }
    return Prepared(
        shown, tuple(Problem("", "讲话稿", "speech", text, "warning") for text in found)
    )


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
