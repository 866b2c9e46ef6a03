"""Many items with long payloads and no files, run alone to be weighed: `bulk.py FOLDER COUNT` prints MB."""

from __future__ import annotations

import datetime as dt
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.batches import kinds
from service.batches.model import Done, Item, Rendered, Renderer, Work
from service.batches.running import run
from service.batches.starting import start
from service.storage import open_registry

_TEXT = "落实责任" * 2000


def read(
    _name: str, data: bytes, _options: Mapping[str, str], _today: dt.date | None = None
) -> Work:
    """Return so many items, one at a time."""
    return Work({}, (Item(f"k{n}", f"单位{n}", n, {"text": _TEXT}) for n in range(int(data))))


def renderer(_shared: Mapping[str, Any], _options: Mapping[str, str]) -> Renderer:
    """Return what makes nothing."""
    return lambda payload: Rendered((), {"length": len(payload["text"])})


def finish(_done: Done) -> list[tuple[str, bytes]]:
    """Return no registers."""
    return []


def main() -> None:
    """Run one batch and print the most memory this process ever had."""
    folder, count = Path(sys.argv[1]), sys.argv[2].encode()
    kinds.KINDS["bulk"] = "tests.service.batches.bulk"
    now = datetime(2026, 7, 1, tzinfo=UTC)
    url = str(folder / "registry.sqlite")
    with open_registry(url) as registry:
        batch = start(registry, "bulk", ("b.txt", count), folder, options={}, now=now)
        made = run(registry, url, batch, now=now, workers=1)
    assert made.done == int(count)
    sys.stdout.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


if __name__ == "__main__":
    main()
