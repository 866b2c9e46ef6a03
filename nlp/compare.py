"""Two names → level, one relation, the rules that fired, the counter-evidence, one sentence.

The relations are asked in order (`nlp.relations`); the first that fires decides, and what
fires after it is told as further rules. Symmetric: level, relation and score do not depend on the order
of the two names, only the wording does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nlp.lazily import lazy
from nlp.profile import Profile, profile
from nlp.quoting import quoted_name
from nlp.relations import WAYS, Ways, relations
from nlp.relations.abbreviation import may_abbreviate
from nlp.relations.alignment import common_prefix, common_suffix, differing
from nlp.relations.evidence import Evidence
from nlp.words import NUMERALS

if TYPE_CHECKING:
    from nlp.side_by_side import AlignedPair

LEVELS = ("same", "confusable", "fine")
ADVICE = {
    "same": "同一登记范围内算重复，请后申报的单位另拟名称",
    "confusable": "容易混淆，建议后申报的单位改名，或说明理由由主管部门决定",
    "fine": "可以并存",
}
"""What follows from each level, the last clause of an explanation."""


class Verdict(NamedTuple):
    """The judgement without the dossier: what a search through many names needs."""

    level: str
    relation: str
    score: int


def may_relate(a: Profile, b: Profile) -> bool:
    """Return whether two names can be anything but fine; False is certain, True is not."""
    return a.text in b.text or b.text in a.text or may_abbreviate(a.text, b.text) or a.shares_key(b)


def judge(a: Profile, b: Profile, *, ways: Ways | None = None) -> Verdict:
    """Return level, relation and score of two profiles; a few microseconds for unlike names.

    Args:
        a: one name.
        b: the other.
        ways: the only ways in which they may be alike, for candidates of an index; None if they may be
            unlike altogether (`may_relate`).
    """
    return _verdict(a, b, next(_firing(a, b, ways), None))


@dataclass(frozen=True)
class Dossier:
    """The judgement of two names and why.

    Each thing is made when it is first asked for, so there are no slots: a list of neighbours shows no
    alignment, and the sentence on two names that collide needs the deciding relation alone.

    Attributes:
        one, other: the names, taken apart.
        ways: the only ways in which they may be alike, as `judge` has it.
    """

    one: Profile
    other: Profile
    ways: Ways | None = None

    @property
    def a(self) -> str:
        """The one name as given."""
        return self.one.name

    @property
    def b(self) -> str:
        """The other name as given."""
        return self.other.name

    @property
    def level(self) -> str:
        """`same` (must not both be registered), `confusable` or `fine`."""
        return self.verdict.level

    @property
    def relation(self) -> str:
        """One of the contract's relations."""
        return self.verdict.relation

    @property
    def score(self) -> int:
        """0–100; same ≥ 90, confusable 60–89, fine < 60."""
        return self.verdict.score

    @lazy
    def verdict(self) -> Verdict:
        """Level, relation and score; all else is left until it is asked for."""
        return _verdict(self.one, self.other, self._decisive)

    @lazy
    def rules(self) -> tuple[str, ...]:
        """Ids of all name rules that speak of the pair, the deciding ones first."""
        return tuple(dict.fromkeys(rule for evidence in self._fired for rule in evidence.rules))

    @lazy
    def explanation(self) -> str:
        """One Chinese sentence to forward to the applicant."""
        why = self._decisive.reason if self._decisive else self._why_fine
        return f"{quoted_name(self.a)}与{quoted_name(self.b)}{why}，{ADVICE[self.level]}。"

    @lazy
    def aligned(self) -> tuple[AlignedPair, ...]:
        """The characters side by side."""
        # Here and below, since a check shows neither.
        from nlp.side_by_side import aligned

        return aligned(self.one, self.other)

    @lazy
    def set_aside(self) -> tuple[str, ...]:
        """Worn words and affixes that did not count, in order, each once."""
        from nlp.side_by_side import set_aside

        return set_aside(self.one, self.other)

    @lazy
    def against(self) -> tuple[str, ...]:
        """Chinese phrases that speak against a collision."""
        from nlp.unlike import against

        # One and the same name has nothing that speaks against it.
        same = self.one.key == self.other.key
        return () if same else against(self.one, self.other, self._fired)

    @lazy
    def _firing(self) -> Iterator[Evidence]:
        """The relations that hold, each looked for when it is asked for, once."""
        return _firing(self.one, self.other, self.ways)

    @lazy
    def _decisive(self) -> Evidence | None:
        return next(self._firing, None)

    @lazy
    def _fired(self) -> tuple[Evidence, ...]:
        return (self._decisive, *self._firing) if self._decisive else ()

    @property
    def _why_fine(self) -> str:
        from nlp.unlike import why_fine

        return why_fine(self.one, self.other)


def compare(a: str, b: str, *, ways: Ways | None = None) -> Dossier:
    """Return the dossier of two names.

    Args:
        a: one name.
        b: the other.
        ways: the only ways in which they may be alike, as `judge` has it.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    return Dossier(profile(a), profile(b), ways)


def _firing(a: Profile, b: Profile, ways: Ways | None) -> Iterator[Evidence]:
    """Yield what relations that may hold say, each as it is asked for."""
    if ways is None and may_relate(a, b):
        ways = WAYS
    for relation in relations(ways) if ways is not None else ():
        if evidence := relation(a, b):
            yield evidence


def _verdict(a: Profile, b: Profile, decisive: Evidence | None) -> Verdict:
    if decisive:
        return Verdict(decisive.level, decisive.relation, decisive.score)
    return _harmless(a, b)


def _harmless(a: Profile, b: Profile) -> Verdict:
    """Return the verdict on names that no relation ties: a common pattern, or nothing."""
    frame = _frame_share(a, b)
    patterned = frame >= _PATTERN or bool(set(a.affixes) & set(b.affixes)) or _made_alike(a, b)
    return Verdict("fine", "pattern-only" if patterned else "different", round(55 * frame))


# Share of the longer name that must stand in the same places to speak of a pattern (DECISION).
_PATTERN = 0.4
# Colours that names of three characters end with (茶陵红, 税务蓝), and how many numerals make a name one of
# numbers (四梁八柱, 1+3+N; DECISION, after what reviewers called patterns).
_COLOURS, _COLOURED, _NUMBERS = frozenset("红蓝绿"), 3, 2


def _made_alike(a: Profile, b: Profile) -> bool:
    """Return whether two names are made by one pattern: a thing and its colour, or things counted."""
    if len(a.text) == len(b.text) == _COLOURED:
        return a.text[-1] == b.text[-1] and a.text[-1] in _COLOURS
    return all(sum(map(NUMERALS.__contains__, one.text)) >= _NUMBERS for one in (a, b))


def _frame_share(a: Profile, b: Profile) -> float:
    """Return which share of the longer text is a common frame: 0–1."""
    longest = max(len(a.text), len(b.text))
    if not longest or min(len(a.text), len(b.text)) == 0:
        return 0.0
    if longest == 2 and a.text[-1] != b.text[-1]:
        return 0.0
    prefix = common_prefix(a.text, b.text)
    shared = prefix + common_suffix(a.text, b.text, beyond=prefix)
    if len(a.text) == len(b.text):
        shared = max(shared, longest - len(differing(a.text, b.text)))
    return shared / longest
