"""Names of files that every system of an office accepts, each once in its folder."""

from __future__ import annotations

import re
import unicodedata

from service.directory import Directory

# What Windows forbids, and characters that hide or turn what a person reads.
_FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\..*)?")
# Word and WPS take a name with these in front for a lock or a hidden file.
_LEADING = " .~$"
_MOST_BYTES = 200


def safe_name(text: str, ending: str) -> str:
    """Return a text as the name of a file: no character or word that Windows forbids, 200 bytes at most.

    The ending, which may begin with a number, stands whole behind a text that has to be cut.
    """
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text[:_MOST_BYTES]))
    name = name.lstrip(_LEADING).rstrip(" .") or "文件"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    room = _MOST_BYTES - len(ending.encode())
    return name.encode()[:room].decode(errors="ignore").rstrip(" .") + ending


class Names:
    """Gives names that differ even where letters of both cases are one."""

    def __init__(self) -> None:
        self._taken, self._count = Directory(), 0
        self._numbers: dict[str, int] = {}

    def take(self, text: str, ending: str) -> str:
        """Return a safe name that has not been given yet; a number is added when it has."""
        name = first = safe_name(text, ending)
        key = first.casefold()
        # Counted on from the last number: ten thousand equal names must not try all before them.
        number = self._numbers.get(key, 1)
        count = self._count = self._count + 1
        while self._taken.taken(name.casefold(), count) != count:
            number += 1
            name = safe_name(text, f"（{number}）{ending}")
            self._numbers[key] = number
        return name
