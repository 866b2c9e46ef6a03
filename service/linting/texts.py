"""The text checks of `nlp.proofreading` on a Word file: its remarks as findings of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nlp import proofreading
from nlp.proofreading import Remark
from service.linting.model import Document, Para
from service.linting.report import Finding, Place

_KINDS = {
    **{f"heading{level}": "heading" for level in range(1, 5)},
    "attachment-title": "title",
    "head-cell": "cell",
    "side": "cell",
    "remark": "note",
    "item": "body",
    "party": "body",
    "boxed": "note",
    "present": "note",
    **dict.fromkeys(
        ("subtitle", "centred", "mark", "document-number", "imprint", "secrecy", "signatory"),
        "note",
    ),
}
_LEFT_OUT = ("blank", "contents")
_EXCERPT = 8


def remarks(
    document: Document,
    previous: Document | None,
    unit_names: Iterable[str],
    disabled: frozenset[str],
) -> list[Finding]:
    """Return what the text rules remark on the paragraphs and the tables of a document."""
    read = _paragraphs(document)
    texts = [_plain(para) for para in read]
    earlier = None if previous is None else [_plain(para) for para in _paragraphs(previous)]
    beside = dict(_lines_beside(document))
    units = proofreading.near_units([*(one.text for one in texts), *beside], unit_names)
    found = proofreading.proofread(texts, unit_names=units, previous=earlier, disabled=disabled)
    findings = _joined((one, _place(read[one.paragraph], one.span)) for one in found)
    for table in document.tables:
        for one in proofreading.check_table([row.cells for row in table.rows], disabled=disabled):
            row, column = one.cell or (0, 0)
            text = f"第 {row + 1} 行第 {column + 1} 列"
            findings.append(_finding(one, Place("table", table.number, text)))
    return [*findings, *_joined(_beside(beside, units, disabled))]


# Rules that look at a line by itself: dates and figures, pairs of marks, blanks, characters.
_OF_A_LINE = ("PR3", "PR4", "PR5", "PR6")


def _beside(
    lines: Mapping[str, Place], units: Sequence[str], disabled: frozenset[str]
) -> Iterator[tuple[Remark, Place]]:
    """Yield what is remarked on headers, footers and notes: each line by itself."""
    for text, place in lines.items():
        line = proofreading.Paragraph(text, "note", 0)
        for one in proofreading.proofread([line], unit_names=units, disabled=disabled):
            if one.rule.startswith(_OF_A_LINE):
                yield one, replace(place, text=f"{place.text}“{text[:40]}”")


def _lines_beside(document: Document) -> Iterator[tuple[str, Place]]:
    """Yield the lines outside the text that are no page numbers, each with its place."""
    for one in document.sections:
        for called, parts in (("页眉", one.headers), ("页脚", one.footers)):
            lines = (para for part in parts.values() for para in part.paragraphs)
            for para in lines:
                if para.text.strip() and not para.fields:
                    yield para.text.strip(), Place("footer", one.number + 1, called)
    for para in document.notes:
        yield para.text.strip(), Place(text="脚注")


def _paragraphs(document: Document) -> list[Para]:
    return [p for p in document.paragraphs if p.role not in _LEFT_OUT]


def _plain(para: Para) -> proofreading.Paragraph:
    kind = _KINDS.get(para.role, para.role)
    level = int(para.role[-1]) if kind == "heading" else 0
    return proofreading.Paragraph(para.text, kind, level)


def _place(para: Para, span: tuple[int, int]) -> Place:
    start = max(0, span[0] - _EXCERPT)
    shown = para.text[start : span[1] + _EXCERPT].strip().replace("\n", " ")
    return Place("paragraph", para.number, shown[:40], span)


def _joined(found: Iterable[tuple[Remark, Place]]) -> list[Finding]:
    """Return remarks as findings, those that say the same as one with many places."""
    alike: dict[tuple[str, str, str], list[tuple[Remark, Place]]] = {}
    for remark, place in found:
        alike.setdefault((remark.rule, remark.message, remark.suggestion), []).append(
            (remark, place)
        )
    return [_finding(same[0][0], *(place for _, place in same)) for same in alike.values()]


def _finding(remark: Remark, *places: Place) -> Finding:
    return Finding(
        rule=remark.rule,
        clause="",
        strength=remark.strength,
        severity=remark.severity,
        message=remark.message,
        suggestion=remark.suggestion,
        expected="",
        found="",
        places=places,
        element="文字",
        sources=remark.basis,
    )
