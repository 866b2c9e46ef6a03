"""Words of a text with their spans: jieba behind one function, with the lexicon of this domain.

The dictionary is jieba's own file and `corpora/lexicons/domain.tsv`, and nothing else: no cache file (jieba's
is a `marshal` file at a path anyone can foresee), no user dictionary, no setting of the environment. So every
machine cuts alike. A few names are cut by looking their words up in that file (`nlp.dictionary`); who cuts
more waits half a second, once a process, until it is built in memory.

Text in traditional script is cut like its simplified twin; the words shown are those of the text given.
This is the only file that imports jieba.
"""

from __future__ import annotations

import threading
import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

import corpora
from nlp.dictionary import KNOWN_SIZE, Dictionary
from nlp.script import simplified

_LOCK = threading.Lock()
# Words looked up in the file until it pays to build the dictionary in memory: a third of a second's worth.
MANY_WORDS = 20_000


class Word(NamedTuple):
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

    FREQ: dict[str, int] | Dictionary
    total: int
    initialized: bool

    def lcut(self, sentence: str) -> list[str]: ...

    def add_word(self, word: str) -> None: ...


def segment(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order, punctuation included, white space left out.

    Spans do not overlap and cover everything but white space. Linear in the length of the text.
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
    """Return whether a text is a word of the dictionary; nothing is built for that."""
    known = _file() or whole().FREQ
    return known.get(simplified(text), 0) > 0


def is_verb(text: str) -> bool:
    """Return whether the dictionary has a word (调解), and has it among the verbs."""
    known = _file()
    return known is not None and known.part_of_speech(simplified(text)).startswith("v")


def _tokenizer() -> _Tokenizer:
    """Return our tokenizer; built once, also when several threads ask at the same time."""
    with _LOCK:
        known = quick().FREQ
        return (
            quick() if isinstance(known, Dictionary) and known.looked_up < MANY_WORDS else whole()
        )


@cache
def quick() -> _Tokenizer:
    """Return a tokenizer that looks words up in jieba's file, the whole one if it is another file."""
    if (dictionary := _file()) is None:
        return whole()
    tokenizer = _bare()
    tokenizer.FREQ = dictionary
    tokenizer.total = dictionary.total
    tokenizer.initialized = True
    return tokenizer


@cache
def _file() -> Dictionary | None:
    """Return jieba's file to look words up in, None if it is another file."""
    known = dictionary_file().stat().st_size == KNOWN_SIZE
    return Dictionary(dictionary_file()) if known else None


@cache
def whole() -> _Tokenizer:
    """Return a tokenizer with all words in memory."""
    tokenizer = _bare()
    pairs = _jieba_words()
    tokenizer.FREQ = _with_prefixes(dict(pairs))
    tokenizer.total = sum(frequency for _, frequency in pairs)
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


def dictionary_file() -> Path:
    """Return where jieba keeps its words."""
    # Not by importing jieba, which takes 20 ms: who only asks for a word does not cut.
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(found.origin).with_name("dict.txt")


def _jieba_words() -> list[tuple[str, int]]:
    """Return jieba's words with their frequencies; the few it has twice count twice in its sum."""
    lines = dictionary_file().read_text(encoding="utf-8").splitlines()
    return [(word, int(frequency)) for word, frequency, _ in (line.split(" ", 2) for line in lines)]


def _with_prefixes(words: dict[str, int]) -> dict[str, int]:
    """Return the words and, with frequency 0, every beginning of a word, as jieba wants them."""
    for word in tuple(words):
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in words:
                break  # its own beginnings are there already, or will be when it is its turn
            words[word[:end]] = 0
    return words
