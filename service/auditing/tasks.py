"""What is to be done of an audit, task by task: each leaves its findings in a file, and none is done twice.

texts                         the names as columns              needs nothing
cuts                          their pieces                      needs the texts
names of kinds of likeness    pairs that may be alike           needs the texts, most of them the cuts
words                         each name by itself               needs texts and cuts
held                          names that hold others            needs all pairs that may be alike
judged, heard                 what is said of those pairs       needs all of them
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from nlp.compare import Verdict
from nlp.index.numeric import Array, Hashes, Ints, distinct, np
from nlp.joining.cuts import STRETCH, cut
from nlp.joining.files import keep_texts, kept_cuts, kept_texts, mapped, read, write, write_column
from nlp.joining.join import HEARD, KINDS, UNCUT, Join, Judged, found_in, kinds_of, nodes_of
from nlp.joining.roll import Roll
from nlp.joining.texts import Texts
from service.auditing.findings import CROWD, Alike, Held, Pairs, Rows, alike, rank
from service.auditing.words import Words, words_of
from service.whole_files import write_whole

# So many pairs are judged, so many nodes are looked through in one task; each takes a second or so.
_JUDGED, _HEARD, _HELD = 10_000, 100_000, 100_000
# Of what needs the cuts this takes longest.
_LONG = ("words", HEARD, "short")
_WORDS, _LEFT_OUT = "words.json", "left-out.npz"


class Task(NamedTuple):
    """A task: what, and of which stretch."""

    kind: str
    start: int = 0
    stop: int = 0


@dataclass
class Tasks:
    """The tasks of an audit of the names of a roll, and where their findings lie.

    Attributes:
        roll: the names.
        folder: where findings lie.
    """

    roll: Roll
    folder: Path

    def leave_out(self, rows: Sequence[int]) -> None:
        """Say which rows do not count, before anything is done."""
        write(self._left_out, rows=np.array(rows, np.int64))

    @cached_property
    def texts(self) -> Texts:
        """The names as columns."""
        return kept_texts(self.roll, self.folder)

    @cached_property
    def join(self) -> Join:
        """The names and their cuts."""
        return Join(self.texts, kept_cuts(self.folder))

    def stages(self) -> Iterator[list[Task]]:
        """Yield the tasks, those together that need the ones before; the longest come first."""
        yield [Task("texts")]
        cuts = self._stretches("cuts", STRETCH, len(self.texts))
        yield [*map(Task, UNCUT), *cuts]
        yield [*map(Task, (*_LONG, *(kind for kind in KINDS if kind not in (*UNCUT, *_LONG))))]
        yield self._holding()
        yield self._judging()

    def _holding(self) -> list[Task]:
        return self._stretches("held", _HELD, max(len(self.texts), 1))

    def _judging(self) -> list[Task]:
        """Return the tasks that need all pairs that may be alike."""
        return [
            *self._stretches("judged", _JUDGED, len(self._seen)),
            *self._stretches("heard", _HEARD, len(self._heard)),
        ]

    @staticmethod
    def _stretches(kind: str, size: int, count: int) -> list[Task]:
        return [Task(kind, at, min(at + size, count)) for at in range(0, count, size)]

    def file(self, task: Task) -> Path:
        """Return where the findings of a task lie once it is done."""
        if task.kind == "words":
            return self.folder / _WORDS
        ending = "npy" if task.kind in KINDS else "npz"
        return self.folder / f"findings-{task.kind}-{task.start}.{ending}"

    def do(self, task: Task) -> None:
        """Do a task.

        Raises:
            OSError: the folder cannot be written.
            IndexFileError: a mapped segment turns out to be damaged.
        """
        if task.kind == "texts":
            keep_texts(self.roll, self.folder, read(self._left_out)["rows"].tolist())
            write(self.file(task))
        elif task.kind == "cuts":
            cut(self.texts, slice(task.start, task.stop), kept_cuts(self.folder, fill=True))
            write(self.file(task))
        elif task.kind == "words":
            write_whole(self.file(task), json.dumps(_fields(words_of(self.join))).encode())
        elif task.kind == "judged":
            pairs = self._seen[task.start : task.stop]
            found = self.join.judged(pairs, kinds_of(pairs, self._found))
            write(self.file(task), **_columns(found))
        elif task.kind == "heard":
            found = self.join.heard(self._heard[task.start : task.stop])
            write(self.file(task), **_columns(found))
        elif task.kind == "held":
            write(self.file(task), **self._held(task))
        else:
            write_column(self.file(task), self.join.candidates(task.kind))

    @property
    def _left_out(self) -> Path:
        return self.folder / _LEFT_OUT

    @cached_property
    def _seen(self) -> Hashes:
        """The pairs that may be alike in another way than by their sound, in order, each once."""
        kinds = [found for kind, found in self._found.items() if kind != HEARD]
        return distinct(np.concatenate(kinds))

    @cached_property
    def _heard(self) -> Hashes:
        """The pairs that may be alike by their sound only, in order, each once."""
        found = self._found[HEARD]
        return found[~found_in(found, self._seen)]

    @cached_property
    def _found(self) -> dict[str, Hashes]:
        """The pairs that each of `KINDS` has found."""
        return {kind: mapped(self.file(Task(kind))) for kind in KINDS}

    def _held(self, task: Task) -> dict[str, Array]:
        """Return the names that are held and how many rows hold each; of a crowd only the first."""
        short, long = self.join.holding(task.start, task.stop, self._seen, self._heard)
        return _first_of_each(short, long, self._rows.counts)

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self.texts.node)

    def words(self) -> Words:
        """Return what was found of the names one by one."""
        return Words(**json.loads(self.file(Task("words")).read_bytes()))

    def paired(self) -> Ints:
        """Return the rows of names that may be alike, ascending; it is known which those are."""
        return self._rows_of(self._paired())

    def told(self) -> Ints:
        """Return the rows of names that may be told of, ascending; `held` is done, no pair need be judged."""
        nodes, held = self._paired(), self._read(self._holding())
        counts = self._counted(held)
        for one in held:
            few = counts[one["short"]] <= CROWD
            for name in ("short", "long"):
                nodes[one[name][few]] = True
        return self._rows_of(nodes)

    def _paired(self) -> Array:
        """Return for each node whether it may be like another, or several rows have its name."""
        nodes = self._rows.counts > 1
        for pairs in (self._seen, self._heard):
            for some in nodes_of(pairs):
                nodes[some] = True
        return nodes

    def _rows_of(self, nodes: Array) -> Ints:
        """Return the rows of the nodes that are marked, ascending."""
        live = self.texts.live()
        return live[nodes[self.texts.node[live]]]

    def pairs(self) -> Pairs:
        """Return the pairs that were found; all tasks are done."""
        judged, held = self._read(self._judging()), self._read(self._holding())
        held += [_first_of_each(one["short"], one["long"], self._rows.counts) for one in judged]
        short, long = (np.concatenate([one[name] for one in held]) for name in ("short", "long"))
        order = np.lexsort((long, short))
        found = Held(short[order], long[order], self._counted(held))
        return Pairs(self._rows, self._alike(judged), found)

    def _read(self, tasks: list[Task]) -> list[dict[str, Array]]:
        return [read(self.file(task)) for task in tasks]

    def _counted(self, held: list[dict[str, Array]]) -> Ints:
        """Return for each node how many rows hold it."""
        counts = np.zeros(len(self.texts), np.int64)
        for one in held:
            counts[one["nodes"]] += one["counts"]
        return counts

    def _alike(self, judged: list[dict[str, Array]]) -> Alike:
        said: dict[Verdict, int] = {}
        codes = []
        for found in judged:
            verdicts = [
                Verdict(level, how, int(score)) for level, how, score in found["said"].tolist()
            ]
            places = [said.setdefault(verdict, len(said)) for verdict in verdicts]
            codes.append(np.array(places, np.int64)[found["verdicts"]])
        one, other = (
            np.concatenate([np.zeros(0, np.int64), *(found[name] for found in judged)])
            for name in ("one", "other")
        )
        return alike(
            self._rows, one, other, np.concatenate([np.zeros(0, np.int64), *codes]), [*said]
        )


def _columns(found: Judged) -> dict[str, Array]:
    """Return what a file holds of judged pairs: their verdicts as text."""
    said = np.array([tuple(map(str, one)) for one in found.said], str)
    columns = {name: getattr(found, name) for name in ("one", "other", "verdicts", "short", "long")}
    return {**columns, "said": said.reshape(-1, 3)}


def _fields(words: Words) -> dict[str, object]:
    return {one.name: getattr(words, one.name) for one in fields(words)}


def _first_of_each(short: Array, long: Array, rows: Array) -> dict[str, Array]:
    """Return pairs in order, of each that is held no more than say that it is a crowd; and all counts."""
    order = np.lexsort((long, short))
    short, long = short[order], long[order]
    nodes, starts = np.unique(short, return_index=True)
    counts = np.add.reduceat(rows[long], starts) if len(starts) else starts
    some = rank(short) <= CROWD
    return {"short": short[some], "long": long[some], "nodes": nodes, "counts": counts}
