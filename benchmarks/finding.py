"""What is found of what is to be found: twins, what judging finds one by one, what is alike by letters."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from benchmarks.asking import SEED, Names, Questions
from nlp.compare import judge
from nlp.profile import profile

_SAMPLE, _JUDGED, _HARD = 4000, 25, 8
_DENSE = ("先锋", "红色", "党建引领", "红心", "服务先锋", "一线", "初心")
# As like as a fuzzy search has it, by Indel similarity; asked of so many names and twins each.
_ALIKE, _FUZZY = 75, 15


def twins_found(
    find: Callable[[str], list[str]],
    twins: Sequence[tuple[str, str]],
    *,
    seconds: float = math.inf,
) -> float:
    """Return the share of twins whose other name is found, of those asked before the time is up."""
    end = time.monotonic() + seconds
    hits = []
    for name, other in twins:
        hits.append(other in find(name))
        if time.monotonic() > end:
            break
    return sum(hits) / len(hits)


def recall(find: Callable[[str], list[str]], names: Names, asked: Questions) -> float:
    """Return the share found of what judging finds in a sample.

    Asked are twins of names in the sample, and what is hardest: the densest words, the shortest names, the
    longest.
    """
    rng = random.Random(SEED)
    sample = {name for name, _ in rng.sample(names.registered, min(_SAMPLE, len(names.registered)))}
    some = asked.twins[:_JUDGED]
    sample |= {other for _, other in some}
    others = [profile(name) for name in sample]
    by_length = sorted(sample, key=lambda name: (len(name), name))
    hard = (*_DENSE, *by_length[:_HARD], *by_length[-_HARD:])
    wanted = missed = 0
    for name in (*(name for name, _ in some), *hard):
        one = profile(name)
        truth = {other.name for other in others if judge(one, other).level != "fine"}
        found = set(find(name))
        wanted += len(truth)
        missed += len(truth - found)
    return 1 - missed / wanted


def alike(
    find: Callable[[str], list[str]], names: Names, asked: Questions
) -> tuple[int, int, float]:
    """Return what is found of the names that are as like in their letters as a fuzzy search asks for.

    Returns:
        How many registered names, all looked through, have an Indel similarity from 0.75 up to some that are
        asked; how many of them are judged same or confusable; which share of these is found.
    """
    registered = [name for name, _ in names.registered]
    some = (*asked.names[:_FUZZY], *(name for name, _ in asked.twins[:_FUZZY]))
    pairs = near = missed = 0
    for name in some:
        one, found = profile(name), set(find(name))
        like = process.extract(name, registered, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
        wanted = {other for other, _, _ in like if judge(one, profile(other)).level != "fine"}
        pairs += len(like)
        near += len(wanted)
        missed += len(wanted - found)
    return pairs, near, 1 - missed / max(near, 1)
