"""The match key of a name, with offsets back to the name and every difference listed.

Order: refuse what no name may hold → width and compatibility forms (NFKC, character by character) →
simplified script (`corpora/lexicons/script.tsv`, OpenCC t2s to a fixpoint plus tw2s, per character, so
that 著 and 着, 裏 and 里 meet) → lower case → separators and invisible characters out: that is `folded`.
Then numerals in one form and affixes (党建品牌, 工作法, a head part 党建引领·) aside: that is `key`.

Not done here: pinyin, look-alikes, synonyms (they are relations of two names). A shown name is never
replaced by any of these forms.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import corpora
from nlp.characters import UnacceptableText, is_invisible, is_visible, require_acceptable
from nlp.numerals import digit_value, fold_runs

__all__ = ["Change", "Normalized", "UnacceptableText", "match_key", "normalize", "visible_length"]

_CLOCK = re.compile(r"(?<=\d)[:：∶](?=\d\d)")


@dataclass(frozen=True, slots=True)
class Change:
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


def normalize(text: str, *, protected: frozenset[str] = frozenset()) -> Normalized:
    """Return the key of a name and how it came about; linear in the length.

    Args:
        text: the name as typed.
        protected: words whose script is left alone, e.g. personal names.

    Raises:
        UnacceptableText: the text holds a control, bidi, private-use or surrogate character.
    """
    return _normalize(text, protected)


def match_key(text: str) -> str:
    """Return the key of a name: equal for two names that only differ in form."""
    return _normalize(text, frozenset()).key


def visible_length(text: str) -> int:
    """Return how long a name is as people count: Chinese characters, digits and letters."""
    return sum(unicodedata.category(c)[0] in "LN" for c in unicodedata.normalize("NFC", text))


@dataclass(slots=True)
class _Letter:
    """One character of the folded text: where it came from and in which part it stands."""

    char: str
    offset: int
    part: int


@lru_cache(maxsize=65536)
def _normalize(text: str, protected: frozenset[str]) -> Normalized:
    require_acceptable(text)
    letters, changes = _fold(_CLOCK.sub("点", text), text, protected)
    kept, affixes, aside = _without_affixes(letters)
    numbered = fold_runs("".join(letter.char for letter in kept))
    return Normalized(
        original=text,
        exact=text.strip(),
        folded="".join(letter.char for letter in letters),
        key="".join(c for c, _ in numbered),
        offsets=tuple(kept[i].offset for _, i in numbered),
        parts=_parts(kept),
        letter_offsets=tuple(letter.offset for letter in kept),
        affixes=affixes,
        changes=tuple(sorted((*changes, *aside, *_numeral_changes(kept, text)), key=_place)),
    )


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end


def _fold(
    text: str, original: str, protected: frozenset[str]
) -> tuple[list[_Letter], list[Change]]:
    """Return the folded letters and the changes of form; `text` and `original` align by offset."""
    script = _script_table()
    spared = _spared(original, protected)
    letters: list[_Letter] = []
    changes: list[Change] = []
    part = 0
    for offset, character in enumerate(text):
        wide = digit_value(character) or unicodedata.normalize("NFKC", character)
        simple = wide if offset in spared else "".join(script.get(c, c) for c in wide)
        after = "".join(c for c in simple.lower() if is_visible(c))
        if not after and not is_invisible(character):
            part += 1
        letters += [_Letter(c, offset, part) for c in after]
        if after != original[offset]:
            reason = _reason(original[offset], wide, simple, after)
            changes.append(Change(offset, offset + 1, original[offset], after, reason))
    return letters, changes


def _reason(before: str, wide: str, simple: str, after: str) -> str:
    if not after:
        return "invisible" if is_invisible(before) else "separator"
    if digit_value(before):
        return "numeral"
    if simple != wide:
        return "script"
    return "case" if wide == before else "width"


def _spared(text: str, protected: frozenset[str]) -> frozenset[int]:
    """Return the offsets that lie inside a protected word."""
    return frozenset(
        offset
        for word in protected
        if word
        for match in re.finditer(re.escape(word), text)
        for offset in range(match.start(), match.end())
    )


def _without_affixes(
    letters: list[_Letter],
) -> tuple[list[_Letter], tuple[str, ...], list[Change]]:
    """Return the letters without head parts and tail words that only say «brand of a branch»."""
    heads, tails = _affixes()
    kept, removed = list(letters), []
    while kept and (size := _head_size(kept, heads)):
        removed.append(kept[:size])
        kept = kept[size:]
    while size := _tail_size(kept, tails):
        removed.append(kept[-size:])
        kept = kept[:-size]
    removed.sort(key=lambda piece: piece[0].offset)
    words = tuple("".join(letter.char for letter in piece) for piece in removed)
    aside = [
        Change(piece[0].offset, piece[-1].offset + 1, word, "", "affix")
        for piece, word in zip(removed, words, strict=True)
    ]
    return kept, words, aside


def _head_size(letters: list[_Letter], heads: frozenset[str]) -> int:
    """Return the length of a first part that is a head affix and leaves another part, else 0."""
    first = letters[0].part
    size = sum(letter.part == first for letter in letters)
    alone = size == len(letters)
    text = "".join(letter.char for letter in letters[:size])
    return size if not alone and text in heads and len(letters) - size >= 2 else 0


def _tail_size(letters: list[_Letter], tails: tuple[str, ...]) -> int:
    """Return the length of the longest tail affix that leaves two characters, else 0."""
    text = "".join(letter.char for letter in letters)
    for tail in tails:
        if text.endswith(tail) and len(text) - len(tail) >= 2:
            return len(tail)
    return 0


def _parts(letters: list[_Letter]) -> tuple[str, ...]:
    pieces: dict[int, str] = {}
    for letter in letters:
        pieces[letter.part] = pieces.get(letter.part, "") + letter.char
    return tuple(pieces.values())


def _numeral_changes(letters: list[_Letter], original: str) -> list[Change]:
    """Return the changes from Chinese numerals to digits, one for each run."""
    if not letters:
        return []
    text = "".join(letter.char for letter in letters)
    runs: dict[int, str] = {}
    for character, index in fold_runs(text):
        runs[index] = runs.get(index, "") + character
    ends = [*sorted(runs)[1:], len(letters)]
    found = []
    for index, end in zip(sorted(runs), ends, strict=True):
        if runs[index] != text[index]:
            start, stop = letters[index].offset, letters[end - 1].offset + 1
            found.append(Change(start, stop, original[start:stop], runs[index], "numeral"))
    return found


@cache
def _script_table() -> dict[str, str]:
    return {row[0]: row[1] for row in corpora.rows("lexicons/script.tsv")}


@cache
def _affixes() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return head affixes, and tail affixes longest first."""
    rows = list(corpora.rows("lexicons/affixes.tsv"))
    tails = sorted((text for text, place, _ in rows if place == "tail"), key=len, reverse=True)
    return frozenset(text for text, place, _ in rows if place == "head"), tuple(tails)
