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
from nlp.lazily import lazy
from nlp.numerals import fold_runs, has_numerals

__all__ = ["Change", "Normalized", "UnacceptableText", "match_key", "normalize", "visible_length"]


@dataclass(frozen=True)
class Normalized:
    """A name with its key.

    Each thing is made when it is first asked for, so there are no slots.

    Attributes:
        original: the text as given.
        whole: the text folded.
        own: the span of its text that is left without affixes.
    """

    original: str
    whole: Folded
    own: tuple[int, int]

    @property
    def exact(self) -> str:
        """The text without white space around it."""
        return self.original.strip()

    @property
    def folded(self) -> str:
        """Width, script and case in one form, separators out, affixes still there."""
        return self.whole.text

    @lazy
    def key(self) -> str:
        """`folded` with numerals in one form and affixes aside; empty only if nothing is visible."""
        return "".join(c for c, _ in self._numbered) if self._numbered else self.text

    @lazy
    def offsets(self) -> tuple[int, ...]:
        """For each character of `key` the offset of its source in `original`."""
        letters = self.letter_offsets
        return tuple(letters[i] for _, i in self._numbered) if self._numbered else letters

    @lazy
    def parts(self) -> tuple[str, ...]:
        """Pieces of `folded` between separators, affixes left out, numerals untouched."""
        return self._pieces(*self.own)

    @lazy
    def letter_offsets(self) -> tuple[int, ...]:
        """For each character of `text` its offset in `original`."""
        return tuple(self.whole.offsets[slice(*self.own)])

    @lazy
    def affixes(self) -> tuple[str, ...]:
        """What was set aside, in the order of the name."""
        return tuple(word for span in self._aside for word in self._pieces(*span))

    @lazy
    def changes(self) -> tuple[Change, ...]:
        """Every difference, in the order of the name."""
        changes = self.whole.changes + self._affix_changes()
        if self._numbered:
            letters = self.letter_offsets
            changes += _numeral_changes(self.text, self._numbered, letters, self.original)
        return tuple(sorted(changes, key=_place))

    @property
    def part_spans(self) -> tuple[tuple[int, int], ...]:
        """The span of each part in `original`, half-open."""
        spans, at = [], 0
        for part in self.parts:
            end = at + len(part)
            spans.append(self.span(at, end))
            at = end
        return tuple(spans)

    @property
    def text(self) -> str:
        """`folded` without affixes: `parts` joined."""
        return self.whole.text[slice(*self.own)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of `text` stands in `original`, half-open; it is not empty."""
        return self.letter_offsets[start], self.letter_offsets[end - 1] + 1

    @property
    def _aside(self) -> tuple[tuple[int, int], ...]:
        """The spans that are set aside."""
        start, end = self.own
        return (0, start), (end, len(self.whole.text))

    @lazy
    def _numbered(self) -> list[tuple[str, int]]:
        """The text that is left with its numerals in one form; empty if that changes nothing."""
        return fold_runs(self.text) if has_numerals(self.text) else []

    def _pieces(self, start: int, end: int) -> tuple[str, ...]:
        """Return what stands in a span, one word for each part it touches."""
        return joined(self.whole.text[start:end], self.whole.parts[start:end])

    def _affix_changes(self) -> list[Change]:
        """Return one change for each piece that was set aside."""
        changes = []
        for low, high in self._aside:
            at = low
            for word in self._pieces(low, high):
                first, last = (self.whole.offsets[i] for i in (at, at + len(word) - 1))
                changes.append(Change(first, last + 1, word, "", "affix"))
                at += len(word)
        return changes


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
    return sum(map(is_counted, unicodedata.normalize("NFC", text)))


def is_counted(character: str) -> bool:
    """Return whether people read and count a character: a letter, digit or ideograph, no drawing (㊗)."""
    # Radical code points (⼥, ⺠) are drawn like the characters they stand for.
    return unicodedata.category(character)[0] in "LN" or "\u2e80" <= character <= "\u2fdf"


@lru_cache(maxsize=65536)
def normalized(text: str, protected: frozenset[str]) -> Normalized:
    """Return the same as `normalize`, remembered."""
    require_acceptable(text)
    folded = fold(text, protected)
    return Normalized(text, folded, own_span(folded.text, folded.parts))


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end


def joined(text: str, numbers: list[int]) -> tuple[str, ...]:
    """Return the parts of a text whose characters have the numbers of their parts."""
    pieces: dict[int, str] = {}
    for character, number in zip(text, numbers, strict=True):
        pieces[number] = pieces.get(number, "") + character
    return tuple(pieces.values())


def _numeral_changes(
    text: str, numbered: list[tuple[str, int]], offsets: tuple[int, ...], original: str
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
