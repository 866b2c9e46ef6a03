"""What files depend on apart from their data: the version of the program, templates, files of options.

A template that has been changed, or a new version of the program, makes the same workbook a new batch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def revision(options: Mapping[str, str]) -> str:
    """Return a digest of version, shipped templates and the files or folders that options name."""
    digest = hashlib.sha256(_shipped().encode())
    for _, value in sorted(options.items()):
        path = Path(value) if value else None
        if path is not None and len(value) < 1000 and path.exists():
            _add(digest, path)
    return digest.hexdigest()


@cache
def _shipped() -> str:
    digest = hashlib.sha256(version("pinwen").encode())
    _add(digest, files("templates"))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, root: Traversable) -> None:
    for name, file in _walk(root, ""):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())


def _walk(root: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Yield the files of a folder with their names, in order; caches of Python are none."""
    if root.is_file():
        yield name, root
        return
    for entry in sorted(root.iterdir(), key=lambda one: one.name):
        if entry.name != "__pycache__":
            yield from _walk(entry, f"{name}/{entry.name}")
