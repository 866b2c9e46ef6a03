"""A run of a batch that dies at a chosen step, for `test_kills`: `victim.py URL BATCH STEP NUMBER`.

Steps are the calls a run makes to bring a file to disk and to mark it made; the NUMBERth call of the chosen
one is the last thing this process does, or, for steps that begin with `after-`, its return is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.batches import worker
from service.batches.running import run
from service.storage import batches, open_registry

STEPS: dict[str, tuple[Any, str]] = {
    "lease": (batches, "lease"),
    "write": (worker, "write_files"),
    "fsync": (os, "fsync"),
    "rename": (Path, "replace"),
    "commit": (batches, "complete"),
    "finish": (batches, "mark_finished"),
}


def main() -> None:
    """Plant the fault and run."""
    url, batch, step, number = sys.argv[1:5]
    owner, name = STEPS[step.removeprefix("after-")]
    real: Callable[..., Any] = getattr(owner, name)
    left = [int(number)]

    def deadly(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] == 0 and not step.startswith("after-"):
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **kwargs)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, deadly)
    with open_registry(url) as registry:
        run(registry, url, batch, now=datetime(2026, 7, 1, tzinfo=UTC), workers=1)


if __name__ == "__main__":
    main()
