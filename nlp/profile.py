"""Everything about one name that judging two names, and finding candidates among many, needs.

The heart is `keys`: short strings of which two names must share one if any rule of `nlp.relations` but
containment and abbreviation is to fire. Each key has a kind before its colon:

    key    the match key, numerals like 双 and 两 as digits                  (exact … numeral)
           and those of `nlp.forms`                                        (affix, plus sign)
    bag    the characters of the key in order of code points                 (reorder)
    snd    toneless syllables, one key for each combination of readings      (homophone)
    near   near-sound classes, whole, without the first, without the last    (near homophone)
    sub    the text with one character left open                             (look-alike, shared core)
    syn    the syllables of the text with one word as its thesaurus group    (synonym)
    part   a part between separators that has enough of its own              (shared core)
    own    what is left without worn words at both ends, if enough and not all (shared core)

An index over these keys therefore misses nothing; `gap` relations look at `text` itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from string import ascii_lowercase, digits

from nlp import meaning, sound
from nlp.forms import PLUS, longer_keys, without_plus
from nlp.lazily import lazy
from nlp.plain import apart
from nlp.words import Piece, pieces

# How much of its own a part must have to make two names confusable by itself (DECISION: three characters).
PART_SUBSTANCE = 2.5
# The colour at the end of many a name, and what must stand before it, in characters, for it to be set aside.
RED, LEAST_BEFORE_RED = "红", 3
HAIR = 1e-6
"""Substances are sums of hundredths: a hair less lets none of them be lost to rounding."""
DROPS_FROM = 4
"""Of a name of so many units or more one at an end may be left aside by ear."""
# Of the ways a name may be said no more than these are kept.
MOST_READINGS = 16
LABELS = frozenset(ascii_lowercase + digits + "一二三四五六七八九十甲乙丙丁")
"""Characters that, alone in a part, only number a name: 忠诚党办·A."""
PAIR = frozenset("双俩")
"""Words for a pair, which a loose key has as digits."""
_TWO = str.maketrans(dict.fromkeys(PAIR, "2"))


@dataclass(frozen=True)
class Cut:
    """The folded text of a name and what in it is worn: all that containment asks for.

    Each thing is made when it is first asked for, so there are no slots.

    Attributes:
        parts: the pieces between separators, affixes out, numerals as written.
    """

    parts: tuple[str, ...]

    @lazy
    def text(self) -> str:
        """The folded name, affixes and separators out, numerals as written."""
        return "".join(self.parts)

    @lazy
    def part_spans(self) -> tuple[tuple[int, int], ...]:
        """Spans of the parts in `text`."""
        return _spans(self.parts)

    @lazy
    def heard(self) -> tuple[str, ...]:
        """For each character of `text` its first toneless syllable."""
        return sound.heard(self.text)

    @lazy
    def weights(self) -> tuple[float, ...]:
        """For each character of `text` how much it is the name's own, 0–1."""
        return tuple(1.0 - piece.worn for piece in self.cut for _ in range(piece.start, piece.end))

    @lazy
    def inside(self) -> frozenset[int]:
        """Offsets of `text` that lie inside a worn word of two or more characters."""
        worn = (piece for piece in self.cut if piece.worn)
        return frozenset(offset for piece in worn for offset in range(piece.start + 1, piece.end))

    def substance(self, start: int = 0, end: int | None = None) -> float:
        """Return how many characters' worth of its own a span of the text has."""
        return sum(self.weights[start:end])

    @lazy
    def cut(self) -> tuple[Piece, ...]:
        """The naming words of the parts, spans in `text`, covering it."""
        found = map(pieces, self.parts)
        spans = self.part_spans
        return tuple(
            Piece(piece.start + start, piece.end + start, piece.worn) if start else piece
            for (start, _), part in zip(spans, found, strict=True)
            for piece in part
        )


