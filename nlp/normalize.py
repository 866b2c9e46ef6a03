"""The match key of a name, with offsets back to the name and every difference listed.

Order: refuse what no name may hold (`characters`) → width, script, case in one form, separators and
invisible characters out (`folding`): that is `folded` → affixes aside (`affixes`) → numerals in one form
(`numerals`): that is `key`.

Not done here: pinyin, look-alikes, synonyms (they are relations of two names). A shown name is never
replaced by any of these forms.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nlp.affixes import own_span
from nlp.characters import UnacceptableText, require_acceptable
from nlp.folding import Change, Folded, fold
from nlp.numerals import fold_runs, has_numerals

__all__ = ["Change", "Normalized", "UnacceptableText", "match_key", "normalize", "visible_length"]


@dataclass(frozen=True, slots=True)
class Normalized:
    """A name with its key.

    Attributes:
        original: the text as given.
        exact: the text without white space around it.
        folded: width, script and case in one form, separators out, affixes still there.
        key: `folded` with numerals in one form and affixes aside; empty only if nothing is visible.
        offsets: for each character of `key` the offset of its source in `original`.
        parts: pieces of `folded` between separators, affixes left out, numerals untouched.
        letter_offsets: for each character of the joined `parts` its offset in `original`.
        affixes: what was set aside, in the order of the name.
        changes: every difference, in the order of the name.
    """

    original: str
    exact: str
    folded: str
    key: str
    offsets: tuple[int, ...]
    parts: tuple[str, ...]
    letter_offsets: tuple[int, ...]
    affixes: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def part_spans(self) -> tuple[tuple[int, int], ...]:
        """The span of each part in `original`, half-open."""
        spans, at = [], 0
        for part in self.parts:
            end = at + len(part)
            spans.append((self.letter_offsets[at], self.letter_offsets[end - 1] + 1))
            at = end
        return tuple(spans)


def normalize(text: str, *, protected: frozenset[str] = frozenset()) -> Normalized:
    """Return the key of a name and how it came about; linear in the length.

    Args:
        text: the name as typed.
        protected: words whose script is left alone, e.g. personal names.

    Raises:
        UnacceptableText: the text holds a control, bidi, private-use or surrogate character.
    """
    return normalized(text, protected)


def match_key(text: str) -> str:
    """Return the key of a name: equal for two names that only differ in form."""
    return normalized(text, frozenset()).key


@lru_cache(maxsize=1024)  # several rules ask for that of one name
def visible_length(text: str) -> int:
    """Return how long a name is as people count: Chinese characters, digits and letters."""
    return sum(map(_is_counted, unicodedata.normalize("NFC", text)))


def _is_counted(character: str) -> bool:
    # Radical code points (⼥, ⺠) are drawn like the characters they stand for.
    return unicodedata.category(character)[0] in "LN" or "\u2e80" <= character <= "\u2fdf"


@lru_cache(maxsize=65536)
def normalized(text: str, protected: frozenset[str]) -> Normalized:
    """Return the same as `normalize`, remembered."""
    require_acceptable(text)
    folded = fold(text, protected)
    start, end = own_span(folded.text, folded.parts)
    own, offsets = folded.text[start:end], folded.offsets[start:end]
    numbered = fold_runs(own) if has_numerals(own) else None
    changes = folded.changes + _affix_changes(folded, start, end)
    if numbered:
        changes += _numeral_changes(own, numbered, offsets, text)
    return Normalized(
        original=text,
        exact=text.strip(),
        folded=folded.text,
        key="".join(c for c, _ in numbered) if numbered else own,
        offsets=tuple(offsets[i] for _, i in numbered) if numbered else tuple(offsets),
        parts=joined(own, folded.parts[start:end]),
        letter_offsets=tuple(offsets),
        affixes=tuple(_pieces(folded, 0, start)) + tuple(_pieces(folded, end, len(folded.text))),
        changes=tuple(sorted(changes, key=_place)),
    )


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end


def joined(text: str, numbers: list[int]) -> tuple[str, ...]:
    """Return the parts of a text whose characters have the numbers of their parts."""
    pieces: dict[int, str] = {}
    for character, number in zip(text, numbers, strict=True):
        pieces[number] = pieces.get(number, "") + character
    return tuple(pieces.values())


def _pieces(folded: Folded, start: int, end: int) -> tuple[str, ...]:
    """Return what was set aside in a span, one word for each part it touches."""
    return joined(folded.text[start:end], folded.parts[start:end])


def _affix_changes(folded: Folded, start: int, end: int) -> list[Change]:
    """Return one change for each piece that was set aside."""
    changes = []
    for low, high in ((0, start), (end, len(folded.text))):
        at = low
        for word in _pieces(folded, low, high):
            last = at + len(word) - 1
            changes.append(Change(folded.offsets[at], folded.offsets[last] + 1, word, "", "affix"))
            at = last + 1
    return changes


def _numeral_changes(
    text: str, numbered: list[tuple[str, int]], offsets: list[int], original: str
) -> list[Change]:
    """Return the changes from Chinese numerals to digits, one for each run."""
    runs: dict[int, str] = {}
    for character, index in numbered:
        runs[index] = runs.get(index, "") + character
    ends = [*sorted(runs)[1:], len(text)]
    found = []
    for index, end in zip(sorted(runs), ends, strict=True):
        if runs[index] != text[index]:
            start, stop = offsets[index], offsets[end - 1] + 1
            found.append(Change(start, stop, original[start:stop], runs[index], "numeral"))
    return found
