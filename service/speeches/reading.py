"""The copy to read aloud: large type, pauses marked, minutes told, the time it will take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from service.docx.profile import find_profile
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Paragraph
from service.speeches.model import Speech, count
from service.speeches.trace import FAST, SLOW, minutes

SHORT_PAUSE, LONG_PAUSE = "／", "‖"
BREATH = 9
"""Characters that a comma must end before it is marked: «会上，» is spoken on without taking breath."""
_CLAUSE = re.compile(r"([，；：。！？]+[”’》）]*)(?=.)", re.DOTALL)
_SPOKEN = ("flush", "body", "item", "heading1", "heading2", "heading3")


def reading_copy(blocks: Iterable[Block], speech: Speech, values: Mapping[str, Any]) -> bytes:
    """Return a speech in large type: ／ between clauses, ‖ after a paragraph, minutes as they pass."""
    made = list(_marked(blocks, int(values["rate"]), _step(int(values["duration_min"]))))
    return write_docx(_timed(made, speech, values), find_profile("reading"), title="朗读稿")


def _step(asked: int) -> int:
    """Return after how many minutes each the time is told."""
    return 1 if asked <= 10 else 2 if asked <= 20 else 5


def _marked(blocks: Iterable[Block], rate: int, step: int) -> Iterator[Block]:
    spoken, due = 0, step
    for block in blocks:
        if not isinstance(block, Paragraph) or block.kind not in _SPOKEN:
            yield block
            continue
        text = paused(block.text)
        text, spoken, due = _minutes(text, spoken, due, rate, step)
        yield Paragraph(block.kind, text + ("" if block.kind == "flush" else LONG_PAUSE))


def paused(text: str) -> str:
    """Return a text with ／ where to take breath: after sentences, and after commas once a breath is long."""
    shown, last = [], 0
    for found in _CLAUSE.finditer(text):
        ends = found[1].strip("，”’》）")
        if ends or found.end() - last >= BREATH:
            shown += [text[last : found.end()], SHORT_PAUSE]
            last = found.end()
    return "".join([*shown, text[last:]])


def _minutes(text: str, spoken: int, due: int, rate: int, step: int) -> tuple[str, int, int]:
    """Return a text with the minutes that pass in it, told where a sentence ends."""
    parts = []
    for sentence in re.split(rf"(?<=[。！？]{SHORT_PAUSE})|(?<=[。！？]”{SHORT_PAUSE})", text):
        parts.append(sentence)
        spoken += count(sentence) - sentence.count(SHORT_PAUSE)
        if spoken >= due * rate:
            passed = int(spoken / rate) // step * step
            parts.append(f"【{passed}分钟】")
            due = passed + step
    return "".join(parts), spoken, due


def _timed(blocks: list[Block], speech: Speech, values: Mapping[str, Any]) -> list[Block]:
    """Return blocks with the expected time above the salutation."""
    time = minutes(speech, values)
    told = f"预计用时{time['low']:.0f}—{time['high']:.0f}分钟（每分钟{SLOW}—{FAST}字，共{speech.length}字）"
    place = next(
        (n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.kind == "flush"), 0
    )
    return [*blocks[:place], Paragraph("centred", told), *blocks[place:]]
