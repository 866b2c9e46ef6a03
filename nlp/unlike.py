"""What keeps two names apart: why they may stand side by side, and what speaks against a collision."""

from __future__ import annotations

from collections.abc import Iterable
from string import digits

from nlp.profile import Profile
from nlp.relations.evidence import Evidence
from nlp.relations.homophone import nearest
from nlp.shape import LOOK_ALIKE, likeness

# Characters in common that a sentence names at most.
_NAMED = 4


def why_fine(a: Profile, b: Profile) -> str:
    """Return what is said of names that no relation ties: a Chinese clause, the two being its subject."""
    if shared := _longest(_words(a, worn=False) & _words(b, worn=False)):
        return f"都有“{shared}”，其余的字不同"
    if _numberless(a) == _numberless(b) != a.key:
        return "只有数字不同，内涵中写清各指什么"
    if shared := _longest(_words(a, worn=True) & _words(b, worn=True)):
        return f"都有“{shared}”，但这是各单位都能用的词，其余的字不同"
    return f"{_in_common(a, b)}，整体上没有查出相近的读音、字形或意思"


def against(a: Profile, b: Profile, fired: Iterable[Evidence]) -> tuple[str, ...]:
    """Return Chinese phrases that speak against a collision of two names.

    Args:
        a: one name.
        b: the other.
        fired: what ties them.
    """
    found = []
    if a.text and b.text and a.text[0] != b.text[0] and not _begin_alike(a, b):
        found.append(f"首字“{a.text[0]}”与“{b.text[0]}”音形都不同")
    if any(e.relation == "containment" and e.level == "fine" for e in fired):
        found.append("共有的部分是常用词或只是碰巧相连，不属于任何一家")
    shared = {c for c in a.text if c in b.text}
    if shared and all(w < 0.5 for c, w in zip(a.text, a.weights, strict=True) if c in shared):
        found.append("相同的字都是常用词")
    return tuple(found)


def _begin_alike(a: Profile, b: Profile) -> bool:
    near = nearest(a.units[0].readings, b.units[0].readings)
    return bool(near) or likeness(a.text[0], b.text[0]) >= LOOK_ALIKE


def _words(one: Profile, *, worn: bool) -> set[str]:
    """Return the words of a name that are worn, affixes too, or those that are its own."""
    found = {one.text[c.start : c.end] for c in one.cut if bool(c.worn) is worn}
    return found | {*one.affixes} if worn else found


def _longest(words: Iterable[str]) -> str:
    """Return the longest of some words of two characters or more, empty if there is none."""
    return max(sorted(word for word in words if len(word) > 1), key=len, default="")


def _numberless(one: Profile) -> str:
    return "".join(character for character in one.key if character not in digits)


def _in_common(a: Profile, b: Profile) -> str:
    same = [character for character in dict.fromkeys(a.text) if character in b.text]
    told = "".join(f"“{character}”" for character in same[:_NAMED])
    return f"相同的只有{told}{'等字' if len(same) > _NAMED else ''}" if same else "用字不同"
