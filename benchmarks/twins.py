"""Twins of a name, one kind for each relation: what a later applicant might hand in.

Each maker returns a name that stands in its relation to the given one by construction, or an empty string
where the name does not lend itself to it. Whether the pair is to be called same or confusable is for
`nlp.compare` to say: a twin of worn words is nobody's.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import corpora
from nlp import meaning, shape, sound

_AFFIXES = ("党建品牌", "工作法", "党支部")
_DIGITS = dict(zip("一二三四五六七八九", "123456789", strict=True))
_WORN = ("红色", "先锋", "党建", "服务")


def exact(name: str, _rng: random.Random) -> str:
    """Return the name."""
    return name


def punctuation(name: str, rng: random.Random) -> str:
    """Return the name in quotes, or with a dot in it."""
    at = rng.randrange(1, len(name)) if len(name) > 1 else 0
    return rng.choice((f"“{name}”", f"{name[:at]} {name[at:]}"))


def script(name: str, _rng: random.Random) -> str:
    """Return the name in traditional script."""
    twin = "".join(_traditional().get(c, c) for c in name)
    return twin if twin != name else ""


def numeral(name: str, _rng: random.Random) -> str:
    """Return the name with its numerals as digits."""
    twin = "".join(_DIGITS.get(c, c) for c in name)
    return twin if twin != name else ""


def affix(name: str, rng: random.Random) -> str:
    """Return the name with words that only say what it is."""
    return name + rng.choice(_AFFIXES)


def plus_sign(name: str, rng: random.Random) -> str:
    """Return the name with a plus sign more."""
    at = rng.randrange(1, len(name) + 1)
    return f"{name[:at]}+{name[at:]}"


def reorder(name: str, _rng: random.Random) -> str:
    """Return the name with its halves changed about."""
    half = len(name) // 2
    return name[half:] + name[:half] if len(name) > 2 else ""


def homophone(name: str, rng: random.Random) -> str:
    """Return the name with one character as another of the same syllable."""
    return _with_other(name, rng, lambda c: _said_alike().get(_syllable(c), ()))


def near_homophone(name: str, rng: random.Random) -> str:
    """Return the name with one character as another that sounds nearly the same."""
    return _with_other(name, rng, lambda c: _said_nearly().get(sound.fold_near(_syllable(c)), ()))


def look_alike(name: str, rng: random.Random) -> str:
    """Return the name with one character as another that looks like it."""

    def others(character: str) -> tuple[str, ...]:
        found = shape.look_alikes(character).items()
        return tuple(other for other, score in found if score >= shape.LOOK_ALIKE)

    return _with_other(name, rng, others) if len(name) > 2 else ""


def synonym(name: str, rng: random.Random) -> str:
    """Return the name with one word as another of the same meaning."""
    longest = meaning.MAX_WORD_LENGTH
    spans = [
        (i, j)
        for i in range(len(name))
        for j in range(i + 2, min(len(name), i + longest) + 1)
        if meaning.synonyms(name[i:j])
    ]
    if not spans:
        return ""
    start, end = rng.choice(spans)
    return name[:start] + rng.choice(sorted(meaning.synonyms(name[start:end]))) + name[end:]


def longer(name: str, rng: random.Random) -> str:
    """Return the name with a worn word before or after it."""
    word = rng.choice(_WORN)
    return rng.choice((word + name, name + word))


def one_character(name: str, rng: random.Random) -> str:
    """Return a name of five characters or more with another last character."""
    return name[:-1] + rng.choice("坪禾砚橹") if len(name) >= 5 else ""


def abbreviation(name: str, rng: random.Random) -> str:
    """Return the name with one or two characters left out, its ends kept."""
    if len(name) < 6:
        return ""
    left_out = set(rng.sample(range(1, len(name) - 1), rng.randint(1, 2)))
    return "".join(c for at, c in enumerate(name) if at not in left_out)


def part(name: str, rng: random.Random) -> str:
    """Return the name as one part of a longer one."""
    other = "".join(rng.choice(rng.choice(list(_said_alike().values()))) for _ in range(4))
    return rng.choice((f"{name}·{other}", f"{other}·{name}"))


TWINS: dict[str, Callable[[str, random.Random], str]] = {
    maker.__name__: maker
    for maker in (
        exact, punctuation, script, numeral, affix, plus_sign, reorder, homophone, near_homophone, look_alike,
        synonym, longer, one_character, abbreviation, part,
    )
}  # fmt: skip


def _with_other(name: str, rng: random.Random, others: Callable[[str], tuple[str, ...]]) -> str:
    """Return the name with one character changed to one of those that it may be taken for."""
    places = list(range(len(name)))
    rng.shuffle(places)
    for at in places:
        if found := [c for c in others(name[at]) if c != name[at]]:
            return name[:at] + rng.choice(found) + name[at + 1 :]
    return ""


def _syllable(character: str) -> str:
    return sound.toneless(sound.readings(character)[0][0])


@cache
def _said_alike() -> dict[str, tuple[str, ...]]:
    """Return the characters of one reading, by syllable."""
    found: dict[str, list[str]] = defaultdict(list)
    for character, said in corpora.rows("sound/characters.tsv"):
        if " " not in said and "\u4e00" <= character <= "\u9fff":
            found[sound.toneless(said)].append(character)
    return {syllable: tuple(characters) for syllable, characters in found.items()}


@cache
def _said_nearly() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable, characters in _said_alike().items():
        found[sound.fold_near(syllable)] += characters
    return {class_: tuple(characters) for class_, characters in found.items()}


@cache
def _traditional() -> dict[str, str]:
    """Return for each simplified character one traditional form."""
    rows = corpora.rows("lexicons/script.tsv")
    return {simple: other for other, simple in rows if "\u4e00" <= other <= "\u9fff"}
