"""Letters joined to be printed: some files of a few hundred each, made by whichever process has time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from service.batches.model import Done, Make
from service.docx.combine import combine
from service.texts import first_of

PRINT = "合并打印.docx"
MOST_IN_PRINT = 300
"""Letters in one print file: Word opens some thousand pages, not more, at ease (DECISION)."""
_MOST_TOLD = 3

Letter = tuple[str, str]
"""Name and SHA-256 of a letter's file."""


def print_files(made: Sequence[Letter]) -> Iterator[tuple[str, Make]]:
    """Yield the files to print of the letters of a batch, in their order."""
    starts = range(0, len(made), MOST_IN_PRINT)
    for number, start in enumerate(starts, 1):
        name = PRINT if len(starts) == 1 else PRINT.replace(".", f"（{number}）.")
        yield name, partial(_print_file, name, made[start : start + MOST_IN_PRINT])


def _print_file(name: str, letters: Sequence[Letter], done: Done) -> bytes:
    """Return letters in one file, none if there is none of ours.

    What a person has edited in Word cannot be joined to ours, and is told.
    """
    edited: list[str] = []
    ours = _ours(letters, done, edited)
    first = next(ours, None)
    data = b"" if first is None else combine(chain([first], ours))
    if edited:
        names = first_of(sorted(edited), _MOST_TOLD)
        done.tell(f"“{name}”里没有人工修改过的 {len(edited)} 份：{names}，请单独打印。")
    return data


def _ours(letters: Sequence[Letter], done: Done, edited: list[str]) -> Iterator[bytes]:
    for name, digest in letters:
        path = done.folder / name
        data = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(data).hexdigest() == digest:
            yield data
        else:
            edited.append(path.name)
