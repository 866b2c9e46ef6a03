"""What every way to search is given: names that a registry takes, and what it is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.generator import Row, rows
from nlp.compare import judge
from nlp.normalize import match_key
from nlp.profile import profile

SEED = 7
_OTHER_SEED, _ASKED = 8, 600
# Of the made-up names some have the key of another, which no registry takes: so many more are made.
_MORE = 1.3


@dataclass(frozen=True, slots=True)
class Names:
    """Names that a registry takes, and twins that a later applicant hands in.

    Attributes:
        registered: with their units; no two of one key.
        twins: a twin of a registered name, and that name.
    """

    registered: tuple[tuple[str, str], ...]
    twins: tuple[tuple[str, str], ...]


def made(size: int) -> Names:
    """Return so many names of different keys, and the twins planted among them."""
    every: list[Row] = []
    keys: set[str] = set()
    registered: list[tuple[str, str]] = []
    held: dict[int, str] = {}
    for place, row in enumerate(rows(int(size * _MORE) + 1000, seed=SEED)):
        key = match_key(row.name)
        if key and key not in keys:
            keys.add(key)
            registered.append((row.name, row.unit))
            held[place] = row.name
        if row.planted:
            every.append(row)
        if len(registered) == size:
            break
    twins = tuple((row.name, held[row.of]) for row in every if row.of in held)
    return Names(tuple(registered), twins)


@dataclass(frozen=True, slots=True)
class Questions:
    """What every way is asked: names, and twins with the earlier name each must find."""

    names: tuple[str, ...]
    twins: tuple[tuple[str, str], ...]


def questions(names: Names) -> Questions:
    """Return new names, names registered already, and planted twins, in one order for all."""
    rng = random.Random(SEED)
    fresh = [row.name for row in rows(_ASKED // 2, seed=_OTHER_SEED)]
    held = [name for name, _ in rng.sample(names.registered, _ASKED // 2)]
    asked = [*fresh, *held]
    rng.shuffle(asked)
    pairs = rng.sample(names.twins, min(_ASKED, len(names.twins)))
    collide = (pair for pair in pairs if judge(profile(pair[0]), profile(pair[1])).level != "fine")
    return Questions(tuple(asked), tuple(collide))
