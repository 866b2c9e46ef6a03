"""Where a title turns over: at the end of a word, its lines a trapezoid or a diamond (GB/T 9704 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from nlp.alternatives import telling
from service.docx.units import characters_wide
from service.drafting.markup import SOFT, TURN

_WORDS = "drafting/title_words.tsv"
# Between a digit or letter and a Han character: the room LibreOffice leaves there, in characters.
_BESIDE = re.compile("(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_PARTED = 0.2
_MOST_LINES = 5
_LONGEST = 200
_MOST_TURNS = 14
# Turning inside a name costs as much as lines that differ by two characters.
_INSIDE = 2.0
# Turning at the end of any word within a name costs more.
_WITHIN = 5.0
_WORD = 2


@lru_cache(maxsize=1024)
def turned(text: str, room: float) -> str:
    """Return a title with line breaks where it needs them; `room` in characters of its type.

    Lines are as few as can be, then turn where the template says, then alike in length. A title that fits
    one line, has breaks of its own, or no place to turn stays as it is, without its marks.
    """
    whole = text.replace(TURN, "")
    if SOFT in text or len(whole) > _LONGEST or _wide(whole) <= room:
        return whole
    places = list(_places(text))[:_MOST_TURNS]
    if lines := _best(whole, places, room):
        return SOFT.join(lines)
    # A long name without such a place within turns at the end of any word: 昆明绕城高速／项目联合支部.
    known = {place for place, _ in places}
    more = [(place, _WITHIN) for place in _words(whole) if place not in known]
    return SOFT.join(_best(whole, sorted(places + more), room) or [whole])


def _best(whole: str, places: Sequence[tuple[int, float]], room: float) -> list[str]:
    """Return the lines that cost least, as few as can be; none where no places make lines that fit."""
    for count in range(1, min(_MOST_LINES, len(places) + 1)):
        choices = (
            (_cost(lines, chosen), lines)
            for chosen in _chosen(whole, places, count, room)
            if (lines := _cut(whole, [place for place, _ in chosen]))
            and max(map(_wide, lines)) <= room
        )
        best = min(choices, default=None)
        if best:
            return best[1]
    return []


def _chosen(
    whole: str, places: Sequence[tuple[int, float]], count: int, room: float
) -> Iterator[tuple[tuple[int, float], ...]]:
    """Yield choices of so many places; none where so many lines cannot hold the title."""
    if _wide(whole) <= (count + 1) * room:
        yield from combinations(places, count)


def _words(whole: str) -> Iterator[int]:
    """Yield where words end that another one follows, both of two characters at least."""
    from nlp.segment import segment  # loaded here: hardly any title needs it

    for word, after in pairwise(segment(whole)):
        longest = min(len(word.text), len(after.text)) >= _WORD
        if (
            longest
            and not _quoted(whole, word.end)
            and not telling(_WORDS, "goes-on").match(whole, word.end)
        ):
            yield word.end


@lru_cache(maxsize=1024)
def _wide(line: str) -> float:
    """Return how wide a line may come out: LibreOffice parts digits from Han characters all the same."""
    return characters_wide(line) + _PARTED * len(_BESIDE.findall(line))


def _places(text: str) -> Iterator[tuple[int, float]]:
    """Yield where a line may end, counted without marks, with the cost of turning there."""
    told, place = set(), 0
    for piece in text.split(TURN)[:-1]:
        place += len(piece)
        told.add(place)
    whole = text.replace(TURN, "")
    quotes = any(opening in whole for opening, _ in _QUOTES)
    guessed = {
        match.end()
        for match in telling(_WORDS, "end").finditer(whole)
        if not telling(_WORDS, "goes-on").match(whole, match.end())
        and not (quotes and _quoted(whole, match.end()))
    }
    yield from sorted(
        (one, 0.0 if one in told else _INSIDE) for one in told | guessed if 0 < one < len(whole)
    )


def _quoted(text: str, place: int) -> bool:
    """Return whether a place stands between quotation marks or brackets."""
    before = text[:place]
    return any(before.count(a) > before.count(b) for a, b in _QUOTES)


_QUOTES = (("“", "”"), ("《", "》"), ("（", "）"), ("〔", "〕"))


def _cut(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *places, len(text)])]


def _cost(lines: Sequence[str], chosen: Sequence[tuple[int, float]]) -> float:
    """Return how badly lines stand: uneven, pinched in the middle, or turned inside a name."""
    widths = [characters_wide(line) for line in lines]
    pinched = any(
        middle < min(before, after)
        for before, middle, after in zip(widths, widths[1:], widths[2:], strict=False)
    )
    inside = sum(cost for _, cost in chosen)
    return inside + max(widths) - min(widths) + (100 if pinched else 0)
