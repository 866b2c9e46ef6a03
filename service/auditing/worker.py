"""A process that does tasks of an audit: `python -m service.auditing.worker FOLDER`.

A question is a line of JSON: a task, which is answered once its findings lie beside the names; or names of
which something is to be said. The end of the questions is its end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from service.auditing.names import known_words, open_names
from service.auditing.sentences import SAYING, Item, say
from service.auditing.tasks import Task, Tasks
from service.collecting import collect_rarely
from service.urgency import give_way

# Who asks has more to do one thing after the other than any of these. So much less urgent, two of them weigh
# less than it does: of two processors one is its own.
_GIVES_WAY = 5


class Worker:
    """Such a process, from the side of the one that asks; not to be shared by threads."""

    def __init__(self, folder: Path) -> None:
        path = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, a file of ours
            [sys.executable, "-m", "service.auditing.worker", str(folder)],
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
        self._asked("do", task)

    def say(self, what: str, items: Sequence[Item]) -> list[str]:
        """Return what `service.auditing.sentences.say` returns.

        Raises:
            OSError: the process has ended.
        """
        return self._asked(what, items)

    def _asked(self, what: str, of: Sequence[object]) -> list[str]:
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise OSError("no pipes")
        questions.write(json.dumps([what, of]).encode() + b"\n")
        questions.flush()
        if not (answer := answers.readline()).endswith(b"\n"):
            raise OSError("ended")
        found: list[str] = json.loads(answer)
        return found

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def main() -> None:
    """Do tasks until there are no more."""
    collect_rarely()
    give_way(_GIVES_WAY)
    folder = Path(sys.argv[1])
    tasks = Tasks(open_names(folder), folder)
    known = cache(lambda: known_words(tasks.texts))
    for question in sys.stdin.buffer:
        what, of = json.loads(question)
        said: list[str] = []
        if what in SAYING:
            # Tasks come before: what only they need is let go of, hundreds of megabytes among millions of
            # names, for the asker brings the pairs together now.
            tasks = Tasks(tasks.roll, folder)
            said = say(what, of, known())
        else:
            tasks.do(Task(*of))
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
