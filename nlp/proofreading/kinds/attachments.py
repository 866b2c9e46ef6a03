"""Attachments named in the text against the attachments there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.chinese_numbers import NUMERAL, value
from nlp.proofreading.model import PROSE, Document, Match

# 附件10万元 and 附件3份 are amounts, not numbers of attachments.
_CITED = re.compile(
    r"附件\s?([1-9][0-9]?)(?![0-9.%\uff05—-]|\s?[万亿千百个份项页张种套件本部元人名张处类条多余])"
)
_LABEL = re.compile(rf"\s*附件\s?([0-9]{{1,2}}|{NUMERAL})?\s*[：:]?\s*$")
_LISTED = re.compile(r"(?:^|附件[：:])\s*([0-9]{1,2})[.\uff0e、]")
_NOTE = "attachment-note"


def attachments(document: Document, *, fault: str) -> Iterator[Match]:
    """Fire at attachments with a fault; silent when the document names none in a note or by a label.

    Args:
        document: what is read.
        fault: `missing` cited but not there, `unlisted` labels and note differ, `order` numbers not in
            order.
    """
    yield from _FAULTS[fault](document)


def _labels(document: Document) -> list[tuple[int, re.Match[str]]]:
    rows = document.of("attachment-label")
    return [(index, found) for index, text in rows if (found := _LABEL.match(text))]


def _notes(document: Document) -> list[tuple[int, re.Match[str]]]:
    rows = document.of(_NOTE)
    return [(index, found) for index, text in rows for found in _LISTED.finditer(text)]


def _numbers(found: list[tuple[int, re.Match[str]]]) -> set[int]:
    return {_number(match) for _, match in found if match[1]}


def _number(match: re.Match[str]) -> int:
    """Return the number of an attachment, 0 where it has none: 附件2, 附件二."""
    return value(match[1] or "") or 0


def _missing(document: Document) -> Iterator[Match]:
    labels, notes = _labels(document), _notes(document)
    known = _numbers(labels) | _numbers(notes)
    if not known:
        return
    for index, text in document.of(*PROSE, "cell"):
        for found in _CITED.finditer(text):
            if int(found[1]) not in known:
                values = {"text": found[0], "last": max(known)}
                yield Match(index, found.span(), values)


def _unlisted(document: Document) -> Iterator[Match]:
    labels, notes = _labels(document), _notes(document)
    listed, labelled = _numbers(notes), _numbers(labels)
    if not listed or not labelled:
        return
    for index, found in labels:
        if found[1] and _number(found) not in listed:
            yield Match(index, found.span(1), {"number": found[1]})
    for index, found in notes:
        # What is listed after the last attachment may come as a file of its own.
        if _number(found) not in labelled and _number(found) < max(labelled):
            yield Match(index, found.span(1), {"number": found[1]})


def _order(document: Document) -> Iterator[Match]:
    for found in (_notes(document), _labels(document)):
        last = 0
        for index, match in found:
            if match[1] and _number(match) != last + 1:
                yield Match(index, match.span(1), {"number": match[1], "expected": last + 1})
            last = _number(match) or last


_FAULTS = {"missing": _missing, "unlisted": _unlisted, "order": _order}
