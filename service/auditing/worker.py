"""A process that does tasks of an audit: `python -m service.auditing.worker FILE`.

A question is a line of JSON, the task; the answer is a line, once its findings lie beside the file of the
names. The end of the questions is its end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from nlp.index import open_segment
from service.auditing.tasks import Task, Tasks

_DONE = b"done\n"


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

    def do(self, task: Task) -> None:
        """Do a task.

        Raises:
            OSError: the process has ended.
        """
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise OSError("no pipes")
        questions.write(json.dumps(task).encode() + b"\n")
        questions.flush()
        if answers.readline() != _DONE:
            raise OSError("ended")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def main() -> None:
    """Do tasks until there are no more."""
    file = Path(sys.argv[1])
    segment, _ = open_segment(file)
    tasks = Tasks(segment, file.parent)
    for question in sys.stdin.buffer:
        tasks.do(Task(*json.loads(question)))
        sys.stdout.buffer.write(_DONE)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
