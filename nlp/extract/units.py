"""The unit that stands with a name: before it in the same sentence, or in brackets after it."""

from __future__ import annotations

import re
from functools import cache

import corpora
from nlp.alternatives import any_of

Span = tuple[int, int]

# How far back a unit may stand from its brand; sentences of reports are long.
_REACH = 120
_STOP = re.compile(r"[。！？；;!?\n]")
_PIECE = re.compile(r"[^，,：:、（）()“”‘’「」『』《》\"\s。；！？;!?\n]+")
_BRACKET = re.compile(r"\s*[（(]([^（）()\n]{2,40})[）)]")
# Words that end like a unit and are none.
_NO_UNIT = re.compile(
    r"^[各全]|(?:干|全|内|外|局|大)部$|(?:好|到|处|长|益)处$|(?:之|有|无)所$|(?:学)科$|一站$"
    r"|(?:围绕|聚焦|紧扣|服务|这个|双)中心$|(?:大|全|格|布|结)局$"
)
_VERB = "以在的聚打坚创着积紧围推结立把深大通依探精倾持率开用申获荣将与和扎是服"


def unit_before(text: str, start: int, floor: int) -> Span | None:
    """Return the span of the nearest unit between `floor` and `start`, in the sentence of `start`."""
    low = max(floor, start - _REACH)
    stops = list(_STOP.finditer(text, low, start))
    low = stops[-1].end() if stops else low
    for piece in reversed(list(_PIECE.finditer(text, low, start))):
        span = unit_in(text, piece.start(), piece.end())
        if span:
            return span
    return None


def unit_after(text: str, end: int) -> Span | None:
    """Return the span of a unit in brackets that follow directly, or None."""
    match = _BRACKET.match(text, end)
    if match and is_unit(match.group(1)):
        return match.span(1)
    return None


def unit_in(text: str, start: int, end: int) -> Span | None:
    """Return the span of a unit in a clause: from its beginning, without leading words, to the last end."""
    lead = _leads().match(text, start, end)
    start = lead.end() if lead else start
    found = None
    for match in _ends().finditer(text, start, end):
        if not _NO_UNIT.search(text[start : match.end()]):
            found = match.end()
            if text[found : found + 1] in _VERB:
                break
    if found is None:
        return None
    start = text.rfind("的", start, found) + 1 or start
    return (start, found) if found - start >= 3 else None


def is_unit(text: str) -> bool:
    """Return whether a whole text reads like the name of a unit."""
    return unit_in(text, 0, len(text)) == (0, len(text))


def _words(place: str) -> list[str]:
    return [text for text, where, _ in corpora.rows("extract/units.tsv") if where == place]


@cache
def _ends() -> re.Pattern[str]:
    """Return ends of units; a single character is one only before a verb or at the end."""
    words = _words("end")
    long = any_of(word for word in words if len(word) > 1)
    short = "".join(word for word in words if len(word) == 1)
    return re.compile(f"(?:{long})(?!织)|[{short}](?=[{_VERB}]|$|[^\\u4e00-\\u9fff])")


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(_words('lead'))})+")
