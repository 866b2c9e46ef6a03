"""A process that takes names apart for another: `python -m nlp.index.worker`, asked over its pipes.

A question is a line of JSON: a list of names. The answer is a line of JSON, their texts, then as 32-bit
numbers how many hashes each has, then the hashes one after another, then two bytes for each character. The
end of the questions is its end.
An own program, not a copy of the one that asks, which may be a server with threads and locks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from array import array
from typing import IO

from nlp.index.keys import filed

Filed = tuple[list[str], "array[int]", "array[int]", bytes]
"""The texts of some names, how many hashes each has, the hashes one after another, and what is told of the
characters, two bytes for each: see `nlp.index.keys.filed`."""


def taken_apart(names: list[str]) -> Filed:
    """Return what some names are filed under.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    texts, counts, hashes, worn = [], array("I"), array("I"), bytearray()
    for name in names:
        text, codes, keys = filed(name)
        texts.append(text)
        worn += codes
        counts.append(len(keys))
        hashes.extend(keys)
    return texts, counts, hashes, bytes(worn)


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

    def taken_apart(self, names: list[str]) -> Filed:
        """Return what `taken_apart` does.

        Raises:
            OSError, ValueError: the process has ended; nothing is known of the names.
        """
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise OSError("no pipes")
        questions.write(json.dumps(names).encode() + b"\n")
        questions.flush()
        texts = json.loads(answers.readline())
        counts = _numbers(answers, len(names))
        hashes = _numbers(answers, sum(counts))
        size = 2 * sum(map(len, texts))
        if len(worn := answers.read(size)) != size:
            raise ValueError("answer is torn")
        return texts, counts, hashes, worn

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def _numbers(source: IO[bytes], count: int) -> array[int]:
    found = array("I")
    found.frombytes(source.read(found.itemsize * count))
    if len(found) != count:
        raise ValueError("answer is torn")
    return found


def main() -> None:
    """Answer questions until there are no more."""
    answers = sys.stdout.buffer
    for question in sys.stdin.buffer:
        texts, counts, hashes, worn = taken_apart(json.loads(question))
        answers.write(
            json.dumps(texts).encode() + b"\n" + counts.tobytes() + hashes.tobytes() + worn
        )
        answers.flush()


if __name__ == "__main__":
    main()
