"""Words of a text with their spans: jieba behind one function, with the lexicon of this domain.

The dictionary is built in memory from jieba's own file and `corpora/lexicons/domain.tsv`, and nothing
else: no cache file (jieba's is a `marshal` file at a path anyone can foresee), no user dictionary, no
setting of the environment. So every machine cuts alike. Building takes about half a second, once a process.

Text in traditional script is cut like its simplified twin; the words shown are those of the text given.
This is the only file that imports jieba.
"""

from __future__ import annotations

import threading
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import corpora
from nlp.script import simplified

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        text: the word as it stands in the text.
        start, end: span in the text, half-open, code points.
    """

    text: str
    start: int
    end: int


class _Tokenizer(Protocol):
    """What we use of `jieba.Tokenizer`."""

    FREQ: dict[str, int]
    total: int
    initialized: bool

    def lcut(self, sentence: str) -> list[str]: ...

    def add_word(self, word: str) -> None: ...


def segment(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, punctuation included, white space left out.

    Spans do not overlap and cover everything but white space. Linear in the length of the text; the
    first call builds the dictionary.
    """
    words: list[Word] = []
    at = 0
    for piece in _tokenizer().lcut(simplified(text)):
        end = at + len(piece)
        if not piece.isspace():
            words.append(Word(text[at:end], at, end))
        at = end
    return tuple(words)


def is_word(text: str) -> bool:
    """Return whether a text is a word of the dictionary; builds it the first time."""
    return _tokenizer().FREQ.get(simplified(text), 0) > 0


def _tokenizer() -> _Tokenizer:
    """Return our tokenizer; built once, also when several threads ask at the same time."""
    with _LOCK:
        return _built()


@cache
def _built() -> _Tokenizer:
    tokenizer = _bare()
    tokenizer.FREQ = _with_prefixes(_jieba_words())
    tokenizer.total = sum(tokenizer.FREQ.values())
    tokenizer.initialized = True
    # Sorted by code point in the file: jieba derives each frequency from those before it.
    for term in corpora.lines("lexicons/domain.tsv"):
        tokenizer.add_word(term)
    return tokenizer


def _bare() -> _Tokenizer:
    # Imported here: most commands never cut a text. jieba 0.42.1 warns about itself on import
    # (invalid escapes, pkg_resources), which is no concern of a clerk.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    tokenizer: _Tokenizer = jieba.Tokenizer()
    return tokenizer


def _jieba_words() -> dict[str, int]:
    """Return jieba's words with their frequencies."""
    from importlib.resources import files

    raw = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    pairs = (line.split(" ", 2) for line in raw.splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs}


def _with_prefixes(words: dict[str, int]) -> dict[str, int]:
    """Return the words and, with frequency 0, every beginning of a word, as jieba wants them."""
    for word in tuple(words):
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in words:
                break  # its own beginnings are there already, or will be when it is its turn
            words[word[:end]] = 0
    return words
