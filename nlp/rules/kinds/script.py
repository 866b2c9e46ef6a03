"""Characters that are not standard (C9), or that many readers do not know."""

from __future__ import annotations

from collections.abc import Iterator

from nlp import sound
from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match


def non_standard(name: str, _context: CheckContext) -> Iterator[Match]:
    """Fire at every run of traditional or variant characters; the message has `standard`."""
    run: list[tuple[int, str]] = []
    changes = [c for c in normalize(name).changes if c.reason == "script"]
    for change in changes:
        if run and change.start != run[-1][0] + 1:
            yield _match(name, run)
            run = []
        if not sound.is_standard(
            change.before
        ):  # 著, 喆 fold in the key and are standard all the same
            run.append((change.start, change.after))
    if run:
        yield _match(name, run)


def rare(name: str, _context: CheckContext) -> Iterator[Match]:
    """Fire at every Chinese character that is neither in GB 2312 nor in the standard list of 2013."""
    scripted = {c.start for c in normalize(name).changes if c.reason == "script"}
    for at, character in enumerate(name):
        if at not in scripted and _is_han(character) and not sound.is_standard(character):
            yield Match((at, at + 1), {"word": character})


def _match(name: str, run: list[tuple[int, str]]) -> Match:
    span = (run[0][0], run[-1][0] + 1)
    standard = "".join(after for _, after in run)
    return Match(span, {"word": name[span[0] : span[1]], "standard": standard})


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
