"""Changes of force against an earlier version: 应当 → 可以, 不得 → 一般不得, 拟 → 已, 试点 → 全面.

Sentences are set side by side by their likeness; only what binds, and how far, is compared. Other changes
of wording are the writer's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

import corpora
from nlp.alternatives import any_of
from nlp.proofreading.headings import mark
from nlp.proofreading.model import Document, Match, Paragraph

_SENTENCE = re.compile("[^。！？；\n]+[。！？；]?")
_ALIKE = 0.6
# Of sentences that stand at the same place of stretches as long as each other.
_ALIKE_IN_PLACE = 0.4
_MOST_MOVED = 200  # sentences without a partner in their place that are tried against each other
_WINDOW = 4  # sentences on either side that are tried for a partner
_LONGEST = 400  # characters of a sentence that are compared
Sentence = tuple[int, int, str]  # paragraph, start, text


def force(document: Document, *, classes: Sequence[str]) -> Iterator[Match]:
    """Fire at words of some classes that stand in a sentence otherwise than in the earlier version.

    Args:
        document: what is read; silent without an earlier version.
        classes: classes of `corpora/proofreading/force.tsv`.
    """
    if document.previous is None:
        return
    for before, after in _compared(document.previous, document.paragraphs).changed:
        for one, other in _changes(before[2], after[2], frozenset(classes)):
            start, end = (
                (other.start(), other.end()) if other else (0, len(after[2].rstrip("。；")))
            )
            span = (after[1] + start, after[1] + end)
            yield Match(after[0], span, {"change": _told(one, other)})


def dropped(document: Document, *, degrees: Sequence[str] = ()) -> Iterator[Match]:
    """Fire where a sentence stood in the earlier version and nothing was put in its place.

    Args:
        document: what is read; silent without an earlier version.
        degrees: degrees of obligation in `corpora/proofreading/force.tsv`: sentences that begin no numbered
            item and bind so; without any the first sentences of numbered items.
    """
    if document.previous is None or not document.paragraphs:
        return
    _, new, lost = _compared(document.previous, document.paragraphs)
    if not new:  # a page without words has no place to mark
        return
    wanted = {("obligation", degree) for degree in degrees}
    for sentence, place in lost:
        item = not sentence[1] and mark(sentence[2]) is not None
        binds = any(_degree(one) in wanted for one in _words(sentence[2], _OBLIGATION))
        if item != bool(degrees) and (item or binds):
            index, start, text = new[min(place, len(new) - 1)]
            lead = len(text) - len(text.lstrip())
            span = (start + lead, start + len(text.rstrip()))
            yield Match(index, span, {"text": _shortened(sentence[2].strip().rstrip("。；"))})


_OBLIGATION = frozenset(("obligation",))
_MOST_SHOWN = 40


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}……"


def _told(before: re.Match[str] | None, after: re.Match[str] | None) -> str:
    if before and after:
        return f"由“{before[0]}”改为“{after[0]}”"
    return f"删去了“{before[0]}”" if before else f"增加了“{after[0]}”" if after else ""


def _sentences(paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    return [
        (index, found.start(), found[0])
        for index, paragraph in enumerate(paragraphs)
        for found in _SENTENCE.finditer(paragraph.text)
        if not found[0].isspace()
    ]


class _Compared(NamedTuple):
    """What became of the sentences of an earlier version.

    Attributes:
        changed: those that were changed, with what they are now.
        new: the sentences as they are now.
        lost: those left out, with the number of the new sentence that stands there; what something else was
            written for is not left out.
    """

    changed: list[tuple[Sentence, Sentence]]
    new: list[Sentence]
    lost: list[tuple[Sentence, int]]


@lru_cache(maxsize=1)
def _compared(earlier: tuple[Paragraph, ...], later: tuple[Paragraph, ...]) -> _Compared:
    """Return what became of the sentences of an earlier version; once for all rules that ask for it."""
    old, new = _sentences(earlier), _sentences(later)
    gone, come, pairs = [], [], []
    blocks: list[tuple[list[tuple[Sentence, int]], list[Sentence]]] = []
    texts = [one[2] for one in old], [one[2] for one in new]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        found = list(_in_place(old[i:i_end], new[j:j_end]))
        pairs += found
        partner = dict(found)
        left, at = [], j
        for one in old[i:i_end]:
            if one in partner:
                at = new.index(partner[one], j) + 1
            else:
                left.append((one, at))
        after = {other for _, other in found}
        put = [one for one in new[j:j_end] if one not in after]
        gone += [one for one, _ in left]
        come += put
        blocks.append((left, put))
    moved = list(_moved(gone[:_MOST_MOVED], come[:_MOST_MOVED]))
    taken = {one for one, _ in moved}, {other for _, other in moved}
    lost = [
        (one, at)
        for left, put in blocks
        if all(other in taken[1] for other in put)
        for one, at in left
        if one not in taken[0]
    ]
    return _Compared(pairs + moved, new, lost)


def _in_place(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield the partners of two stretches that took each other's place, in order."""
    at = 0
    for number, sentence in enumerate(new):
        window = range(max(0, at - _WINDOW), min(len(old), at + _WINDOW + 1))
        likeness = {k: _likeness(old[k][2], sentence[2]) for k in window}
        best = max(likeness, key=lambda k: likeness[k], default=at)
        same_place = len(old) == len(new) and best == number
        if likeness.get(best, 0) >= (_ALIKE_IN_PLACE if same_place else _ALIKE):
            yield old[best], sentence
            at = best + 1
        else:
            at += 1


def _moved(gone: list[Sentence], come: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield the partners among sentences that were taken out here and put in there."""
    for sentence in come:
        best = max(gone, key=lambda one: _likeness(one[2], sentence[2]), default=None)
        if best and _likeness(best[2], sentence[2]) >= _ALIKE:
            gone.remove(best)
            yield best, sentence


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE_IN_PLACE or matcher.quick_ratio() < _ALIKE_IN_PLACE:
        return 0.0
    return matcher.ratio()


def _changes(
    before: str, after: str, classes: frozenset[str]
) -> Iterator[tuple[re.Match[str] | None, re.Match[str] | None]]:
    """Yield the words of force that were put in place of others, left out or added."""
    old, new = _words(before, classes), _words(after, classes)
    degrees = [_degree(one) for one in old], [_degree(one) for one in new]
    if len(old) == len(new):
        pairs = zip(old, new, *degrees, strict=True)
        yield from ((one, other) for one, other, was, now in pairs if was != now)
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *degrees, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for k in range(max(i_end - i, j_end - j)):
            yield (
                old[i + k] if i + k < i_end else None,
                new[j + k] if j + k < j_end else None,
            )


def _words(text: str, classes: frozenset[str]) -> list[re.Match[str]]:
    wanted, table = _lexicon()
    return [found for found in wanted.finditer(text) if _class(found, table) in classes]


def _class(found: re.Match[str], table: dict[str, tuple[str, str]]) -> str:
    return "exception" if found["but"] else table[found[0]][0]


def _degree(found: re.Match[str]) -> tuple[str, str]:
    return ("exception", "") if found["but"] else _lexicon()[1][found[0]]


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of every word, longest first, and for each its class and degree."""
    table = {row[0]: (row[1], row[2]) for row in corpora.rows("proofreading/force.tsv")}
    return re.compile(
        f"(?P<but>除[^，。；]{{1,30}}?外|[^，。；]{{0,20}}另有规定的除外)|{any_of(table)}"
    ), table
