"""The index at work: big segments, and beside them what changed since they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from nlp.compare import Dossier, Verdict
from nlp.index.building import segment_of
from nlp.index.lookup import CONTAINMENT, found
from nlp.index.question import HOLDING, Question
from nlp.index.segment import Segment
from nlp.plain import parts_and_key
from nlp.profile import Profile, profile

# Of a crowd so many names are read at a time.
_PORTION = 128


class Layer(NamedTuple):
    """A segment, and what it says of those before it: its own ids no longer hold there.

    Attributes:
        gone: further ids that no longer hold in the layers before.
    """

    segment: Segment
    gone: frozenset[str] = frozenset()

    def hides(self, identifier: str) -> bool:
        """Return whether an id no longer holds in the layers before."""
        return identifier in self.gone or self.segment.has(identifier)


class Neighbour(NamedTuple):
    """A name that is more than fine beside another.

    Attributes:
        verdict: the judgement of `nlp.compare.judge`.
        judged: what it stands on; None where how the name was found tells.
    """

    id: str
    name: str
    verdict: Verdict
    judged: Dossier | None = None

    def dossier(self, one: Profile) -> Dossier:
        """Return why it is more than fine beside the name it was found for; nothing is judged twice."""
        return self.judged or Dossier(one, profile(self.name), HOLDING)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Names of one segment that hold a name, thousands maybe: counted at once, read as far as one goes on.

    Attributes:
        verdict: the judgement of each.
    """

    segment: Segment
    rows: Sequence[int]
    verdict: Verdict = CONTAINMENT

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Neighbour]:
        for at in range(0, len(self.rows), _PORTION):
            rows = self.rows[at : at + _PORTION]
            names, identifiers = self.segment.names(rows), map(self.segment.identifier, rows)
            for identifier, name in zip(identifiers, names, strict=True):
                yield Neighbour(identifier, name, self.verdict)

    def identifiers(self) -> Iterator[str]:
        """Yield the ids alone, which takes half as long; a microsecond each."""
        return map(self.segment.identifier, self.rows)


class Near(NamedTuple):
    """All that is more than fine beside a name."""

    judged: list[Neighbour]
    crowds: list[Crowd]

    def __len__(self) -> int:
        return len(self.judged) + sum(map(len, self.crowds))

    def identifiers(self) -> Iterator[str]:
        """Yield all ids; no name is read."""
        yield from (one.id for one in self.judged)
        for crowd in self.crowds:
            yield from crowd.identifiers()


class Alike(NamedTuple):
    """A name whose match key is alike in letters to another.

    Attributes:
        likeness: the normalised Indel similarity of the keys, 0–1.
    """

    id: str
    name: str
    likeness: float


class Likest(NamedTuple):
    """What is alike in letters to a match key.

    Attributes:
        names: the most alike first, as many as were asked for.
        total: how many there are.
    """

    names: list[Alike]
    total: int


