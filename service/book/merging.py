"""One file of all files of an index, made by a process of its own: `python -m service.book.merging FILE`.

It reads nothing but those files and writes nothing but the new big one, in one step; so it may be killed at
any moment, and whoever checks meanwhile goes on with the files as they are. It tells nobody anything: a
merge that fails is tried again when there is more to merge.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from nlp.index import IndexFileError, Layer, NameIndex, segment_of
from service.batches.lock import only_runner
from service.book.layers import Stamp, keep_big, open_layers
from service.errors import ServiceError
from service.urgency import give_way

# Nobody waits for it.
_GIVES_WAY = 10

_started: dict[Path, subprocess.Popen[bytes]] = {}


def start(path: Path) -> subprocess.Popen[bytes]:
    """Start a process that merges the files of an index, or return the one that is at it."""
    running = _started.get(path)
    if running is None or running.poll() is not None:
        packages = os.pathsep.join(place for place in sys.path if place)
        running = _started[path] = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "service.book.merging", path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": packages},
            start_new_session=True,  # it outlives the command that started it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows
        )
    return running


def merge(path: Path) -> bool:
    """Make one file of all; returns whether there was anything to merge.

    Raises:
        IndexFileError: a file is torn or foreign.
        OSError: the folder cannot be written.
    """
    if merged := _merged(path):
        keep_big(*merged)
    return merged is not None


def _merged(path: Path) -> tuple[Layer, Path, Stamp] | None:
    """Return what `keep_big` is to write, if there is anything to merge; no file is mapped any more."""
    _, layers, stamps = open_layers(path, _believe)
    if len(layers) == 1:
        return None
    segment = segment_of(NameIndex(layers).entries(), processes=1)
    top = {name: value for name, value in stamps[-1].items() if name not in ("below", "gone")}
    return Layer(segment), path, top


def _believe(stamp: Stamp) -> None:
    """Believe every stamp: the new file bears the last, and who opens it asks the registry about that."""


def main() -> None:
    """Merge the files of the index that the first argument names, unless another process is at it."""
    give_way(_GIVES_WAY)
    path = Path(sys.argv[1])
    lock = path.with_name(f"{path.name}.merging")
    try:
        lock.mkdir(mode=0o700, exist_ok=True)
        with only_runner(lock):
            merge(path)
    except (IndexFileError, OSError, ServiceError):
        sys.exit(1)


if __name__ == "__main__":
    main()
