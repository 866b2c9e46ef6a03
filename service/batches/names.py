"""Names of files that every system of an office accepts, each once in its folder."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MOST_BYTES = 200


def safe_name(text: str, ending: str) -> str:
    """Return a text as the name of a file: no character or word that Windows forbids, 200 bytes at most."""
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip(" .") or "文件"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    while len(name.encode()) + len(ending.encode()) > _MOST_BYTES:
        name = name[:-1]
    return name.rstrip(" .") + ending


class Names:
    """Gives names that differ even where letters of both cases are one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str, ending: str) -> str:
        """Return a safe name that has not been given yet; a number is added when it has."""
        name, number = safe_name(text, ending), 1
        while name.casefold() in self._taken:
            number += 1
            name = safe_name(f"{text}（{number}）", ending)
        self._taken.add(name.casefold())
        return name
