"""Builds `corpora/lexicons/dictionary.tsv`: what a bisection of jieba's file does not find.

Run: `python -m corpora.build.dictionary`, after a change of `domain.tsv` or another jieba; then
the constants of `nlp/dictionary.py` must fit that file, which the tests tell.

Steps:
1. The dictionary is built whole in memory, as jieba would, the domain's terms added in their order.
2. Each of its words and beginnings of words is looked up in the file with an empty table.
3. What comes out otherwise is kept: terms of the domain, their beginnings, and words out of their place.
"""

from __future__ import annotations

from pathlib import Path

import corpora
from nlp.dictionary import Dictionary, beside
from nlp.segment import dictionary_file, whole

TABLE = Path(__file__).parent.parent / "lexicons" / "dictionary.tsv"
HEAD = """\
# What a bisection of jieba's dictionary does not find: frequencies of the terms of domain.tsv, as jieba
# derives them, and of words that stand out of their order in its file; 0 for what only begins a word.
# Columns: word, frequency, reason (domain: a term, its frequency is added to the sum; order). Built by
# corpora/build/dictionary.py. Licence: MIT (jieba 0.42.1). Inclusion: all.
"""


def main() -> None:
    """Write the table."""
    TABLE.write_text(HEAD, encoding="utf-8")
    beside.cache_clear()
    bisected = Dictionary(dictionary_file())
    terms = set(corpora.lines("lexicons/domain.tsv"))
    known = whole().FREQ
    assert isinstance(known, dict)
    rows = [
        f"{word}\t{frequency}\t{'domain' if word in terms else 'order'}\n"
        for word, frequency in known.items()
        if word in terms or bisected.get(word, -1) != frequency
    ]
    TABLE.write_text(HEAD + "".join(sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
