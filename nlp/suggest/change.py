"""The smallest changes of a refused name: fewest changed characters first, additions last.

Five kinds: what no name may hold is put right or left out; a word gives way to a word of the unit's own;
it gives way to a word of like meaning; half a slogan gives way to what the unit does; a word of the unit's
own is set before the name. The rest stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import corpora
from nlp.breadth import breadth
from nlp.meaning import synonyms
from nlp.normalize import normalize, visible_length
from nlp.rules import Finding, check_text, rule
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material, Word

_KEPT = "原名保留"
# A worn run of this length is two words to whoever changes it: 先锋领航.
_TWO_WORDS = 4
_RED = "红"
# After these a thing of the unit's makes no sense: 促田埂.
_PARTICLES = frozenset("促为向在与跟让把以和")
# How many words may be set before the whole name: it clears the name, yet leaves what was refused in it.
_MOST_EXTENDED = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a name that may give way: half-open span, and whether it is worn."""

    text: str
    start: int
    end: int
    generic: bool


def candidates(name: str, material: Material) -> Iterator[Candidate]:
    """Yield changed names by the number of characters changed, then extended ones."""
    faults = [finding for finding in check_text(name) if _can_be_repaired(finding, name)]
    repaired = _repaired(name, faults)
    if repaired is not None:
        yield repaired
    around = [part for part in _parts(name) if _holds_all(part, faults)]
    changes = list(_replaced(name, around, material)) if faults else []
    if repaired is not None and not _tears_a_word(name, faults):
        base, kept = repaired.name, f"{repaired.note.removesuffix('，其余不变。')}后的原名"
    else:
        base, kept = name, _KEPT
    parts = _parts(base)
    changes += [
        *_replaced(base, parts, material, kept),
        *_reworded(base, parts, kept),
        *_rehalved(base, material, kept),
    ]
    for _, candidate in sorted(changes, key=lambda change: change[0]):
        yield candidate
    yield from _extended(base, material, kept)


def _holds_all(part: _Part, faults: list[Finding]) -> bool:
    return all(part.start <= fault.span[0] and fault.span[1] <= part.end for fault in faults)


def _tears_a_word(name: str, faults: list[Finding]) -> bool:
    """Whether leaving a fault out leaves half a word behind: the 路 of e路."""
    spans = [fault.span for fault in faults if _mend(fault) == "leave-out"]
    return any(
        part.start <= start and end <= part.end and (start, end) != (part.start, part.end)
        for part in _parts(name)
        for start, end in spans
    )


def _can_be_repaired(finding: Finding, name: str) -> bool:
    """Whether what is wrong can be put right or left out, the rest being a name still."""
    start, end = finding.span
    mend = _mend(finding)
    return end - start < len(name) if mend == "leave-out" else bool(mend)


def _mend(finding: Finding) -> str:
    """Return how a name is rid of what a rule has found, empty where it is not by itself."""
    found = rule(finding.rule)
    return found.mend if found else ""


def _repaired(name: str, faults: list[Finding]) -> Candidate | None:
    """Return the name with standard characters, letters as they are said, and without what no name may hold.

    None if nothing is left.
    """
    pieces: list[Origin] = []
    told: list[str] = []
    at = 0
    for fault in sorted(faults, key=lambda fault: fault.span):
        start, end = fault.span
        if start < at:
            continue
        pieces.append(Origin(name[at:start], _KEPT))
        wrong, at = name[start:end], end
        if _mend(fault) == "standard-script":
            right = normalize(wrong).folded
            pieces.append(Origin(right, f"“{wrong}”的规范字"))
            told.append(f"“{wrong}”改为规范字“{right}”")
        elif right := _letters().get(wrong.lower(), ""):
            pieces.append(Origin(right, f"“{wrong}”的读音"))
            told.append(f"“{wrong}”按读音写作“{right}”")
        else:
            told.append(f"删去“{wrong}”")
    pieces.append(Origin(name[at:], _KEPT))
    note = "、".join(told) + "，其余不变。"
    made = build("smallest-change", tuple(piece for piece in pieces if piece.text), note)
    return made if told and visible_length(made.name) > 1 else None


@cache
def _letters() -> dict[str, str]:
    """Return the characters that single letters stand for."""
    return dict(zip(*corpora.columns("naming/letters.tsv"), strict=True))


