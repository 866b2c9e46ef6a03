"""The workbook of an audit, written beside its other files: `python -m service.auditing.sheets FILE`.

Of many rows it takes as long as all else at the end of an audit, so a process of its own writes it. That
reads the lists from us, pickled.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from service.collecting import collect_rarely
from service.tables import Listing, workbook
from service.whole_files import write_whole

# Fewer rows are written before another process has begun.
_MANY = 5_000


@contextmanager
def workbook_beside(
    rows: int, listings: Callable[[], Sequence[Listing]], path: Path
) -> Iterator[None]:
    """Have a workbook written while other things are done; it is whole when these are.

    Args:
        rows: how many rows it has, about.
        listings: gives its lists; asked once that process has begun.
        path: where to.

    Raises:
        StorageUnavailable: it cannot be written.
    """
    if rows < _MANY:
        write_whole(path, workbook(listings()))
        yield
        return
    process = _begun(path)
    try:
        lists = listings()
        done = _given(process, lists)
        yield
        if process.wait() or not done:
            write_whole(path, workbook(lists))
    finally:
        process.kill()
        process.communicate()


def _begun(path: Path) -> subprocess.Popen[bytes]:
    places = os.pathsep.join(place for place in sys.path if place)
    return subprocess.Popen(  # noqa: S603 - our own program, a file of ours
        [sys.executable, "-m", "service.auditing.sheets", str(path)],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": places},
        # What a person stops is the asker, who ends it.
        process_group=0,
    )


def _given(process: subprocess.Popen[bytes], listings: Sequence[Listing]) -> bool:
    """Return whether a process has taken all of some lists."""
    if process.stdin is None:
        return False
    with suppress(OSError):
        with process.stdin as pipe:
            pickle.dump(listings, pipe, pickle.HIGHEST_PROTOCOL)
        return True
    return False


def main() -> None:
    """Write the workbook."""
    collect_rarely()
    listings: list[Listing] = pickle.load(sys.stdin.buffer)  # noqa: S301 - of the process that began us
    write_whole(Path(sys.argv[1]), workbook(listings))


if __name__ == "__main__":
    main()
