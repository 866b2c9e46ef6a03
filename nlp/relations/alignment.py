"""Where two texts differ, character by character."""

from __future__ import annotations

from collections.abc import Container, Sequence

from nlp.profile import Profile


def differing(a: str, b: str) -> tuple[int, ...]:
    """Return the offsets at which two texts of one length differ."""
    return tuple(i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y)


def common_prefix(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the common beginning."""
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size


def common_suffix(a: Sequence[str], b: Sequence[str], *, beyond: int = 0) -> int:
    """Return the length of the common end, `beyond` characters at the beginning left out."""
    limit = min(len(a), len(b)) - beyond
    size = 0
    while size < limit and a[-1 - size] == b[-1 - size]:
        size += 1
    return size


def shared_substance(a: Profile, b: Profile, *, but: Container[str] = "") -> float:
    """Return the substance of the characters that two texts of one length have in the same places.

    The less of what the two give it: a character may be part of a worn word in one of them only.

    Args:
        a: one name.
        b: the other.
        but: characters that do not count.
    """
    same = [
        i for i, (x, y) in enumerate(zip(a.text, b.text, strict=True)) if x == y and x not in but
    ]
    return min(sum(one.weights[i] for i in same) for one in (a, b))
