"""Numbered paragraphs that are sentences of their own, told from headings that text runs on from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from nlp.proofreading import heading_level
from nlp.proofreading.headings import mark
from service.linting import wording
from service.linting.clauses import family
from service.linting.model import Document, Para

STOPS = "。；！？!?;，,、"
_HEADING_LONGEST, _TITLE_LONGEST, _SHORT_CALL, _LINE = 26, 60, 12, 28
_APART = ("楷体", "黑体")


def is_item(para: Para, text: str, face: str) -> bool:
    """Whether a numbered paragraph is a sentence of its own, not a heading: all of one look, and long.

    （一）本责任书一式两份，双方各执一份。 is one; （一）强化组织领导。各单位要… begins with a heading. A
    sentence alone that is in 楷体, 黑体 or bold, while `face` is that of the running text, is a heading too.
    """
    if wording.RESOLVED.match(text, mark_end(text)) and text[-1] in STOPS:
        return True
    first = wording.FIRST.match(text)
    if not first and text[-1] not in STOPS:
        return False
    after = mark_end(para.text)
    looks = {
        (run.look.east, run.look.bold)
        for run in para.runs
        if run.text.strip() and run.place + len(run.text) > after
    }
    if len(looks) > 1:
        return False
    sentence = first[0] if first else text
    alone = len(sentence) == len(text)
    if alone and len(text) <= _TITLE_LONGEST and _set_apart(looks, face):
        return False
    return len(sentence) > (_SHORT_CALL if alone else _HEADING_LONGEST)


def _set_apart(looks: Collection[tuple[str, bool]], face: str) -> bool:
    """Whether a line is in a face of headings, or bold, where the running text of the file is not."""
    return (
        any(bold or family(east) in _APART for east, bold in looks) and family(face) not in _APART
    )


def running_face(document: Document) -> str:
    """Return the font that most of the running text of a file is in: unnumbered, and more than a line."""
    faces: Counter[str] = Counter()
    for para in document.paragraphs:
        if not para.table and len(para.text) > _LINE and not heading_level(para.text.strip()):
            for run in para.runs:
                faces[run.look.east] += 0 if run.look.bold else len(run.text)
    return faces.most_common(1)[0][0] if faces else ""


def mark_end(text: str) -> int:
    """Return where the number ends that a text begins with, 0 when there is none."""
    found = mark(text)
    return found.end if found else 0


def unlist(found: list[Para]) -> None:
    """Make short sentences items that stand in a row with items of their level, or after a colon.

    Nothing stands under them.

    1.培训不少于3天。 may be a heading; beside 2.跟班锻炼不少于1个月，由师傅带教。 it heads nothing.
    """
    row: list[int] = []
    announced, before = False, ""
    for at, para in enumerate(found):
        if para.role == "blank":
            continue
        level = heading_level(para.text.strip()) if _may_be_item(para) else 0
        if not level or (row and heading_level(found[row[0]].text.strip()) != level):
            # What text stands under may head it.
            _settle(found, row[:-1] if para.role == "body" else row, announced=announced)
            row = []
        if level:
            announced = announced if row else before.endswith(("：", ":"))
            row.append(at)
        before = para.text.strip() if para.role in ("body", "item") else ""
    _settle(found, row, announced=announced)


def _may_be_item(para: Para) -> bool:
    sentence = para.text.strip()[-1:] in STOPS
    return para.role == "item" or (para.role.startswith("heading") and sentence)


def _settle(found: list[Para], row: Sequence[int], *, announced: bool) -> None:
    looks = {_look(found[at]) for at in row if found[at].role == "item"}
    for at in row:
        look = _look(found[at])
        if look in looks or (announced and not (look[1] or family(look[0]) in _APART)):
            found[at] = replace(found[at], role="item")


def _look(para: Para) -> tuple[str, bool]:
    """Return font and weight of the end of a paragraph: of what is not its number."""
    last = next((run.look for run in reversed(para.runs) if run.text.strip()), None)
    return (last.east, last.bold) if last else ("", False)