@dataclass(slots=True)
class NameIndex:
    """Names by id, and exactly those that are not fine beside any name.

    Attributes:
        layers: the segments, what a later one says of an id holds.
        added: names by id that came or changed since.
        gone: ids that no longer hold in any layer: those of `added`, and those taken out since.
    """

    layers: list[Layer] = field(default_factory=list)
    added: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return sum(1 for _ in self.entries())

    @property
    def filed(self) -> int:
        """Names filed, one that was taken out or renamed since counted too: what `count` counts in."""
        return sum(layer.segment.size for layer in self.layers) + len(self.added)

    def add(self, identifier: str, name: str) -> None:
        """Add a name, or give an id a new name; the next look-up sees it."""
        self.remove(identifier)
        self.added[identifier] = name

    def remove(self, identifier: str) -> None:
        """Take a name out; unknown ids are let pass."""
        self.added.pop(identifier, None)
        self.gone.add(identifier)

    def neighbours(self, one: Profile) -> Iterator[Neighbour]:
        """Yield every name that is same as or confusable with a name, each once; see `Neighbour`.

        Raises:
            IndexFileError: a mapped segment turns out to be damaged.
        """
        judged, crowds = self.near(one)
        yield from judged
        for crowd in crowds:
            yield from crowd

    def near(self, one: Profile) -> Near:
        """Return every name that is same as or confusable with a name, each once, crowds unread.

        Raises:
            IndexFileError: a mapped segment turns out to be damaged; to read a crowd may raise it too.
        """
        judged: list[Neighbour] = []
        crowds: list[Crowd] = []
        asked = Question(one)
        for depth, layer in enumerate(self.layers):
            segment = layer.segment
            near, holding = found(segment, asked)
            for read in near:
                identifier = segment.identifier(read.row)
                if self._holds(identifier, depth):
                    judged.append(Neighbour(identifier, read.name, read.verdict, read.judged))
            if rows := self._holding(holding, depth):
                crowds.append(Crowd(segment, rows))
        for identifier, name in self.added.items():
            dossier = Dossier(one, profile(name))
            if dossier.level != "fine":
                judged.append(Neighbour(identifier, name, dossier.verdict, dossier))
        return Near(judged, crowds)

    def alike(self, key: str, least: float, *, most: int | None = None) -> Likest:
        """Return the names whose match keys are so alike in letters to another, each once.

        That two names are alike says nothing of whether they collide: `near` does.

        Args:
            key: a match key.
            least: the least likeness, above 0 and up to 1. Of five million names some milliseconds are taken
                for 0.75; the lower it is the more names are looked at, for 0.5 some times as many.
            most: how many are wanted; the others are counted and not read.

        Returns:
            The most alike first, equally alike ones in the order of their ids.

        Raises:
            IndexFileError: a mapped segment turns out to be damaged.
        """
        # Here, since hardly any look-up needs it and the library it loads.
        from nlp.index.alike import Asked, alike

        asked, total = Asked(key, least), 0
        found: list[Alike] = []
        for depth, layer in enumerate(self.layers):
            alike_there = alike(layer.segment, asked)
            by_row = dict(zip(*(column.tolist() for column in alike_there), strict=True))
            rows = self._holding(list(by_row), depth)
            total += len(rows)
            # Rows of a layer are in the order of their ids, as a rule; so sorting them keeps that.
            rows = sorted(rows, key=by_row.__getitem__, reverse=True)[:most]
            for row, name in zip(rows, layer.segment.names(rows), strict=True):
                found.append(Alike(layer.segment.identifier(row), name, by_row[row]))
        for identifier, name in self.added.items():
            likeness = asked.letters.likeness(parts_and_key(name)[1])
            if likeness >= least:
                total += 1
                found.append(Alike(identifier, name, likeness))
        found.sort(key=lambda one: (-one.likeness, one.id))
        return Likest(found[:most], total)

    def read_through(self) -> Iterator[None]:
        """Read and verify all that is mapped, a megabyte at each step.

        Raises:
            IndexFileError: a mapped segment is damaged.
        """
        for layer in self.layers:
            if guard := layer.segment.arrays.heap.guard:
                yield from guard.touch_all()

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield every (id, name), the oldest segment first."""
        for depth, layer in enumerate(self.layers):
            segment = layer.segment
            for row in range(segment.size):
                identifier = segment.identifier(row)
                if self._holds(identifier, depth):
                    yield identifier, segment.entry(row).name
        yield from self.added.items()

    def since(self) -> Layer:
        """Return all that came since the first segment as one layer upon it; made name by name."""
        later = NameIndex(self.layers[1:], self.added, self.gone)
        names = dict(later.entries())
        ids = (chain(layer.gone, layer.segment.identifiers()) for layer in later.layers)
        gone = self.gone.union(*ids)
        return Layer(segment_of(sorted(names.items())), gone=frozenset(gone - names.keys()))

    def _holds(self, identifier: str, depth: int) -> bool:
        """Return whether an id of a layer still holds there."""
        return identifier not in self.gone and not any(
            later.hides(identifier) for later in self.layers[depth + 1 :]
        )

    def _holding(self, rows: list[int], depth: int) -> list[int]:
        """Return those of some rows of a layer whose ids still hold there."""
        segment, later = self.layers[depth].segment, self.layers[depth + 1 :]
        hidden = len(self.gone) + sum(layer.segment.size + len(layer.gone) for layer in later)
        if not rows or not hidden:
            return rows
        if hidden > len(rows):
            return [row for row in rows if self._holds(segment.identifier(row), depth)]
        ids = chain(self.gone, *(chain(layer.gone, layer.segment.identifiers()) for layer in later))
        gone = {segment.row(identifier) for identifier in ids}
        return [row for row in rows if row not in gone]

    def count(self, word: str) -> int:
        """Return how often a word occurs in the names; hidden ones count until segments are merged."""
        held = sum(layer.segment.count(word) for layer in self.layers) if word else 0
        return held + sum(profile(name).text.count(word) for name in self.added.values())


def build(entries: Iterable[tuple[str, str]]) -> NameIndex:
    """Return the index of (id, name) pairs.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    return NameIndex([Layer(segment_of(entries))])
