"""Names of units that a document itself writes in two ways, told without any list of units.

What is written several times is held to be right, and only what cannot well be another unit is told: other
widths of brackets and figures, two characters changed about, one doubled, 责任 that is missing or too much,
and in the name of a company a character that sounds or looks like the right one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nlp.alternatives import any_of
from nlp.proofreading.kinds.terms import short_names
from nlp.proofreading.kinds.units import is_slip, slips
from nlp.proofreading.model import Document, Match

_ENDS = ("有限责任公司", "有限公司", "集团公司", "委员会", "党委", "党总支", "党支部", "总支部")
# From a mark or the beginning of a line to the first word that ends a name.
_NAME = re.compile(rf"(?<![㐀-鿿（）()])[㐀-鿿][㐀-鿿（）()]{{4,28}}?(?:{any_of(_ENDS)})")
_SENTENCE = re.compile("[^。；！？]+")
_RENAMED = re.compile("更名|改名|改制|改组|变更|原名|前身|曾用名|原为|现为|（原")
_BEGUN, _WRITTEN = 2, 3  # times that a name begins a clause, and stands in the text
_MOST_NAMES = 200  # a document with more of them lists units: the most frequent ones
_LONG = 8  # characters; in shorter names two characters changed about may be another unit
_LIABILITY = "责任"


def varied_unit(document: Document) -> Iterator[Match]:
    """Fire at a rare spelling of a unit's name that the document writes otherwise three times as often."""
    whole = "\n".join(text for _, text in document.of())
    given = {*document.unit_names, *short_names(document)}
    names = [name for name in _names(document, whole) if name not in given]
    for match in slips(document, names, {*names, *given}, _is_sure):
        text, right = str(match.values["text"]), str(match.values["right"])
        rare = _WRITTEN * whole.count(text) <= whole.count(right)
        two = len(text) == len(right) and _stand_side_by_side(document, match, text, right)
        if right not in given and rare and not two and not _is_renamed(document, text):
            yield match


def _names(document: Document, whole: str) -> list[str]:
    """Return the names that the document writes often, most frequent first."""
    begun = Counter(found[0] for _, text in document.of() for found in _NAME.finditer(text))
    often = [name for name, times in begun.most_common(_MOST_NAMES) if times >= _BEGUN]
    return [name for name in often if whole.count(name) >= _WRITTEN]


def _is_sure(written: str, name: str) -> bool:
    """Whether what is written cannot well be another unit."""
    if not is_slip(written, name):
        return False
    if len(written) == len(name):
        changed_about = sorted(written) == sorted(name)
        return len(name) >= _LONG and (changed_about or name.endswith("公司"))
    if len(written) == len(name) + 1:
        return any(
            written[at] == written[at - 1] and written[:at] + written[at + 1 :] == name
            for at in range(1, len(written))
        )
    return name in _without_liability(written) or written in _without_liability(name)


def _without_liability(name: str) -> tuple[str, ...]:
    """Return a name without the 责任 in it, if there is one."""
    return (name.replace(_LIABILITY, "", 1),) if _LIABILITY in name else ()


def _stand_side_by_side(document: Document, match: Match, text: str, right: str) -> bool:
    """Whether both are named in one sentence, or this one alone in a cell: then they may be two units."""
    paragraph = document.paragraphs[match.paragraph]
    if paragraph.kind == "cell" and paragraph.text.strip() == text:
        return True
    return any(
        one.start() <= match.span[0] < one.end() and right in one[0]
        for one in _SENTENCE.finditer(paragraph.text)
    )


def _is_renamed(document: Document, text: str) -> bool:
    """Whether the document tells that what is written is an earlier or a later name."""
    return any(text in one and _RENAMED.search(one) for _, one in document.of())
