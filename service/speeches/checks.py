"""What must hold in a composed speech: figures and quotations from the data, no repetition, order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from service.speeches.model import Passage, Speech

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_QUOTED = re.compile(r"指出：“([^”]*)”")
_PLACEHOLDER = re.compile(r"[Xx×＊*]{2,}")
_LONG = 14


def passages(speech: Speech) -> Iterator[Passage]:
    """Yield all passages in order."""
    yield from speech.opening
    yield speech.link
    for part in speech.parts:
        yield from part.lead
        for sub in part.subs:
            yield from sub.passages
    yield from speech.closing


def check_speech(speech: Speech, values: Mapping[str, Any]) -> list[str]:
    """Return what is wrong in a speech, each a Chinese sentence; empty when all is well."""
    whole = "\n".join(passage.text for passage in passages(speech))
    given = {item["text"].rstrip("。") for item in values["superior_spirit"] if item["text"]}
    found = [
        f"引文“{quoted[:20]}”不在上级精神中，请核对。"
        for quoted in _QUOTED.findall(whole)
        if quoted.rstrip("。") not in given
    ]
    if placeholder := _PLACEHOLDER.search(whole):
        found.append(f"文中有没填的“{placeholder[0]}”，请补上。")
    found += [f"“{text[:20]}…”重复出现，请修改。" for text in _repeated(whole)]
    return found


def _repeated(whole: str) -> list[str]:
    """Return long stretches that stand in the text more often than once."""
    counts: dict[str, int] = {}
    for sentence in re.split(r"[。！？；\n]", whole):
        if len(sentence) >= _LONG:
            counts[sentence] = counts.get(sentence, 0) + 1
    return [text for text, number in counts.items() if number > 1]


def figures(text: str) -> list[str]:
    """Return the figures in a text, as written."""
    return _FIGURE.findall(text)
