"""Names of units that are nearly, but not quite, one that is registered.

Only differences that are slips are told: a character that sounds or looks like the right one, two changed
about, one doubled, a form of width, and a wrong, missing or added character in the general part of the name
(有限责任公司). 第一分公司 and 第二分公司, 城东 and 城西 are two units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from nlp.proofreading.kinds.terms import short_names
from nlp.proofreading.model import Document, Match
from nlp.shape import LOOK_ALIKE, likeness
from nlp.sound import may_sound_alike

Judge = Callable[[str, str], bool]

_SHORTEST = 5  # characters; a shorter name has too many neighbours
_GENERAL = re.compile(
    "(?:股份|责任|有限|集团|公司|中国共产党|委员会|党委|党总支|党支部|总支部|支部|机关|管理|中心|分|局|厅)+$"
)
_DISTINCT = frozenset(
    "一二三四五六七八九十百0123456789东南西北中上下左右前后内外新老大小市县区镇乡村省州总分"
)
_LOOKED_UP = 4  # characters
_ADDED = frozenset("有限责任股份的公司党")
_ADDED_AT_ONCE = 2  # 责任 in 有限责任公司
_WIDTHS = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_WIDE = {chr(narrow): chr(full) for full, narrow in _WIDTHS.items()}


def near_units(texts: Sequence[str], names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some names of which a half stands in a text: only for these can there be a slip.

    Names are gone through once and not held; time is linear in them and in the texts.
    """
    whole = "\n".join(texts).translate(_WIDTHS)
    begun = {
        size: {whole[start : start + size] for start in range(len(whole) - size + 1)}
        for size in range(_SHORTEST // 2, _LOOKED_UP + 1)
    }

    def stands(piece: str) -> bool:
        # The beginning of a piece tells nearly all that are not there.
        return piece[:_LOOKED_UP] in begun[min(len(piece), _LOOKED_UP)] and piece in whole

    spelt = _spelt(begun[_LOOKED_UP])
    found: dict[str, None] = {}
    for name in names:
        half = len(name) // 2
        # Of millions of names nearly all end here.
        if half >= _LOOKED_UP and not (
            name[:_LOOKED_UP] in spelt or name[half : half + _LOOKED_UP] in spelt
        ):
            continue
        folded = name.translate(_WIDTHS)
        if len(name) >= _SHORTEST and (stands(folded[:half]) or stands(folded[half:])):
            found[name] = None
    return tuple(found)


def _spelt(pieces: Iterable[str]) -> set[str]:
    """Return all that folds to some short pieces: each character that has two widths in both."""
    return {
        "".join(one)
        for piece in pieces
        for one in product(*((c, _WIDE[c]) if c in _WIDE else c for c in piece))
    }


def misspelt_unit(document: Document) -> Iterator[Match]:
    """Fire at a stretch of text that is a slip for a registered name; short names that are given are none."""
    names = tuple(dict.fromkeys(n for n in document.unit_names if len(n) >= _SHORTEST))
    yield from slips(document, names, frozenset((*names, *short_names(document))))


def slips(
    document: Document, names: Sequence[str], known: Collection[str], judge: Judge | None = None
) -> Iterator[Match]:
    """Yield the slips for some names in a document: `text` is what is written, `right` the name.

    Args:
        document: what is read.
        names: full names.
        known: spellings that are right, the names among them.
        judge: whether what is written is a slip for a name; by itself any slip of the pen.
    """
    if not names:
        return
    pieces = _pieces(tuple(names))
    folded = {name.translate(_WIDTHS): name for name in known}
    for index, text in document.of():
        exact = bytearray(len(text))
        for start, one in _stretches(text.translate(_WIDTHS), folded):
            end = start + len(one)
            exact[start:end] = b"\1" * (end - start)
            if text[start:end] not in known:
                yield Match(index, (start, end), {"text": text[start:end], "right": folded[one]})
        yield from _slips(index, text, pieces, exact, judge or is_slip)


def _slips(
    index: int,
    text: str,
    pieces: dict[str, list[tuple[str, int]]],
    exact: bytearray,
    judge: Judge,
) -> Iterator[Match]:
    told = 0
    for start, piece in sorted(_stretches(text, pieces)):
        if any(exact[start : start + len(piece)]):
            continue
        for name, offset in pieces[piece]:
            span = _slip(text, start - offset, name, judge)
            if span and span[0] >= told and not any(exact[slice(*span)]):
                told = span[1]
                yield Match(index, span, {"text": text[slice(*span)], "right": name})
                break


def _stretches(text: str, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield start and text of every stretch that is one of the wanted; linear for each length of them."""
    for length in sorted({len(one) for one in wanted}, reverse=True):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in wanted:
                yield start, text[start : start + length]


@lru_cache(maxsize=16)
def _pieces(names: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Return halves of the names with where they stand: one slip leaves one half whole."""
    pieces: dict[str, list[tuple[str, int]]] = {}
    for name in names:
        half = len(name) // 2
        for piece, offset in ((name[:half], 0), (name[half:], half)):
            pieces.setdefault(piece, []).append((name, offset))
    return pieces


def _slip(text: str, start: int, name: str, judge: Judge) -> tuple[int, int] | None:
    """Return where the text, from about `start`, holds a slip for the name."""
    for shift in (0, *(sign * n for n in range(1, _ADDED_AT_ONCE + 1) for sign in (-1, 1))):
        for length in range(len(name) + _ADDED_AT_ONCE, len(name) - _ADDED_AT_ONCE - 1, -1):
            at = start + shift
            if at >= 0 and at + length <= len(text) and judge(text[at : at + length], name):
                return at, at + length
    return None


def is_slip(written: str, name: str) -> bool:
    """Whether one slip of the pen makes `written` of the name; its first and last characters stand."""
    if written == name or written[0] != name[0] or written[-1] != name[-1]:
        return False
    pairs = zip(written, name, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(written), len(name)))
    if len(written) == len(name):
        return _substituted(written, name, at)
    longer, shorter = sorted((written, name), key=len, reverse=True)
    added = longer[at : at + len(longer) - len(shorter)]
    if longer[:at] + longer[at + len(added) :] != shorter:
        return False
    return added == longer[at - len(added) : at] or (
        set(added) <= _ADDED and _general_from(name) <= at
    )


def _substituted(written: str, name: str, at: int) -> bool:
    rest, right = written[at:], name[at:]
    if rest[:2] == right[:2][::-1] and rest[2:] == right[2:]:
        return True
    if rest[1:] != right[1:] or {rest[0], right[0]} & _DISTINCT:
        return False
    return at >= _general_from(name) or _alike(rest[0], right[0])


def _alike(one: str, other: str) -> bool:
    """Whether two characters look alike or have a reading in common."""
    return likeness(one, other) >= LOOK_ALIKE or may_sound_alike(one, other)


def _general_from(name: str) -> int:
    """Return where the general part of a name begins (有限公司 in 红江机械有限公司)."""
    found = _GENERAL.search(name)
    return found.start() if found else len(name)
