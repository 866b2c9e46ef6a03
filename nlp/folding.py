"""A text folded character by character: width, script and case in one form, separators out.

Script comes from `corpora/lexicons/script.tsv` (OpenCC t2s to a fixpoint, then tw2s for what t2s leaves,
made by `corpora/build/script.py`): one character at a time, so that the form of a character does not hang
on its neighbours and both scripts of a name always meet. The price would be 著名 → 着名 and 乾坤 → 干坤:
the words of `corpora/lexicons/script_kept.tsv`, written alike in both scripts, are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import corpora
from nlp.characters import is_invisible, is_visible
from nlp.numerals import digit_value

# What a time or a decimal is read with: 7:30 and 七点半, 3.0 and 三点零.
_POINT = re.compile(r"(?<=\d)(?:[:：∶](?=\d\d)|[.\uff0e](?=\d))")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")

# What `_POINT` and `_CLUSTER` look for; the letter before an accent is known by the accent.
_BESIDE = re.compile("[:：∶.\uff0e\u0300-\u036f]")

Form = tuple[str, str]


class Change(NamedTuple):
    """One difference between a name and its key.

    Attributes:
        start, end: span in the original name, half-open, code points.
        before, after: the text there and what stands for it in the key.
        reason: `width` `script` `case` `numeral` `separator` `invisible` or `affix`.
    """

    start: int
    end: int
    before: str
    after: str
    reason: str


class Folded(NamedTuple):
    """A folded text.

    Attributes:
        text: what is left.
        offsets: for each character of `text` its offset in the original.
        parts: for each character the number of its part; a separator begins a new one, unless there is one
            between any two characters: 红 色 引 擎 is only set wide.
        changes: every difference of form, in order.
    """

    text: str
    offsets: list[int]
    parts: list[int]
    changes: list[Change]


def fold(text: str, protected: frozenset[str] = frozenset()) -> Folded:
    """Return a text folded; the script of protected words is left alone. Linear."""
    forms = list(map(_form, text))
    for offset, form in _special(text, protected).items():
        forms[offset] = form
    if not any(reason for _, reason in forms):
        return Folded(text, list(range(len(text))), [0] * len(text), [])
    offsets: list[int] = []
    parts: list[int] = []
    changes: list[Change] = []
    part = 0
    for offset, (after, reason) in enumerate(forms):
        if reason:
            changes.append(Change(offset, offset + 1, text[offset], after, reason))
            part += reason == "separator"
        offsets += [offset] * len(after)
        parts += [part] * len(after)
    if len(set(parts)) == len(parts):
        parts = [0] * len(parts)
    return Folded("".join(after for after, _ in forms), offsets, parts, changes)


def hangs_on_neighbours(character: str) -> bool:
    """Return whether a character may be folded otherwise for what stands beside it; False is certain."""
    return bool(_BESIDE.match(character)) or character in _kept()[0]


def _special(text: str, protected: frozenset[str]) -> dict[int, Form]:
    """Return the offsets whose form hangs on what stands around them."""
    special: dict[int, Form] = {m.start(): ("点", "numeral") for m in _POINT.finditer(text)}
    if not unicodedata.is_normalized("NFC", text):
        special |= _clusters(text)
    for offset in _inside(text, protected):
        special[offset] = _unscripted(text[offset])
    ambiguous, kept = _kept()
    if not ambiguous.isdisjoint(text):
        for offset in _in_kept_words(text, ambiguous, kept):
            special[offset] = _unscripted(text[offset])
    return special


def _clusters(text: str) -> dict[int, Form]:
    """Return letters that are followed by their accents as one composed letter each."""
    special: dict[int, Form] = {}
    for match in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFKC", match.group()).lower()
        special[match.start()] = ("".join(c for c in composed if is_visible(c)), "width")
        special |= dict.fromkeys(range(match.start() + 1, match.end()), ("", "invisible"))
    return special


def _inside(text: str, protected: frozenset[str]) -> set[int]:
    """Return the offsets that lie inside a protected word."""
    return {
        offset
        for word in protected
        if word
        for match in re.finditer(re.escape(word), text)
        for offset in range(match.start(), match.end())
    }


def _in_kept_words(text: str, ambiguous: frozenset[str], kept: re.Pattern[str]) -> list[int]:
    """Return the offsets of ambiguous characters inside words whose script is left alone."""
    seen = [(c, i) for i, c in enumerate(text) if c in ambiguous or _form(c)[0]]
    line = "".join(c if c in ambiguous else _form(c)[0][0] for c, _ in seen)
    return [
        seen[at][1]
        for match in kept.finditer(line)
        for at in range(match.start(), match.end())
        if seen[at][0] in ambiguous
    ]


@lru_cache(maxsize=16384)
def _form(character: str) -> Form:
    """Return the folded form of one character and why it differs, or "" if it does not."""
    wide = digit_value(character) or unicodedata.normalize("NFKC", character)
    return _finish(character, wide, "".join(map(other_script, wide)))


@lru_cache(maxsize=1024)
def _unscripted(character: str) -> Form:
    """Return the folded form of one character, its script left alone."""
    wide = digit_value(character) or unicodedata.normalize("NFKC", character)
    return _finish(character, wide, wide)


def _finish(character: str, wide: str, simple: str) -> Form:
    lower = unicodedata.normalize("NFKC", simple.lower())
    after = "" if is_invisible(character) else "".join(c for c in lower if is_visible(c))
    return after, "" if after == character else _reason(character, wide, simple, after)


def _reason(before: str, wide: str, simple: str, after: str) -> str:
    if not after:
        return "invisible" if is_invisible(before) else "separator"
    if digit_value(before):
        return "numeral"
    if simple != wide:
        return "script"
    return "case" if wide == before else "width"


def other_script(character: str) -> str:
    """Return what a character of other script or another form is folded to, any other as it is."""
    return _SCRIPT[character] or character


def _searched(character: str) -> str:
    rows = corpora.rows_with("lexicons/script.tsv", character)
    return next((folded for written, folded in rows if written == character), "")


def _all() -> dict[str, str]:
    return dict(zip(*corpora.columns("lexicons/script.tsv"), strict=True))


_SCRIPT = corpora.FewOrAll(_searched, _all, "")


@cache
def _kept() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the ambiguous characters, and the words (other characters folded) that keep theirs."""
    words = corpora.lines("lexicons/script_kept.tsv")
    ambiguous = frozenset(c for word in words for c in word if _SCRIPT[c])
    return ambiguous, re.compile("|".join(map(re.escape, words)))
