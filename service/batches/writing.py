"""Writing files so that none is ever half there, and none that a person has edited is lost."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from service.errors import StorageUnavailable
from service.whole_files import names_beside

PREFIX = ".pinwen-"
"""Begins the names of temporary files; a run removes those that an earlier one left."""

_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = 8
"""Files brought to disk at the same time: the disk writes its journal once for all that wait for it."""

# Of the files of this process: several stages may have some on their way.
_NUMBERS = itertools.count()

Known = Callable[[str, str], bool]
"""Whether a file of this name and SHA-256 is known to be ours."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A file that a stage took: whose it is, the name asked for, the name given, SHA-256 of its content."""

    owner: int
    asked: str
    name: str
    digest: str


class Stage:
    """Files on their way into a folder: all of them to disk, then all of them to their names.

    What `begin_to_settle` begins, `settle` ends. Between it and `publish` the caller makes sure that it
    may still write. A file that stands there with another content than ours was edited by a person: it
    stays, and the new one gets a name with （新）.

    Args:
        folder: where the files go; it is there.
        known: tells our files from a person's.
    """

    def __init__(self, folder: Path, known: Known) -> None:
        self._folder, self._known = folder, known
        self._inside: dict[str, Path] = {}
        self._temporary: dict[int, Path] = {}
        self._placed: dict[int, Placed] = {}
        self._settling: list[Future[None]] = []

    @property
    def placed(self) -> list[Placed]:
        """What was taken and not withdrawn."""
        return list(self._placed.values())

    def add(self, owner: int, name: str, data: bytes) -> None:
        """Take a file; `settle` brings its content to disk.

        Args:
            owner: number by which `withdraw` finds it.
            name: relative; parts are parted by `/`.
            data: content.

        Raises:
            StorageUnavailable: the disk is full, or the folder cannot be written.
            ValueError: the name leads out of the folder.
        """
        folder, _, last = name.rpartition("/")
        inside = self._inside.get(folder) or self._entered(folder, name)
        if last in ("", ".", ".."):
            raise _outside(name)
        digest = hashlib.sha256(data).hexdigest()
        number = next(_NUMBERS)
        given, stands = self._free_name(name, digest)
        self._placed[number] = Placed(owner, name, given, digest)
        if not stands:
            self._temporary[number] = _written(inside, given, number, data)

    def _entered(self, folder: str, name: str) -> Path:
        """Return a folder inside ours, made when it is not there; then its name is on disk too."""
        path = self._folder / folder
        if not path.resolve().is_relative_to(self._folder.resolve()):
            raise _outside(name)
        try:
            if not path.is_dir():
                path.mkdir(parents=True, exist_ok=True)
                for above in path.relative_to(self._folder).parents:
                    _sync_folder(self._folder / above)
        except OSError as trouble:
            raise _unwritable(name) from trouble
        self._inside[folder] = path
        return path

    def begin_to_settle(self) -> None:
        """Let the content of all files go to disk while the caller does something else; no more are added."""
        files = [(path, self._placed[number].name) for number, path in self._temporary.items()]
        shares = [files[start::_AT_ONCE] for start in range(min(_AT_ONCE, len(files)))]
        if shares:
            pool = ThreadPoolExecutor(len(shares))
            self._settling = [pool.submit(_settle, share) for share in shares]
            pool.shutdown(wait=False)

    def settle(self) -> None:
        """Bring the content of all files to disk; nothing is seen of them yet.

        Raises:
            StorageUnavailable: the disk is full.
        """
        if not self._settling:
            self.begin_to_settle()
        for one in self._settling:
            one.result()

    def withdraw(self, owners: Collection[int]) -> None:
        """Drop the files of some owners."""
        for number, placed in list(self._placed.items()):
            if placed.owner in owners:
                del self._placed[number]
                if temporary := self._temporary.pop(number, None):
                    temporary.unlink(missing_ok=True)

    def publish(self) -> list[Placed]:
        """Give all files their names, after `settle`; the names are on disk when this returns.

        Raises:
            StorageUnavailable: the folder cannot be written.
        """
        for number, path in self._temporary.items():
            self._give_name(number, path)
        self._temporary.clear()
        # Of files that stood there, too: the run that showed them may have died before it came to this.
        for folder in sorted({one.name.rpartition("/")[0] for one in self._placed.values()}):
            _sync_folder(self._folder / folder)
        return self.placed

    def discard(self) -> None:
        """Remove what has not been published."""
        # Not from under the hands of those that bring it to disk.
        wait(self._settling)
        for path in self._temporary.values():
            path.unlink(missing_ok=True)
        self._temporary.clear()

    def _give_name(self, number: int, temporary: Path) -> None:
        placed = self._placed[number]
        try:
            temporary.replace(self._folder / placed.name)
        except PermissionError as trouble:
            # Windows: somebody has the file open in Word; it is theirs until they close it.
            self._give_other_name(number, temporary, placed, trouble)
        except OSError as trouble:
            raise _unwritable(placed.name) from trouble

    def _give_other_name(
        self, number: int, temporary: Path, placed: Placed, trouble: OSError
    ) -> None:
        name = next(n for n in names_beside(placed.asked) if not (self._folder / n).exists())
        try:
            temporary.replace(self._folder / name)
        except OSError:
            raise _unwritable(placed.name) from trouble
        self._placed[number] = Placed(placed.owner, placed.asked, name, placed.digest)

    def _free_name(self, name: str, digest: str) -> tuple[str, bool]:
        """Return the name, or one with （新） while a person's file stands in the way.

        With it whether a file of that name and content is there already.
        """
        for candidate in names_beside(name):
            path = self._folder / candidate
            if not os.path.lexists(path):
                return candidate, False
            there = digest_of(path)
            if there == digest or self._known(candidate, there):
                return candidate, there == digest
        raise AssertionError("names do not end")


def _settle(files: Iterable[tuple[Path, str]]) -> None:
    for path, name in files:
        try:
            _sync(path)
        except OSError as trouble:
            raise _unwritable(name) from trouble


def _outside(name: str) -> ValueError:
    return ValueError(f"a file outside the folder of the batch: {name!r}")


def _written(folder: Path, name: str, number: int, data: bytes) -> Path:
    temporary = folder / f"{PREFIX}{os.getpid()}-{number}.tmp"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
    except OSError as trouble:
        temporary.unlink(missing_ok=True)
        raise _unwritable(name) from trouble
    return temporary


def asked_name(name: str) -> str:
    """Return the name that was asked for, when this one was given because a person's file stood there."""
    return re.sub(r"（新\d*）(?=\.[^.]*$|$)", "", name)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, empty if there is none to read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _unwritable(name: str) -> StorageUnavailable:
    return StorageUnavailable(
        f"文件“{name}”写不进去，请检查磁盘是否已满、文件夹是否可写，处理后再继续。", path=name
    )


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to disk."""
    # Windows can only sync what is open for writing.
    handle = os.open(path, os.O_RDWR | _BINARY if path.suffix == ".tmp" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Bring the names of a folder to disk; Windows cannot, and needs not."""
    if sys.platform != "win32":
        _sync(folder)


def remove_if_ours(folder: Path, name: str, known: Known) -> bool:
    """Remove a file unless a person has edited it; returns whether it was removed."""
    path = folder / name
    if not path.is_file() or not known(name, digest_of(path)):
        return False
    path.unlink(missing_ok=True)
    return True


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left."""
    for path in folder.rglob(f"{PREFIX}*.tmp"):
        path.unlink(missing_ok=True)
