"""What others can take over from a good example, by the words in which the office tells it; none twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import corpora
from service.speeches.choosing import Chooser
from service.speeches.model import Passage
from service.speeches.purposes import SHORT
from service.speeches.register import plainest

Values = Mapping[str, Any]
_MOST, _SPARE = 4, 5
"""How many examples of a speech are followed by what to take over; how soon that is left out again."""


def takeaways(values: Values, choose: Chooser) -> dict[int, Passage]:
    """Return, by place of the example, what others can take over; nothing in a short speech.

    The row with most of its words in the example wins; where none has any, one that fits all examples.
    """
    if values["duration_min"] <= SHORT:
        return {}
    fitting = plainest((text for _, text in _rows()), values)
    rows = [
        (words.split("、") if words else [], text) for words, text in _rows() if text in fitting
    ]
    rows = choose.ordered(rows, "takeaways")
    general = {text for words, text in rows if not words}
    told: dict[int, Passage] = {}
    used: set[str] = set()
    for place, item in enumerate(values["good_examples"][:_MOST]):
        fact = str(item["fact"])
        found = {text: sum(len(word) for word in words if word in fact) for words, text in rows}
        left = [text for text in found if text not in used]
        text = max(left, key=lambda one: (found[one], one in general))
        used.add(text)
        told[place] = Passage(text, "frame", spare=_SPARE)
    return told


def _rows() -> list[tuple[str, ...]]:
    return [tuple(row) for row in corpora.rows("speech/takeaways.tsv")]
