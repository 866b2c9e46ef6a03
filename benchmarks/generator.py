"""Registries of any size from a seed, in the manner of the published names.

    for row in rows(1_000_000, seed=7): row.name, row.unit, row.planted, row.of

Frames and words come as often as in `corpora/names.tsv`; what a name has of its own is a word of a trade,
a published one, or coined from characters with a long tail of rare ones. Parents and their branches share
a core. Among the rows are planted twins (`benchmarks.twins`), so that what a look-up must find is known
by construction: `planted` says how, `of` which earlier row.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import corpora
from benchmarks.twins import TWINS
from nlp.normalize import normalize
from nlp.words import pieces

# One row in so many is a twin of one of the last so many rows.
_TWIN_EVERY, _TWIN_WITHIN, _TWIN_TRIES = 33, 5000, 12
# One row in so many begins a family: a parent and this many branches at most.
_FAMILY_EVERY, _FAMILY_SIZE = 60, 5
# The n-th character of the language stands in a coined word with a chance of (n + first) ** -second.
_TAIL = (60, 1.2)
# A list of words is drawn from as often as it is long, up to this.
_LONG_LIST = 2000
_REGIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_BODIES = (
    "街道",
    "社区",
    "医院",
    "小学",
    "税务局",
    "供电所",
    "法院",
    "村",
    "镇",
    "集团",
    "车站",
    "港口",
)

Slot = tuple[bool, int]
"""Whether a word is worn, and how many characters it has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A made-up brand.

    Attributes:
        planted: the kind of twin, empty for a name that is none.
        of: the earlier row it is a twin of, -1 without one.
    """

    name: str
    unit: str
    region: str
    planted: str = ""
    of: int = -1


@dataclass(frozen=True, slots=True)
class Urn:
    """Words to draw, each as likely as it is heavy."""

    words: tuple[str, ...]
    sums: tuple[float, ...]

    def drawn(self, rng: random.Random) -> str:
        """Return one word."""
        return rng.choices(self.words, cum_weights=self.sums)[0]


def rows(count: int, *, seed: int) -> Iterator[Row]:
    """Yield rows; the first of a longer registry are those of a shorter one; some 20 µs each."""
    rng = random.Random(seed)
    lately: list[str] = []
    core, left = "", 0
    kinds = tuple(TWINS)
    for place in range(count):
        if not left and rng.random() * _FAMILY_EVERY < 1:
            core, left = own_word(2, rng), rng.randint(2, _FAMILY_SIZE)
        name = made_up(rng, core if left else "")
        left = max(0, left - 1)
        planted, of = "", -1
        if lately and rng.random() * _TWIN_EVERY < 1:
            kind = rng.choice(kinds)
            # Few names hold a numeral or a word with a synonym: several are tried.
            for _ in range(_TWIN_TRIES):
                at = rng.randrange(max(0, place - _TWIN_WITHIN), place)
                if twin := TWINS[kind](lately[at % _TWIN_WITHIN], rng):
                    name, planted, of = twin, kind, at
                    break
        if place < _TWIN_WITHIN:
            lately.append(name)
        else:
            lately[place % _TWIN_WITHIN] = name
        region = rng.choice(_REGIONS)
        unit = f"{region}{place // 12}{rng.choice(_BODIES)}第{place % 12 + 1}党支部"
        yield Row(name, unit, region, planted, of)


def names(count: int, *, seed: int = 7) -> list[str]:
    """Return the names of rows."""
    return [row.name for row in rows(count, seed=seed)]


def made_up(rng: random.Random, core: str = "") -> str:
    """Return a name of some published frame; a core takes the place of its first own word."""
    frames, sums = _frames()
    frame = rng.choices(frames, cum_weights=sums)[0]
    said = []
    for part in frame:
        words = []
        for worn, size in part:
            if core and not worn:
                words.append(core)
                core = ""
            else:
                words.append(_worn(size).drawn(rng) if worn else own_word(size, rng))
        said.append("".join(words))
    return "·".join(said)


def own_word(size: int, rng: random.Random) -> str:
    """Return a word of a trade, a published one, or a coined one, of about this many characters."""
    if size > 3:
        return own_word(2, rng) + own_word(size - 2, rng)
    for known in (_trade_words(size), _published_words(size)):
        if rng.random() * _LONG_LIST < min(len(known.words), _LONG_LIST / 2):
            return known.drawn(rng)
    return "".join(_characters().drawn(rng) for _ in range(size))


@cache
def _cuts() -> tuple[tuple[tuple[tuple[str, bool], ...], ...], ...]:
    """Return the published names as parts of words, each with whether it is worn."""
    return tuple(
        tuple(tuple((part[p.start : p.end], p.worn > 0) for p in pieces(part)) for part in parts)
        for parts in (normalize(name).parts for name in corpora.lines("names.tsv"))
        if sum(map(len, parts)) > 1
    )


@cache
def _frames() -> tuple[list[tuple[tuple[Slot, ...], ...]], list[int]]:
    counts = Counter(
        tuple(tuple((worn, len(word)) for word, worn in part) for part in name) for name in _cuts()
    )
    return list(counts), list(accumulate(counts.values()))


@cache
def _worn(size: int) -> Urn:
    """Every worn word can come; the published ones come as often as they do."""
    words = (row[0] for row in corpora.rows("lexicons/worn.tsv"))
    counts = Counter({word: 0.07 for word in words if len(word) == size})
    counts.update(
        word
        for name in _cuts()
        for part in name
        for word, worn in part
        if worn and len(word) == size
    )
    return _urn(counts)


@cache
def _published_words(size: int) -> Urn:
    cuts = (cut for name in _cuts() for part in name for cut in part)
    return _urn(Counter(word for word, worn in cuts if not worn and len(word) == size))


@cache
def _trade_words(size: int) -> Urn:
    trades = corpora.table("naming/trades.toml").values()
    words = (w for trade in trades for key in ("scenes", "tools", "works") for w in trade[key])
    return _urn(Counter(word for word in words if len(word) == size))


@cache
def _characters() -> Urn:
    """Return the characters of the language: published ones first, then a long tail."""
    seen = Counter(c for name in corpora.lines("names.tsv") for c in normalize(name).key)
    every = [row[0] for row in corpora.rows("sound/characters.tsv")]
    ranked = sorted((c for c in every if "\u4e00" <= c <= "\u9fff"), key=lambda c: (-seen[c], c))
    return _urn({c: (rank + _TAIL[0]) ** -_TAIL[1] for rank, c in enumerate(ranked)})


def _urn(weights: Counter[str] | dict[str, float]) -> Urn:
    return Urn(tuple(weights), tuple(accumulate(weights.values())))
