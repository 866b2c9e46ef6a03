"""The index in memory: big sorted tables, and beside them what changed since they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nlp.compare import may_relate
from nlp.index.arrays import (
    Hashes,
    Rows,
    hash64,
    having,
    rows_of,
    signature,
    table,
    uint64s,
    united,
    within,
)
from nlp.profile import Profile, profile


@dataclass(slots=True)
class Tables:
    """The big part, never changed: names in order of rows and the tables that point at the rows."""

    ids: list[str]
    names: list[str]
    keys: tuple[Hashes, Rows]
    grams: tuple[Hashes, Rows]
    signatures: Hashes


@dataclass(slots=True)
class NameIndex:
    """Names by id, with exact candidates for any name.

    Attributes:
        tables: the big part.
        added: names by id that came or changed since.
        removed: ids of the big part that no longer hold.
    """

    tables: Tables
    added: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return sum(1 for _ in self.entries())

    def add(self, identifier: str, name: str) -> None:
        """Add a name, or give an id a new name; the next look-up sees it."""
        self.remove(identifier)
        self.added[identifier] = name

    def remove(self, identifier: str) -> None:
        """Take a name out; unknown ids are let pass. Linear in the big part only on its first use."""
        self.added.pop(identifier, None)
        self.removed.add(identifier)

    def candidates(self, one: Profile) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of every name that may be same as or confusable with a name."""
        for row in _rows(self.tables, one).tolist():
            identifier = self.tables.ids[row]
            if identifier not in self.removed and identifier not in self.added:
                yield identifier, self.tables.names[row]
        for identifier, name in self.added.items():
            if may_relate(one, profile(name)):
                yield identifier, name

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield every (id, name), the big part first."""
        for identifier, name in zip(self.tables.ids, self.tables.names, strict=True):
            if identifier not in self.removed and identifier not in self.added:
                yield identifier, name
        yield from self.added.items()


def build(entries: Iterable[tuple[str, str]]) -> NameIndex:
    """Return the index of (id, name) pairs; about a quarter of a millisecond a name, once.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    ids: list[str] = []
    names: list[str] = []
    keys: list[tuple[int, int]] = []
    grams: list[tuple[int, int]] = []
    signatures: list[int] = []
    for row, (identifier, name) in enumerate(entries):
        one = profile(name)
        ids.append(identifier)
        names.append(name)
        keys += [(hash64(key), row) for key in one.keys]
        keys.append((hash64("txt:" + one.text), row))
        grams += [(hash64(gram), row) for gram in _grams(one.text)]
        signatures.append(signature(one.text))
    return NameIndex(
        Tables(ids, names, table(keys, len(keys)), table(grams, len(grams)), uint64s(signatures))
    )


def _grams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _rows(tables: Tables, one: Profile) -> Rows:
    """Return the rows that `may_relate` could hold for."""
    text = one.text
    inner = {text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1)}
    wanted = [*(hash64(key) for key in one.keys), *(hash64("txt:" + piece) for piece in inner)]
    found = rows_of(*tables.keys, wanted)
    grams = rows_of(*tables.grams, [hash64(gram) for gram in _grams(text)])
    if grams and len(text) > 1:
        bits = signature(text)
        rarest = min(grams, key=len)
        found.append(having(rarest, tables.signatures, bits))  # names that hold this one whole
        if (
            len(text) >= 4
        ):  # abbreviations share a pair of neighbours: see `nlp.relations.abbreviation`
            beside = united(grams)
            found.append(having(beside, tables.signatures, bits))
            found.append(within(beside, tables.signatures, bits))
    return united(found)
