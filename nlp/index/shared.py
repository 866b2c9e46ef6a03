"""What is said of a name that is alike only in what is another's own: a part, or all but worn words.

A picture that is in fashion (一条路, 对讲机) ties hundreds of names so, and nothing else. Their texts tell
what `nlp.compare.judge` would say, in a third of the time; it is asked of all others.
"""

from __future__ import annotations

from itertools import chain

from nlp.compare import Verdict
from nlp.lazily import lazy
from nlp.plain import parts_and_key
from nlp.profile import PART_SUBSTANCE, Profile, heart_of
from nlp.relations.shared_core import HEART, PART, is_owned
from nlp.words import cuts, weights

BY_PART = Verdict("confusable", "shared-core", PART)
BY_HEART = Verdict("confusable", "shared-core", HEART)


class Own:
    """What of a name is its own, and whether another shares it."""

    def __init__(self, one: Profile) -> None:
        self._one = one

    def shared_by(self, text: str, name: str, *, parts: bool, heart: bool) -> Verdict | None:
        """Return the verdict on a name that is alike in no other way, None where judging must tell.

        Args:
            text: the folded text of the name.
            name: the name.
            parts: whether the two may share a part.
            heart: whether they may share a heart.
        """
        if text in self._one.text or self._one.text in text:
            return None
        pieces = (text,) if text == name else parts_and_key(name)[0]
        if parts and not self._parts.isdisjoint(pieces):
            return BY_PART
        if heart and self._heart and self._heart == _heart(text, pieces):
            return BY_HEART
        return None

    @lazy
    def _parts(self) -> frozenset[str]:
        """The parts by which whoever has them is recognised, whatever else the name says."""
        one = self._one
        parts = zip(one.parts, one.part_spans, strict=True)
        return frozenset(
            part
            for part, span in parts
            if one.substance(*span) >= PART_SUBSTANCE and is_owned(part)
        )

    @lazy
    def _heart(self) -> str:
        """All but worn words at both ends, empty if that is nobody's."""
        heart = self._one.text[slice(*self._one.heart)] if self._one.heart else ""
        return heart if is_owned(heart) else ""


def _heart(text: str, parts: tuple[str, ...]) -> str:
    """Return all of a text but worn words at both ends, empty if there is no such heart."""
    weighed = chain.from_iterable(weights(part, cuts(part)) for part in parts)
    span = heart_of(text, tuple(weighed))
    return text[slice(*span)] if span else ""
