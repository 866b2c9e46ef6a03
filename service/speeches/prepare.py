"""The values of a speech for its template: what was composed, as texts; notices as warnings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from service.docx.profile import find_profile
from service.docx.writer import write_docx
from service.drafting.blocks import Block, Paragraph
from service.drafting.drafts import Draft
from service.drafting.fields import Problem
from service.drafting.kinds import Prepared
from service.speeches.checks import check_speech
from service.speeches.composing import compose
from service.speeches.model import Passage, Speech
from service.speeches.trace import trace

_PAUSES = str.maketrans(
    {"，": "，／", "；": "；／", "：": "：／", "。": "。‖", "！": "！‖", "？": "？‖"}
)


def prepare(values: Mapping[str, Any]) -> Prepared:
    """Return the values with the composed speech, ready for the template."""
    speech = compose(values)
    found = [*speech.notices, *check_speech(speech, values)]
    shown = {
        **values,
        "title": _title(values),
        "speaker_line": " ".join(str(values[key]) for key in ("post", "name") if values[key]),
        "speech": _shown(speech),
        "composed": speech,
    }
    return Prepared(
        shown, tuple(Problem("", "讲话稿", "speech", text, "warning") for text in found)
    )


def _title(values: Mapping[str, Any]) -> str:
    return str(values["main_title"] or f"在{values['meeting_name']}上的讲话")


def _shown(speech: Speech) -> dict[str, Any]:
    return {
        "salutation": speech.salutation,
        "opening": [_joined(group) for group in _opening_paragraphs(speech.opening)],
        "link": speech.link.text,
        "parts": [
            {
                "heading": part.heading,
                "lead": _joined(part.lead),
                "subs": [
                    {"heading": sub.heading, "text": _joined(sub.passages)} for sub in part.subs
                ],
            }
            for part in speech.parts
        ],
        "closing": [passage.text for passage in speech.closing],
    }


def _joined(passages: Sequence[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def _opening_paragraphs(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Part the opening: what was just done and the task of the meeting, then background and quotation."""
    first = [
        p for p in passages if p.source in ("agenda_done", "letters_signed", "frame", "awards")
    ]
    rest = [p for p in passages if p not in first]
    return [group for group in (first, rest) if group]


def companions(made: Draft, values: Mapping[str, Any]) -> Sequence[tuple[str, bytes]]:
    """Return what goes with a speech: the copy to read aloud, and where its figures come from."""
    speech: Speech = values["composed"]
    sidecar = json.dumps(trace(speech, values), ensure_ascii=False, indent=1) + "\n"
    return (
        (f"{made.file_name}_朗读稿.docx", reading_copy(made)),
        (f"{made.file_name}_出处.json", sidecar.encode()),
    )


def reading_copy(made: Draft) -> bytes:
    """Return the speech in large type with pauses: ／ short, ‖ long; a new paragraph is a breath."""
    blocks: list[Block] = []
    for block in made.blocks:
        if isinstance(block, Paragraph) and block.kind in ("body", "item", "heading1", "heading2"):
            blocks.append(Paragraph(block.kind, block.text.translate(_PAUSES).replace("‖”", "”‖")))
        else:
            blocks.append(block)
    return write_docx(blocks, find_profile("reading"), title="朗读稿")
