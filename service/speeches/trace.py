"""Where everything in a speech comes from: each figure and quotation to its row, each unit to the library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.drafting.gaps import gaps_in
from service.speeches.checks import figures, passages
from service.speeches.composing import target_length
from service.speeches.model import Passage, Speech
from service.speeches.titles import day_line, is_double, speaker_line, title_of

SLOW, FAST = 180, 220
"""Characters a minute between which a speech is estimated (speaking rates of formal speech)."""
SHOWN = re.compile(r"\d+(?:\.\d+)?%?|“[^”]+”")
"""A figure or what stands in quotation marks."""


def minutes(speech: Speech, values: Mapping[str, Any]) -> dict[str, float]:
    """Return how long a speech takes: at the rate asked, spoken fast, spoken slowly."""
    length = speech.length
    return {
        "at_rate": round(length / int(values["rate"]), 1),
        "low": round(length / FAST, 1),
        "high": round(length / SLOW, 1),
    }


def trace(speech: Speech, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sidecar `pinwen.speech-trace/1` as JSON values.

    `facts` has every figure and all that stands in quotation marks, in order: with its heading, or with its
    paragraph (from 1, headings not counted) and where in the paragraph it starts; and its place in the data,
    or the unit of the library. `told` is where the office has it from. `gaps` are the facts still missing.
    """
    return {
        "schema": "pinwen.speech-trace/1",
        "characters": speech.length,
        "asked": target_length(values),
        "minutes": minutes(speech, values),
        "facts": list(_facts(speech, values)),
        "passages": [
            {"text": p.text, "source": p.source, "figures": figures(p.text)}
            for p in passages(speech)
        ],
        "gaps": list(gaps_in("".join(p.text for p in passages(speech)))),
        "notices": [*speech.notices, *speech.wanting],
    }


def _facts(speech: Speech, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for text, source in _heads(speech, values):
        for found in SHOWN.finditer(text):
            shown = _frame_source(found[0], values) if source == "frame" else source
            yield {"text": found[0], "heading": text, "source": shown}
    for number, paragraph in enumerate(speech.paragraphs, 1):
        start = 0
        for passage in paragraph:
            for found in SHOWN.finditer(passage.text):
                yield _fact(found, passage, number, start, values)
            start += len(passage.text)


def _heads(speech: Speech, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what stands above the text and between its paragraphs, with where it is from."""
    yield title_of(values), "main_title" if values["main_title"] else "frame"
    if is_double(values):
        yield str(values["meeting_name"]), "meeting_name"
    yield speaker_line(values), "post"
    yield day_line(values), "date"
    yield speech.salutation, "audience"
    for part in speech.parts:
        yield part.heading, "frame"
        yield from ((point.heading, point.heading_source) for point in part.points)


def _fact(
    found: re.Match[str], passage: Passage, paragraph: int, start: int, values: Mapping[str, Any]
) -> dict[str, Any]:
    source = _frame_source(found[0], values) if passage.source == "frame" else passage.source
    shown: dict[str, Any] = {"text": found[0], "paragraph": paragraph}
    shown |= {"start": start + found.start(), "source": source}
    told = _told(source, values)
    return shown | {"told": told} if told else shown


def _frame_source(text: str, values: Mapping[str, Any]) -> str:
    """Return which value of the request a figure in a sentence of ours is from."""
    for key in ("meeting_name", "theme"):
        if text in str(values[key]):
            return key
    return "frame"


def _told(source: str, values: Mapping[str, Any]) -> str:
    key, _, rest = source.partition("/")
    rows = values.get(key)
    if not isinstance(rows, list) or not rest:
        return ""
    return str(rows[int(rest.split("/")[0])].get("source") or "")
