"""One process for a folder at a time: a lock that the system lets go when its process dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import Conflict, StorageUnavailable

# A process that a killed runner was just beginning holds its lock for the moment until it becomes another
# program; so long the next runner waits.
_PATIENCE, _PAUSE = 1.0, 0.02


@contextmanager
def only_runner(folder: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the folder of a batch, or of other work that one process is to do, while files are written.

    Args:
        folder: it has a file `lock` from then on.
        patience: seconds to wait for another process.

    Raises:
        Conflict: another process holds it.
        StorageUnavailable: the folder cannot be written.
    """
    try:
        file = (folder / "lock").open("a+b")
    except OSError as trouble:
        raise StorageUnavailable(
            f"文件夹“{folder}”不能写入，请检查路径和权限。", path=str(folder)
        ) from trouble
    with file:
        _wait_for_lock(file.fileno(), folder, patience)
        yield


def _wait_for_lock(handle: int, folder: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return _lock(handle)
        except OSError as trouble:
            if time.monotonic() > deadline:
                raise Conflict(
                    "另一个程序正在处理这个文件夹的批次，请等它完成后再继续。", path=str(folder)
                ) from trouble
        time.sleep(_PAUSE)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
