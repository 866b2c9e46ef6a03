"""Asks the system to have a file in its memory before anybody reads it page by page.

A check reads the rows of some twenty brands that lie far apart: each that is not in memory is a wait for the
disk, and whoever stands in line waits as well.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

# Asked for at a time: no system promises more.
_STEP = 1 << 20
# Of the machine's memory no more is asked for (DECISION): others want it too.
_SHARE = 0.5


def read_ahead(path: Path) -> None:
    """Ask for all pages of a file; returns when they are asked for, some 0.3 s for each GB.

    It is a wish: a file that is not there, or too large, and a system that takes no wishes are let pass.
    """
    if not hasattr(os, "posix_fadvise"):
        return
    with suppress(OSError), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size <= _SHARE * _memory():
            for at in range(0, size, _STEP):
                os.posix_fadvise(file.fileno(), at, _STEP, os.POSIX_FADV_WILLNEED)


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
