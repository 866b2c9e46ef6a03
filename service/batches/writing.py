"""Writing many files so that none is ever half there, and none a person has edited is lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from service.errors import StorageUnavailable

PREFIX = ".pinwen-"
"""Begins the names of temporary files; a run removes those that an earlier one left."""


def write_files(
    folder: Path, files: Iterable[tuple[str, bytes]], known: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Write files into a folder, each whole or not at all, all on disk when this returns.

    Args:
        folder: where they go; it is there.
        files: relative name and content; parts of a name are parted by `/`.
        known: SHA-256 of the files that were written before, by name. A file that is there with another
            content than that, and than the new one, was edited by a person: it stays, and the new one
            gets a name with （新）.

    Returns:
        By the name asked for: the name given and the SHA-256 of the content.

    Raises:
        StorageUnavailable: the disk is full, or the folder cannot be written.
    """
    written: dict[str, tuple[str, str]] = {}
    folders: set[Path] = set()
    for name, data in files:
        digest = hashlib.sha256(data).hexdigest()
        given = _free_name(folder, name, digest, known.get(name, ""))
        path = folder / given
        if not (path.exists() and _digest(path) == digest):
            folders.add(_write(path, data))
        written[name] = (given, digest)
    for one in folders:
        _sync_folder(one)
    return written


def _write(path: Path, data: bytes) -> Path:
    temporary = path.with_name(f"{PREFIX}{os.getpid()}-{path.name}"[:120] + ".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as trouble:
        temporary.unlink(missing_ok=True)
        raise StorageUnavailable(
            f"文件“{path.name}”写不进去，请检查磁盘是否已满、文件夹是否可写，处理后再继续。",
            path=str(path),
        ) from trouble
    return path.parent


def _free_name(folder: Path, name: str, digest: str, known: str) -> str:
    """Return the name, or one with （新） while a person's file stands in the way."""
    path, number = folder / name, 1
    stem, ending = Path(name).stem, Path(name).suffix
    while path.exists() and _digest(path) not in (digest, known):
        mark = "（新）" if number == 1 else f"（新{number}）"
        path = (folder / name).with_name(f"{stem}{mark}{ending}")
        number += 1
    return path.relative_to(folder).as_posix()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Bring the names of a folder to disk; Windows cannot, and needs not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # pragma: no cover - Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def changed_files(folder: Path, files: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the names of files that are gone, and of those whose content is another than recorded."""
    gone, edited = [], []
    for name, digest in files:
        path = folder / name
        if not path.exists():
            gone.append(name)
        elif _digest(path) != digest:
            edited.append(name)
    return gone, edited


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left."""
    for path in folder.rglob(f"{PREFIX}*.tmp"):
        path.unlink(missing_ok=True)
