"""Two names → level, one relation, the rules that fired, the counter-evidence, one sentence.

The relations are asked in order (`nlp.relations.RELATIONS`); the first that fires decides, and what
fires after it is told as further rules. Symmetric: level, relation and score do not depend on the order
of the two names, only the wording does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp import sound
from nlp.profile import Profile, profile
from nlp.relations import RELATIONS
from nlp.relations.abbreviation import may_abbreviate
from nlp.relations.alignment import common_prefix, common_suffix, differing
from nlp.relations.evidence import Evidence
from nlp.shape import LOOK_ALIKE, likeness

LEVELS = ("same", "confusable", "fine")
ADVICE = {
    "same": "不能同时使用，后申报的单位须另拟名称",
    "confusable": "容易混淆，建议后申报的单位改名，或说明理由由主管部门决定",
    "fine": "可以并存",
}
"""What follows from each level, the last clause of an explanation."""


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """Two characters in the same place.

    Attributes:
        a, b: the characters, empty where one name is shorter.
        pinyin: how each is said, e.g. `hong2`.
        same_sound: whether they share a syllable, tones aside.
        look: how alike they look, 0–1.
    """

    a: str
    b: str
    pinyin: tuple[str, str]
    same_sound: bool
    look: float


@dataclass(frozen=True, slots=True)
class Dossier:
    """The judgement of two names.

    Attributes:
        a, b: the names as given.
        level: `same` (must not both be registered), `confusable` or `fine`.
        relation: one of the contract's relations.
        rules: ids of all name rules that speak of the pair, the deciding ones first.
        score: 0–100; same ≥ 90, confusable 60–89, fine < 60.
        explanation: one Chinese sentence to forward to the applicant.
        aligned: the characters side by side.
        set_aside: worn words and affixes that did not count.
        against: Chinese phrases that speak against a collision.
    """

    a: str
    b: str
    level: str
    relation: str
    rules: tuple[str, ...]
    score: int
    explanation: str
    aligned: tuple[AlignedPair, ...]
    set_aside: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement without the dossier: what a search through many names needs."""

    level: str
    relation: str
    score: int


def may_relate(a: Profile, b: Profile) -> bool:
    """Return whether two names can be anything but fine; False is certain, True is not."""
    return a.text in b.text or b.text in a.text or may_abbreviate(a.text, b.text) or a.shares_key(b)


def judge(a: Profile, b: Profile, *, related: bool = False) -> Verdict:
    """Return level, relation and score of two profiles; a few microseconds for unlike names.

    Args:
        a: one name.
        b: the other.
        related: whether they are known to be such as `may_relate`, for candidates of an index.
    """
    decisive = next(_firing(a, b), None) if related or may_relate(a, b) else None
    return _verdict(a, b, decisive)


def compare(a: str, b: str) -> Dossier:
    """Return the dossier of two names.

    Raises:
        UnacceptableText: a name holds characters no name may hold.
    """
    one, other = profile(a), profile(b)
    fired = tuple(_firing(one, other)) if may_relate(one, other) else ()
    verdict = _verdict(one, other, fired[0] if fired else None)
    # One and the same name has nothing that speaks against it.
    against = _against(one, other, fired) if one.key != other.key else ()
    return Dossier(
        a=a,
        b=b,
        level=verdict.level,
        relation=verdict.relation,
        rules=tuple(dict.fromkeys(rule for evidence in fired for rule in evidence.rules)),
        score=verdict.score,
        explanation=_explanation(one, other, verdict, fired, against),
        aligned=_aligned(one, other),
        set_aside=_set_aside(one, other),
        against=against,
    )


def _firing(a: Profile, b: Profile) -> Iterator[Evidence]:
    for relation in RELATIONS:
        if evidence := relation(a, b):
            yield evidence


def _verdict(a: Profile, b: Profile, decisive: Evidence | None) -> Verdict:
    if decisive:
        return Verdict(decisive.level, decisive.relation, decisive.score)
    return _harmless(a, b)


def _harmless(a: Profile, b: Profile) -> Verdict:
    """Return the verdict on names that no relation ties: a common pattern, or nothing."""
    frame = _frame_share(a, b)
    patterned = frame >= _PATTERN or bool(set(a.affixes) & set(b.affixes))
    return Verdict("fine", "pattern-only" if patterned else "different", round(55 * frame))


# Share of the longer name that must stand in the same places to speak of a pattern (DECISION).
_PATTERN = 0.33


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


def _against(a: Profile, b: Profile, fired: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Return what speaks against a collision."""
    found = []
    if a.text and b.text and a.text[0] != b.text[0] and not _alike(a, b):
        found.append(f"首字“{a.text[0]}”与“{b.text[0]}”音形都不同")
    if any(e.relation == "containment" and e.level == "fine" for e in fired):
        found.append("共有的部分是常用词或只是碰巧相连，不属于任何一家")
    shared = {c for c in a.text if c in b.text}
    if shared and all(w < 0.5 for c, w in zip(a.text, a.weights, strict=True) if c in shared):
        found.append("相同的字都是常用词")
    return tuple(found)


def _alike(a: Profile, b: Profile) -> bool:
    same = sound.same_sound(a.units[0].readings, b.units[0].readings)
    return same or likeness(a.text[0], b.text[0]) >= LOOK_ALIKE


def _explanation(
    a: Profile,
    b: Profile,
    verdict: Verdict,
    fired: tuple[Evidence, ...],
    against: tuple[str, ...],
) -> str:
    """Return one Chinese sentence that can be forwarded."""
    advice = ADVICE[verdict.level]
    if fired:
        but = f"，但{against[0]}" if verdict.level == "fine" and against else ""
        return f"“{a.name}”与“{b.name}”{fired[0].reason}{but}，{advice}。"
    if shared := _shared_own(a, b):
        why = f"都有“{shared}”，其余的字不同"
    elif verdict.relation == "pattern-only":
        why = "只是句式或常用词相同，各自的内容不同"
    else:
        why = against[0] if against else "用字、读音、字形和意思都不同"
    return f"“{a.name}”与“{b.name}”{why}，{advice}。"


def _shared_own(a: Profile, b: Profile) -> str:
    """Return the longest word of their own that both names have, empty if there is none."""
    one, other = ({p.text[c.start : c.end] for c in p.cut if not c.worn} for p in (a, b))
    return max(sorted(word for word in one & other if len(word) > 1), key=len, default="")


def _aligned(a: Profile, b: Profile) -> tuple[AlignedPair, ...]:
    longest = max(len(a.units), len(b.units))
    return tuple(_pair(a, b, i) for i in range(longest))


def _pair(a: Profile, b: Profile, index: int) -> AlignedPair:
    x = a.units[index] if index < len(a.units) else None
    y = b.units[index] if index < len(b.units) else None
    one = a.text[x.start : x.end] if x else ""
    other = b.text[y.start : y.end] if y else ""
    same = bool(x and y and sound.same_sound(x.readings, y.readings))
    look = likeness(one, other) if one and other else 0.0
    said = (x.readings[0] if x else "", y.readings[0] if y else "")
    return AlignedPair(one, other, said, same, look)


def _set_aside(a: Profile, b: Profile) -> tuple[str, ...]:
    """Return affixes and worn words of both names, in order, each once."""
    words = [*a.affixes, *b.affixes]
    for one in (a, b):
        start = 0
        while start < len(one.text):
            end = start + 1
            while end < len(one.text) and end in one.inside:
                end += 1
            if end - start > 1:
                words.append(one.text[start:end])
            start = end
    return tuple(dict.fromkeys(words))
