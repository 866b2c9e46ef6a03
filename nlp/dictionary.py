"""jieba's words with their frequencies, looked up in its own file: nothing is built before the first cut.

The file lies in order of code points but for some lines; `corpora/lexicons/dictionary.tsv` has what a
bisection would miss, and the terms of this domain with the frequencies that jieba would derive for them. A
beginning of a word has the frequency 0, as jieba wants it. A word costs some 15 µs once.
"""

from __future__ import annotations

import mmap
from functools import cache
from pathlib import Path

import corpora

# The file that the table was built for (jieba 0.42.1), by its length in bytes, and the sum of its
# frequencies; of any other file the dictionary is built whole.
KNOWN_SIZE, _SUM = 5_071_852, 60_101_967


class Dictionary:
    """Words with frequencies, as much of `dict` as jieba asks of its own.

    Attributes:
        looked_up: how many words were searched for in the file so far.
        total: sum of all frequencies.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._found = dict(beside())
        self.looked_up = 0
        self.total = _SUM + _added()

    def __contains__(self, word: str) -> bool:
        return self._frequency(word) >= 0

    def __getitem__(self, word: str) -> int:
        if (frequency := self._frequency(word)) < 0:
            raise KeyError(word)
        return frequency

    def get(self, word: str, default: int = 0) -> int:
        """Return the frequency of a word, the default if there is none."""
        frequency = self._frequency(word)
        return default if frequency < 0 else frequency

    def part_of_speech(self, word: str) -> str:
        """Return jieba's letters for what a word is (n, v, vn …), empty if its file has no such word."""
        wanted = word.encode()
        if not word or b" " in wanted:
            return ""
        at = self._line(wanted)
        line = self._data[at : self._data.find(b"\n", at)]
        return line.split()[-1].decode() if line.startswith(wanted + b" ") else ""

    def _frequency(self, word: str) -> int:
        """Return the frequency of a word, 0 of a beginning of words, -1 of anything else."""
        if (frequency := self._found.get(word)) is None:
            frequency = self._found[word] = self._search(word.encode())
        return frequency

    def _search(self, word: bytes) -> int:
        self.looked_up += 1
        if not word or b" " in word:  # what follows a space in the file is no word
            return -1
        data, wanted, low = self._data, word + b" ", self._line(word)
        if data[low : low + len(wanted)] == wanted:
            start = low + len(wanted)
            return int(data[start : data.find(b" ", start)])
        return 0 if data[low : low + len(word)] == word else -1

    def _line(self, word: bytes) -> int:
        """Return where the line of a word begins, or where it would stand."""
        data, wanted = self._data, word + b" "
        low, high = 0, len(data)
        while low < high:  # both at the beginning of a line
            middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if data[middle : middle + len(wanted)] < wanted:
                low = data.find(b"\n", middle) + 1
            else:
                high = middle
        return low


@cache
def beside() -> dict[str, int]:
    """Return what the file alone does not say: words out of their place, and terms of this domain."""
    return {word: int(frequency) for word, frequency, _ in corpora.rows("lexicons/dictionary.tsv")}


def _added() -> int:
    """Return the sum of the frequencies that the terms of this domain add, known words counted again."""
    rows = corpora.rows("lexicons/dictionary.tsv")
    return sum(int(frequency) for _, frequency, reason in rows if reason == "domain")
