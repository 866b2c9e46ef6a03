"""What an audit says of names and pairs is what whoever asks for one alone is told."""

from __future__ import annotations

import pytest

from nlp.compare import compare
from service.auditing.sentences import say

PAIRS = [
    ("铁旒红", "铁流红"),
    ("领航理", "引航俚"),
    ("盐湖渡口", "盐湖渡口·运盐人之家"),
    ("雪山邮递员", "雪山邮差"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_sentence_does_not_hang_on_what_is_known_of_a_pair(one: str, other: str) -> None:
    """Nor on a relation that was true of a name which has been altered since."""
    told = compare(one, other)
    for relation in (told.relation, "look-alike", "abbreviation"):
        assert say("explanation", [(one, other, relation)], None) == [told.explanation]
