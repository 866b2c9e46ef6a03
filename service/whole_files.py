"""Files of users, read and written whole: a failure is one Chinese sentence, and nothing is half there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO, Any

from service.errors import StorageUnavailable, UnreadableFile


def content(source: Path | bytes) -> bytes:
    """Return the bytes of a file, or the bytes given.

    Raises:
        UnreadableFile: it is a folder, missing, or not readable.
    """
    if isinstance(source, bytes):
        return source
    with told_unreadable(source):
        return source.read_bytes()


@contextmanager
def told_unreadable(source: Path) -> Iterator[None]:
    """Give a context in which a file that cannot be opened is an error that says so.

    Raises:
        UnreadableFile: it is a folder, missing, or not readable.
    """
    try:
        yield
    except IsADirectoryError as trouble:
        raise UnreadableFile(f"“{source.name}”是文件夹，请选择其中的一个文件。") from trouble
    except FileNotFoundError as trouble:
        raise UnreadableFile(f"找不到文件“{source}”，请检查路径和文件名。") from trouble
    except OSError as trouble:
        raise UnreadableFile(
            f"文件“{source.name}”读不出来，请检查权限或关闭占用它的程序。"
        ) from trouble


def is_hidden(name: str) -> bool:
    """Return whether a file is hidden, as are the locks of office programs beside what is open (~$…)."""
    return name.startswith((".", "~$"))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the path of a file to write, which takes the place of another when all went well.

    A reader sees the old one or the new one, never a part.

    Raises:
        StorageUnavailable: the folder is missing, full or not writable.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as trouble:
        raise StorageUnavailable(
            f"文件“{path}”写不进去，请检查文件夹是否存在、是否有权限、磁盘是否已满。",
            path=str(path),
        ) from trouble
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_open(path: Path, *, encoding: str = "") -> Iterator[IO[Any]]:
    """Give what `replacing` does, open to be written to, and on the disk before it takes its place.

    Args:
        path: of the file.
        encoding: of a text, whose line ends are written as they come; bytes are written if it is empty.

    Raises:
        StorageUnavailable: as `replacing`.
    """
    how = {"mode": "w", "encoding": encoding, "newline": ""} if encoding else {"mode": "wb"}
    with replacing(path) as temporary, temporary.open(**how) as file:  # type: ignore[call-overload]
        yield file
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    Raises:
        StorageUnavailable: the folder is missing, full or not writable.
    """
    with replacing_open(path) as file:
        file.write(data)


def make_folder(folder: Path) -> None:
    """Make a folder for results, and those above it, if it is not there.

    Raises:
        StorageUnavailable: it is a file, or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise StorageUnavailable(
            f"文件夹“{folder}”建不起来，请检查路径和权限，以及是不是已有同名的文件。",
            path=str(folder),
        ) from trouble


def names_beside(name: str) -> Iterator[str]:
    """Yield a name, then without end those with （新） for a file where a person's stands."""
    yield name
    path = Path(name)
    for number in count(1):
        mark = "（新）" if number == 1 else f"（新{number}）"
        yield path.with_name(f"{path.stem}{mark}{path.suffix}").as_posix()


def write_beside(out: Path, files: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Write files, each whole or not at all, and return their names.

    What is there with another content stays; the new one gets a name with （新）.
    """
    names = []
    for name, data in files:
        path = _free(out / name, data)
        make_folder(path.parent)
        if not path.exists():
            write_whole(path, data)
        names.append(path.relative_to(out).as_posix())
    return tuple(names)


def _free(path: Path, data: bytes) -> Path:
    """Return the path if nothing or the same content is there, else the first free one with （新）."""
    beside = (path.with_name(name) for name in names_beside(path.name))
    return next(one for one in beside if not one.exists() or one.read_bytes() == data)
