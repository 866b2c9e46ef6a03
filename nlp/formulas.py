"""Number phrases (五心, 三亮, 一核三翼N联动, 1+3+N) and how many items a text lists for them (S1-01, D18)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

import corpora
from nlp.numerals import numbered
from nlp.ordinary import is_ordinary

_MANY = "NXnx"
_COUNT = f"[一二三四五六七八九十两双1-9{_MANY}]"
# Not 一: 一心, 一带一路 promise no list. Not the tail of a longer number: 136服务 is not 6服务.
_PHRASE = re.compile(
    r"(?<![0-9〇零一二三四五六七八九十百千万两])([二三四五六七八九十两2-9])([心红亮型有化比强优好带创色联步访查度融勘改晒诺必服务]{1,2})"
)
# Two counted things or more in a row: 一核三翼N联动, 四领三创.
_CHAIN = re.compile(
    rf"(?<![0-9〇零百千万])(?:{_COUNT}(?!{_COUNT})[^\W\d_a-zA-Z一二三四五六七八九十百千万两双多]{{1,2}}[、,，]?){{2,}}"
)
_LINK = re.compile(rf"({_COUNT})([^\W\d_a-zA-Z一二三四五六七八九十百千万两双多]{{1,2}})")
_SUM = re.compile(rf"(?<![0-9A-Za-z+])[0-9]{{1,2}}(?:[+＋][0-9{_MANY}]{{1,2}})+(?![0-9A-Za-z])")
# 六个带头: so many times what anybody says; told of names alone, in a text it is plain counting (三个部门).
_TIMES = re.compile(
    r"(?<![0-9〇零一二三四五六七八九十百千万两])([二三四五六七八九十两2-9])个(\w{2})"
)
_SPLIT = re.compile(r"[、，,；;和及与\n]+")
_CLAUSE = re.compile(r"[:：即是为指]([^。]*)")
# Texts up to this length, which names are, are looked through for words that a number may stand in.
_SHORT = 16
# What follows a number that is being explained: “3”指…, 3个…, N：…, N项…
_TOLD = r"[”\"’》）)]?(?:[:：即是为指代—-]|就是|表示|个|项|支|类|条|家|名|大|种|张|套|本|组|支队)"


class NumberPhrase(NamedTuple):
    """A number with what it counts; `span` is half-open code points of the text.

    Attributes:
        number: how many items are promised; 0 for any number of them (N联动).
        head: what is counted, empty for a term of a sum (1+3+N).
    """

    text: str
    number: int
    head: str
    span: tuple[int, int]


class Sum(NamedTuple):
    """A formula such as 1+3+N with its terms; `span` is half-open code points of the text."""

    text: str
    terms: tuple[str, ...]
    span: tuple[int, int]


def announced(text: str) -> tuple[NumberPhrase, ...]:
    """Return the number phrases of a text that promise items, in order.

    Words that only hold a number (五色土, 三江, 四面八方) promise nothing. Linear; a dictionary is built
    the first time that a phrase is found.
    """
    found = {phrase.span[0]: phrase for phrase in _chained(text)}
    for match in _PHRASE.finditer(text):
        phrase = NumberPhrase(match.group(), _number(match.group(1)), match.group(2), match.span())
        found.setdefault(match.start(), phrase)
    if not found:
        return ()
    words, edges = _words(text, found.values())
    return tuple(
        _trimmed(phrase, edges)
        for _, phrase in sorted(found.items())
        if not any(start <= phrase.span[0] < end for start, end in words)
    )


def repeated(name: str) -> tuple[NumberPhrase, ...]:
    """Return the phrases of a name that promise so many of what anybody says (六个带头), in order; linear."""
    return tuple(
        NumberPhrase(match.group(), _number(match.group(1)), match.group(2), match.span())
        for match in _TIMES.finditer(name)
        if is_ordinary(match.group(2))
    )


def sums(text: str) -> tuple[Sum, ...]:
    """Return the formulas such as 1+3+N of a text, terms of one digit or letter (not 136+1)."""
    return tuple(
        Sum(match.group(), tuple(re.split("[+＋]", match.group())), match.span())
        for match in _SUM.finditer(text)
    )


def listed(text: str, phrase: NumberPhrase) -> int:
    """Return how many items a text lists for a phrase.

    Items are the pieces between enumeration commas that hold the head (匠心、暖心、红心); failing such,
    the longest run of pieces in one sentence.
    """
    sentences = re.split(r"[。；;\n]", text)
    runs = [[p for p in _SPLIT.split(_after_colon(s)) if p.strip()] for s in sentences]
    with_head = [sum(phrase.head in piece for piece in run) for run in runs]
    most = max(with_head, default=0)
    return most if most > 1 else max((len(run) for run in runs), default=0)


def untold(formula: Sum, meaning: str) -> tuple[str, ...]:
    """Return the terms of a formula that a meaning does not explain, each once, in order."""
    folded = meaning.upper()
    return tuple(
        term for term in dict.fromkeys(formula.terms) if not _is_told(term.upper(), folded)
    )


def _is_told(term: str, meaning: str) -> bool:
    written = [term]
    if term.isdigit():
        written += [c for c in "一二三四五六七八九十两" if _number(c) == int(term)]
    names = "|".join(map(re.escape, written))
    return re.search(rf"(?<![0-9A-Z])(?:{names}){_TOLD}", meaning) is not None


def _chained(text: str) -> Iterator[NumberPhrase]:
    """Yield the promising phrases of chains: those of more than one, in chains that count at all."""
    for chain in _CHAIN.finditer(text):
        links = list(_LINK.finditer(chain.group()))
        for link in links:
            number = _number(link.group(1))
            if number != 1:
                start = chain.start() + link.start()
                yield NumberPhrase(
                    link.group(), number, link.group(2), (start, start + len(link.group()))
                )


def _trimmed(phrase: NumberPhrase, edges: frozenset[int]) -> NumberPhrase:
    """Return a phrase without the beginning of the word after it: 三心 of 三心服务."""
    start, end = phrase.span
    if len(phrase.head) == 2 and end - 1 in edges:
        return NumberPhrase(phrase.text[:-1], phrase.number, phrase.head[0], (start, end - 1))
    return phrase


def _words(
    text: str, phrases: Collection[NumberPhrase]
) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """Return the spans of words that hold a number and promise nothing, and where words of the text end.

    The former are those of `corpora/lexicons/number_words.tsv`, and dictionary words of three characters
    or more. A text whose words change nothing for its phrases is not cut.
    """
    from nlp.segment import is_word, segment  # jieba, where a number was found

    cut = segment(text) if _hangs_on_words(text, phrases) else ()
    spans = [
        (at, at + len(word))
        for word in _number_words()
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    spans += [(w.start, w.end) for w in cut if len(w.text) > 2 and is_word(w.text)]
    return spans, frozenset(word.end for word in cut)


def _hangs_on_words(text: str, phrases: Collection[NumberPhrase]) -> bool:
    """Return whether it matters how a text is cut: False is certain, and found only for short texts."""
    if len(text) > _SHORT or any(len(phrase.head) > 1 for phrase in phrases):
        return True
    from nlp.segment import is_word

    begins = {phrase.span[0] for phrase in phrases}
    return any(
        is_word(text[start:end])
        for at in begins
        for start in range(at + 1)
        for end in range(max(at + 1, start + 3), len(text) + 1)
    )


@cache
def _number_words() -> tuple[str, ...]:
    return corpora.lines("lexicons/number_words.tsv")


def _after_colon(sentence: str) -> str:
    found = _CLAUSE.search(sentence)
    return found.group(1) if found else sentence


def _number(numeral: str) -> int:
    if numeral in _MANY:
        return 0
    return int(numbered(numeral.replace("双", "两")))
