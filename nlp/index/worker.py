"""A process that takes names apart for another: `python -m nlp.index.worker`, asked over its pipes.

A question is a line of JSON: a list of names. The answer is a line of JSON, the match keys of the names and
the sizes of the columns, then the columns (`nlp.index.builder.Columns`) as bytes. A name no name may be has
no key, and the other names alone have columns. The end of the questions is its end.
An own program, not a copy of the one that asks, which may be a server with threads and locks.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from array import array
from dataclasses import dataclass, fields

from nlp.index.builder import TOGETHER, Columns
from nlp.normalize import UnacceptableText

_COLUMNS = tuple(one.name for one in fields(Columns))


@dataclass(frozen=True, slots=True)
class Part:
    """Some names taken apart.

    Attributes:
        keys: match key of each name, None for one that holds characters no name may hold.
        columns: of the names that have a key.
    """

    keys: list[str | None]
    columns: Columns


def taken_apart(names: list[str]) -> Part:
    """Return names taken apart, here and now."""
    keys: list[str | None] = []
    columns = Columns()
    for start in range(0, len(names), TOGETHER):
        some = names[start : start + TOGETHER]
        try:
            keys += columns.add(some)
        except UnacceptableText:
            keys += [_key(name, columns) for name in some]
    return Part(keys, columns)


def _key(name: str, columns: Columns) -> str | None:
    """Take a name apart, and return its key, None if no name may be so."""
    try:
        return columns.add([name])[0]
    except UnacceptableText:
        return None


class Worker:
    """Such a process, from the side of the one that asks; not to be shared by threads."""

    def __init__(self) -> None:
        path = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nlp.index.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )

    def taken_apart(self, names: list[str]) -> Part:
        """Return what `taken_apart` does.

        Raises:
            OSError, ValueError: the process has ended; nothing is known of the names.
        """
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise OSError("no pipes")
        questions.write(json.dumps(names).encode() + b"\n")
        questions.flush()
        keys, sizes = json.loads(answers.readline())
        columns = Columns()
        for name, size in zip(_COLUMNS, sizes, strict=True):
            if len(data := answers.read(size)) != size:
                raise ValueError("answer is torn")
            _fill(columns, name, data)
        return Part(keys, columns)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def _fill(columns: Columns, name: str, data: bytes) -> None:
    column = getattr(columns, name)
    if isinstance(column, array):
        del column[:]
        column.frombytes(data)
    else:
        column += data


def main() -> None:
    """Answer questions until there are no more."""
    gc.disable()  # names taken apart hold no cycles, and what is remembered of them is not to be searched
    answers = sys.stdout.buffer
    for question in sys.stdin.buffer:
        part = taken_apart(json.loads(question))
        columns = [bytes(getattr(part.columns, name)) for name in _COLUMNS]
        head = json.dumps([part.keys, list(map(len, columns))])
        answers.write(head.encode() + b"\n" + b"".join(columns))
        answers.flush()


if __name__ == "__main__":
    main()