@dataclass(frozen=True)
class Profile(Cut):
    """One name, taken apart once.

    Attributes:
        name: the name as given.
        key: the match key.
        affixes: what was set aside around the name.
    """

    name: str
    key: str
    affixes: tuple[str, ...]

    @lazy
    def units(self) -> tuple[sound.Unit, ...]:
        """What is said, spans in `text`."""
        return sound.units(self.text)

    @lazy
    def own_parts(self) -> tuple[tuple[int, int], ...]:
        """Spans of the parts that have enough of their own to be recognised by, or are all but a label."""
        least = PART_SUBSTANCE - HAIR
        return tuple(
            span
            for span in self.part_spans
            if self.substance(*span) >= least or self._is_all_but_a_label(*span)
        )

    def _is_all_but_a_label(self, start: int, end: int) -> bool:
        return end - start > 1 and self.text[:start] + self.text[end:] in LABELS

    @lazy
    def heart(self) -> tuple[int, int] | None:
        """Span from the first to the last character of its own; see `heart_of`."""
        return heart_of(self.text, self.weights)

    @lazy
    def form_keys(self) -> frozenset[str]:
        """The blocking keys `key` and `bag`."""
        found = {f"key:{key}" for key in loose_keys(self.key, self.affixes)}
        if len(self.key) > 1:
            found.add(f"bag:{''.join(sorted(self.key))}")
        return frozenset(found)

    @lazy
    def open_keys(self) -> frozenset[str]:
        """The blocking keys `sub`."""
        text = self.text
        places = range(len(text)) if len(text) > 1 else ()
        return frozenset(f"sub:{text[:i]}?{text[i + 1 :]}" for i in places)

    @lazy
    def part_keys(self) -> frozenset[str]:
        """The blocking keys `part` and `own`."""
        found = {f"part:{self.text[start:end]}" for start, end in self.own_parts}
        if self.heart:
            found.add(f"own:{self.text[slice(*self.heart)]}")
        return frozenset(found)

    @lazy
    def sound_keys(self) -> frozenset[str]:
        """The blocking keys `snd` and `near`."""
        return frozenset(_sound_keys(self.units))

    @lazy
    def synonym_keys(self) -> frozenset[str]:
        """The blocking keys `syn`."""
        return frozenset(synonym_keys(self.text))

    def shares_key(self, other: Profile) -> bool:
        """Return whether two names have a blocking key in common; of each no more are made than it takes."""
        return not (
            self.form_keys.isdisjoint(other.form_keys)
            and (len(self.text) != len(other.text) or self.open_keys.isdisjoint(other.open_keys))
            and self.part_keys.isdisjoint(other.part_keys)
            and self.sound_keys.isdisjoint(other.sound_keys)
            and self.synonym_keys.isdisjoint(other.synonym_keys)
        )


@lru_cache(maxsize=65536)
def profile(name: str) -> Profile:
    """Return the profile of a name; about 100 µs once all of it is asked for, 5 µs until then.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    parts, key, affixes = apart(name)
    return Profile(parts, name, key, affixes)


def heart_of(text: str, weights: Sequence[float]) -> tuple[int, int] | None:
    """Return where in a text all that is its own lies, worn words only around it; linear.

    A 红 at its end belongs to everybody: 茶马古道红 is 茶马古道.

    Args:
        text: the folded text.
        weights: for each of its characters how much it is the name's own, 0–1.

    Returns:
        A span, or None if it is all of the text, or less than makes two names confusable.
    """
    own = [at for at, weight in enumerate(weights) if weight == 1]
    if not own:
        return None
    start, end = own[0], own[-1] + 1
    if text[end - 1] == RED and end - start > LEAST_BEFORE_RED:
        end -= 1
    enough = sum(weights[start:end]) >= PART_SUBSTANCE - HAIR
    return (start, end) if enough and end - start < len(text) else None


def loose_key(key: str) -> str:
    """Return a key with the words for a pair as digits: 双 and 俩 as 2."""
    return key if PAIR.isdisjoint(key) else key.translate(_TWO)


def loose_keys(key: str, affixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the loose key of a name, and those of its other keys (`nlp.forms`): of most names none."""
    loose = loose_key(key)
    if not affixes and PLUS not in loose:
        return (loose,)
    return tuple(dict.fromkeys((loose, without_plus(loose), *longer_keys(loose, affixes))))


def _spans(parts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part)
    return tuple(spans)


def _sound_keys(units: tuple[sound.Unit, ...]) -> list[str]:
    said = [sorted({sound.toneless(r) for r in unit.readings}) for unit in units]
    found = [f"snd:{' '.join(way)}" for way in islice(product(*said), MOST_READINGS)]
    if len(units) > 1:
        classes = [[sound.fold_near(s) for s in ways] for ways in said]
        for way in islice(product(*(sorted(set(c)) for c in classes)), MOST_READINGS):
            found.append(f"near:{' '.join(way)}")
            if len(way) >= DROPS_FROM:
                found += [f"near:{' '.join(way[1:])}", f"near:{' '.join(way[:-1])}"]
    return found


def synonym_keys(text: str) -> list[str]:
    """Return the keys of a text with one word as its thesaurus group, the rest as it is heard."""
    words = [(start, end) for start, end in meaning.words_in(text) if len(text) > 1]
    said = sound.heard(text) if words else ()
    return [
        f"syn:{' '.join(said[:start])}<{group}>{' '.join(said[end:])}"
        for start, end in words
        for group in meaning.groups(text[start:end])
    ]