def _parts(name: str) -> list[_Part]:
    """Return the words of a name, worn runs in two halves, a red tail apart."""
    found: list[_Part] = []
    for use in breadth(name).words:
        cuts = [use.start, use.end]
        if use.generic and use.end - use.start == _TWO_WORDS:
            cuts.insert(1, use.start + _TWO_WORDS // 2)
        elif not use.generic and use.text.endswith(_RED) and len(use.text) > 1:
            cuts.insert(1, use.end - 1)
        found += [_Part(name[start:end], start, end, use.generic) for start, end in pairwise(cuts)]
    return found


def _replaced(
    name: str, parts: list[_Part], material: Material, kept: str = _KEPT
) -> Iterator[tuple[tuple[int, ...], Candidate]]:
    """Put a word of the unit's own where a word of the same length stands: worn words and others in turn.

    A place only stands at the head, as 滦平税务, not 税务滦平.
    """
    slogans = _slogans(name)
    for part in parts:
        whole = part.end - part.start == len(name)
        inside = any(start <= part.start < end for start, end in slogans)
        if whole or inside or name[part.start - 1 : part.start] in _PARTICLES:
            continue
        # A character that stands twice says the same again: 税务税窗, 金叶叶香.
        rest = {*name[: part.start], *name[part.end :]}
        fitting = [w for w in _own(material) if len(w.text) == len(part.text)]
        if part.start:
            fitting = [word for word in fitting if word not in material.place]
        for place, word in enumerate(w for w in fitting if rest.isdisjoint(w.text)):
            yield (
                (len(part.text), place, not part.generic, part.start),
                _swap(name, part, word, kept),
            )


def _slogans(name: str) -> list[tuple[int, int]]:
    """Return the spans of the parts of a name that are worn words only, if it has several parts.

    One word of such a part does not give way alone: 守护平安·警灯服务.
    """
    spans, words = normalize(name).part_spans, breadth(name).words
    return [
        (start, end)
        for start, end in spans
        if len(spans) > 1 and all(word.generic for word in words if start <= word.start < end)
    ]


def _rehalved(
    name: str, material: Material, kept: str
) -> Iterator[tuple[tuple[int, ...], Candidate]]:
    """Put what the unit does in the place of a whole part of worn words: 守护平安·警暖街巷."""
    for start, end in _slogans(name):
        rest = {*name[:start], *name[end:]}
        part = _Part(name[start:end], start, end, generic=True)
        for place, half in enumerate(material.half):
            if len(half.text) == end - start and rest.isdisjoint(half.text):
                yield (len(half.text), place, False, start), _swap(name, part, half, kept)


def _reworded(
    name: str, parts: list[_Part], kept: str
) -> Iterator[tuple[tuple[int, ...], Candidate]]:
    """Put a word of like meaning in a word's place; of single characters few are exchangeable (红, 赤)."""
    for part in (part for part in parts if len(part.text) > 1):
        others = [other for other in sorted(synonyms(part.text)) if len(other) == len(part.text)]
        for place, other in enumerate(others):
            changed = sum(a != b for a, b in zip(part.text, other, strict=True))
            word = Word(other, f"与“{part.text}”意思相近")
            yield (changed, place, True, part.start), _swap(name, part, word, kept)


def _extended(name: str, material: Material, kept: str) -> Iterator[Candidate]:
    """Set a word of the unit's own before the name: its place or product, failing these what it sees."""
    words = (*material.place, *material.product) or material.scene
    key = normalize(name).key
    fitting = [word for word in words if normalize(word.text).key not in key]
    for word in fitting[:_MOST_EXTENDED]:
        pieces = (Origin(word.text, word.source), Origin(name, kept))
        yield build("smallest-change", pieces, f"在原名前加“{word.text}”，点出本单位。")


def _own(material: Material) -> list[Word]:
    """Return the unit's own words: given ones, then what lies before its eyes, its place, tools and work."""
    words = (*material.product, *material.theme, *material.scene, *material.place)
    return sorted((*words, *material.tool, *material.work), key=lambda word: not word.given)


def _swap(name: str, part: _Part, word: Word, kept: str) -> Candidate:
    pieces = (
        Origin(name[: part.start], kept),
        Origin(word.text, word.source),
        Origin(name[part.end :], kept),
    )
    first = "" if kept == _KEPT else f"{kept.removesuffix('后的原名')}，再"
    note = f"{first}把“{part.text}”改为“{word.text}”，其余不变。"
    return build("smallest-change", tuple(piece for piece in pieces if piece.text), note)
