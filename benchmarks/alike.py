"""Names alike in letters: ours beside looking through all names, by the same likeness, from the same on.

    python -m benchmarks.alike [--sizes 100000 1000000] [--full] [--peers] [--keep FOLDER] [--output FILE]

A registry is filled as in `benchmarks.scale`; with `--keep` one of that benchmark is taken as it is. Asked
are the match keys of new names and of registered ones, every second with a letter wrong, as names stand in
somebody's memory. `rapidfuzz.process.extract` goes through all match keys with the same likeness and bound,
as many times as a minute allows: what it finds is all there is, and each way is told by the share of it that
it finds. Peers of `benchmarks.searches` give their twenty likest.
"""

from __future__ import annotations

import gc
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Indel

from benchmarks.asking import SEED, Names, made, questions
from benchmarks.keeping import keep
from benchmarks.options import NATION, PROVINCE, TOWN, beside_peers, sized
from benchmarks.scale import fill
from benchmarks.searches import PEERS, Peer
from benchmarks.timing import Times, timed
from nlp.index import Alike
from nlp.normalize import match_key
from service.book.names import NameBook, cache_of, open_book
from service.bounds import LIKENESS, SIMILAR
from service.similar import similar_names
from service.storage import open_registry

OURS, SHOWING, ALL = "pinwen", "pinwen, twenty told", "rapidfuzz process.extract"
# Seconds that each slow way is asked for, and how many names at most.
_PATIENCE, _MOST = 60.0, 100
_WRONG = "红心先锋党旗领航"

Truth = Mapping[str, frozenset[str]]
"""By a match key that was asked all that are alike to it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one way at one size; times in ms.

    Attributes:
        cpu_p50_ms, cpu_p99_ms: the time of the processor alone.
        recall: share found of what is alike; of a way that gives twenty, of twenty at most.
        found: how many names are found on average.
        asked: names that the times are of.
    """

    way: str
    size: int
    p50_ms: float
    p99_ms: float
    cpu_p50_ms: float
    cpu_p99_ms: float
    recall: float
    found: float
    asked: int


def keys_asked(names: Names) -> tuple[str, ...]:
    """Return the match keys that are asked, every second with a letter wrong."""
    rng = random.Random(SEED)
    keys = map(match_key, questions(names).names)
    return tuple(_mistyped(key, rng) if place % 2 else key for place, key in enumerate(keys))


def _mistyped(key: str, rng: random.Random) -> str:
    at = rng.randrange(len(key))
    return key[:at] + rng.choice(_WRONG) + key[at + 1 :]


def measured(size: int, peers: Sequence[Peer], folder: Path) -> Iterator[Figures]:
    """Yield the figures of all ways at one size, each as soon as it is known."""
    names = made(size)
    keys, asked = [match_key(name) for name, _ in names.registered], keys_asked(names)
    gc.freeze()  # or the collector goes through all of them again and again, whoever is measured
    truth: dict[str, frozenset[str]] = {}

    def extract(key: str) -> frozenset[str]:
        found = process.extract(
            key, keys, scorer=Indel.normalized_similarity, score_cutoff=LIKENESS, limit=None
        )
        truth[key] = frozenset(other for other, _, _ in found)
        return truth[key]

    times = timed(extract, asked[:_MOST], warm_up=2, seconds=_PATIENCE)
    yield _figures(ALL, size, times, 1.0)
    yield from ours(names, asked, truth, folder)
    for peer in (one for one in peers if one.name != ALL):
        with tempfile.TemporaryDirectory() as place, peer.made(keys, Path(place)) as find:
            times = timed(find, asked[: peer.queries], warm_up=3, seconds=_PATIENCE)
            some = {key: truth[key] for key in asked[: peer.queries] if key in truth}
            yield _figures(peer.name, size, times, recall(find, some, most=SIMILAR))


def ours(names: Names, asked: Sequence[str], truth: Truth, folder: Path) -> Iterator[Figures]:
    """Yield the figures of the look-up in the index, and of the whole search with who holds twenty names."""
    size = len(names.registered)
    path = folder / f"{size}.db"
    there = path.exists()
    with open_registry(str(path)) as registry:
        if not there:
            fill(registry, names)
        open_book(registry, cache=cache_of(str(path)))
    with open_registry(str(path)) as registry:
        book = open_book(registry, cache=cache_of(str(path)))
        for _ in book.index.read_through():  # as a server does when it starts
            pass
        look_up = alike(book)
        held = recall(lambda key: [match_key(one.name) for one in look_up(key)], truth)
        yield _figures(OURS, size, timed(look_up, asked), held)
        told = recall(
            lambda key: [match_key(one.brand.name) for one in similar_names(key, book).items],
            truth,
            most=SIMILAR,
        )
        search = timed(lambda key: similar_names(key, book).items, asked)
        yield _figures(SHOWING, size, search, told)


def alike(book: NameBook) -> Callable[[str], Sequence[Alike]]:
    """Return the look-up of all names that are alike to a match key."""
    return lambda key: book.searched(lambda index: index.alike(key, LIKENESS)).names


def recall(find: Callable[[str], Sequence[str]], truth: Truth, *, most: int | None = None) -> float:
    """Return the share found of all that are alike; of a way that gives so many at most, of so many."""
    wanted = hits = 0
    for key, every in truth.items():
        wanted += len(every) if most is None else min(len(every), most)
        hits += len(every.intersection(find(key)))
    return hits / wanted if wanted else 1.0


def _figures(way: str, size: int, times: Times, share: float) -> Figures:
    return Figures(
        way,
        size,
        times.p50,
        times.p99,
        times.cpu_p50,
        times.cpu_p99,
        share,
        times.found,
        times.asked,
    )


def shown(one: Figures) -> None:
    """Print figures on a line."""
    print(
        f"{one.size:>9,} {one.way:26} p50 {one.p50_ms:8.2f}  p99 {one.p99_ms:8.2f} ms  (processor"
        f" {one.cpu_p50_ms:.2f}, {one.cpu_p99_ms:.2f})  recall {one.recall:.4f}  found {one.found:.1f}"
        f"  of {one.asked}",
        flush=True,
    )


def main() -> None:
    """Measure, print, and write the figures."""
    parser = sized(__doc__, (TOWN, PROVINCE), further=(NATION,))
    beside_peers(parser)
    chosen = parser.parse_args()
    found: list[Figures] = []
    for size in (*chosen.sizes, *chosen.further):
        with tempfile.TemporaryDirectory() as folder:
            place = chosen.keep or Path(folder)
            place.mkdir(parents=True, exist_ok=True)
            for figures in measured(size, PEERS if chosen.peers else (), place):
                shown(figures)
                found.append(figures)
                # At once, so that a long run that is ended has said what it knew.
                keep([asdict(one) for one in found], chosen.output)


if __name__ == "__main__":
    main()
