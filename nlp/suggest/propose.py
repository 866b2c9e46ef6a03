"""Chooses among candidates: fit to read, of their own, unlike one another, passed by the check."""

from __future__ import annotations

import itertools
import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from nlp import meaning
from nlp.breadth import breadth
from nlp.compare import compare
from nlp.normalize import match_key, visible_length
from nlp.suggest import change
from nlp.suggest.candidate import Candidate
from nlp.suggest.material import Material, Request, gather
from nlp.suggest.methods import METHODS
from nlp.suggest.unwelcome import is_unwelcome

# A length that draws no finding (DECISION: 2 to 8 characters).
_SHORTEST, _LONGEST = 2, 8
# How many names the check is asked about at most for each one wanted: bounds the time.
_TRIES_PER_PROPOSAL = 12
# Steps of this share of a list spread most evenly.
_GOLDEN = 0.382


def propose(
    request: Request, *, check: Callable[[str], bool], count: int = 10
) -> tuple[Candidate, ...]:
    """Return up to `count` proposals that pass `check`, in the order they are offered.

    For a request with `like`, changes of that name come first (at most half), the smallest first.
    The same request against the same registry gives the same proposals; two units of one trade
    are offered different ones, since each method starts at a place drawn from the unit's name.

    Args:
        request: what the unit says of itself.
        check: whether the public check passes a name (verdict `pass`); called on at most
            twelve names for each proposal wanted.
        count: how many proposals are wanted.
    """
    material = gather(request)
    chosen: list[Candidate] = []
    if request.like:
        _choose(change.candidates(request.like, material), chosen, check, max(1, count // 2))
    _choose(_interleaved(material, request), chosen, check, count)
    return tuple(chosen)


def _choose(
    candidates: Iterable[Candidate],
    chosen: list[Candidate],
    check: Callable[[str], bool],
    count: int,
) -> None:
    """Add candidates to `chosen` until it holds `count`."""
    wanted = count - len(chosen)
    tries = itertools.count()
    for candidate in candidates:
        if len(chosen) >= count or wanted <= 0:
            return
        if not (_reads_well(candidate.name) and _unlike(candidate, chosen)):
            continue
        if next(tries) >= wanted * _TRIES_PER_PROPOSAL:
            return
        if check(candidate.name):
            chosen.append(candidate)


def _interleaved(material: Material, request: Request) -> Iterator[Candidate]:
    """Yield one candidate of each method in turn, so that the proposals differ in kind."""
    start = zlib.crc32(match_key(request.unit or "·".join(request.words) or "品文").encode())
    streams = [_rotated(list(method(material)), start) for method in METHODS.values()]
    for round_ in itertools.zip_longest(*streams):
        yield from (candidate for candidate in round_ if candidate is not None)


def _rotated(candidates: list[Candidate], start: int) -> list[Candidate]:
    """Return the candidates in their order, equal ones from a place drawn by `start` on, in wide steps.

    A wide step that shares no factor with the length visits every candidate once and lets
    neighbours differ in more than one word.
    """
    rotated: list[Candidate] = []
    for order in sorted({candidate.order for candidate in candidates}):
        equals = [candidate for candidate in candidates if candidate.order == order]
        step = max(1, round(len(equals) * _GOLDEN))
        while math.gcd(step, len(equals)) != 1:
            step += 1
        rotated += [equals[(start + i * step) % len(equals)] for i in range(len(equals))]
    return rotated


def _reads_well(name: str) -> bool:
    """Whether the name has a fit length, stammers nowhere, turns no trade against itself, has its own.

    What is left of 第一粮仓 is no name but a word for the thing: 粮仓.
    """
    key = match_key(name)
    letters = Counter(key)
    return (
        _SHORTEST <= visible_length(name) <= _LONGEST
        and not meaning.known(key)
        and max(letters.values(), default=0) <= 2
        and not is_unwelcome(name)
        and not breadth(name).over_generic
    )


def _unlike(candidate: Candidate, chosen: list[Candidate]) -> bool:
    """Whether a committee would not confuse the candidate with one already proposed.

    Changes of one refused name are alike by nature; only equal ones are left out.
    """
    if candidate.method == "smallest-change":
        return all(match_key(candidate.name) != match_key(other.name) for other in chosen)
    return all(compare(candidate.name, other.name).level == "fine" for other in chosen)
