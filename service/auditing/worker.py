"""A process that looks through stretches of names for an audit: `python -m service.auditing.worker FILE`.

A question is a line of JSON, [start, stop]; the answer is a line of JSON, the findings. The end of the
questions is its end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from nlp.index import open_segment
from service.auditing.slices import known_words, looked_through


class Worker:
    """Such a process, from the side of the one that asks; not to be shared by threads."""

    def __init__(self, file: Path) -> None:
        path = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, a file of ours
            [sys.executable, "-m", "service.auditing.worker", str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            # What a person stops is the asker: it says so to its workers.
            process_group=0,
        )

    def ask(self, start: int, stop: int) -> dict[str, Any]:
        """Return the findings of a stretch.

        Raises:
            OSError, ValueError: the process has ended.
        """
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise OSError("no pipes")
        questions.write(json.dumps([start, stop]).encode() + b"\n")
        questions.flush()
        found: dict[str, Any] = json.loads(answers.readline())
        return found

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def main() -> None:
    """Answer questions until there are no more."""
    segment, _ = open_segment(Path(sys.argv[1]))
    known = known_words(segment)
    for question in sys.stdin.buffer:
        start, stop = json.loads(question)
        found = looked_through(segment, start, stop, known).as_json()
        sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
