"""Where everything in a speech comes from: each figure and quotation to its row, each unit to the library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.speeches.checks import figures, passages
from service.speeches.composing import target_length
from service.speeches.model import Passage, Speech

SLOW, FAST = 180, 220
"""Characters a minute between which a speech is estimated (speaking rates of formal speech)."""
_SHOWN = re.compile(r"\d+(?:\.\d+)?%?|“[^”]+”")


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

    `facts` has each figure and quotation from the data with its paragraph (from 1, headings not counted),
    where in the paragraph it starts, and its place in the data; `told` is where the office has it from.
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
        "notices": list(speech.notices),
    }


def _facts(speech: Speech, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for part in speech.parts:
        for point in part.points:
            for text in figures(point.heading):
                yield {"text": text, "heading": point.heading, "source": point.heading_source}
    for number, paragraph in enumerate(speech.paragraphs, 1):
        start = 0
        for passage in paragraph:
            if not passage.source.startswith("unit:"):
                for found in _SHOWN.finditer(passage.text):
                    yield _fact(found, passage, number, start, values)
            start += len(passage.text)


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
