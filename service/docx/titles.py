"""Where a title turns over: at the end of a word, its lines a trapezoid or a diamond (GB/T 9704 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from service.docx.units import characters_wide
from service.drafting.markup import SOFT, TURN

# What names of organisations and parts of a title end with: a line may end after it.
_ENDS = re.compile(
    "有限责任公司|有限公司|分公司|公司|集团|大学|学院|医院|学校|中学|小学|街道|社区|管理局|委员会|"
    "年度|关于|中心"
)
# Not a good end: what goes on as one word (中心工作, 集团公司), or a mark that must not begin a line.
_GOES_ON = re.compile(r"工作|任务|组|学|委|有限|股份|总?公司|[的之、，。：；》”）〕】]")
# Between a digit or letter and a Han character: the room LibreOffice leaves there, in characters.
_BESIDE = re.compile("(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_PARTED = 0.2
_MOST_LINES = 5
_LONGEST = 200
_MOST_TURNS = 14
# Turning inside a name costs as much as lines that differ by two characters.
_INSIDE = 2.0


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
    for count in range(1, min(_MOST_LINES, len(places) + 1)):
        choices = (
            (_cost(lines, chosen), lines)
            for chosen in combinations(places, count)
            if (lines := _cut(whole, [place for place, _ in chosen]))
            and max(map(_wide, lines)) <= room
        )
        best = min(choices, default=None)
        if best:
            return SOFT.join(best[1])
    return whole


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
        for match in _ENDS.finditer(whole)
        if not _GOES_ON.match(whole, match.end()) and not (quotes and _quoted(whole, match.end()))
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
