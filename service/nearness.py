"""Whether a name is a slip of one that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

# Share of letters in common from which a name is a slip: one of four may be another (DECISION).
_NEAR = 0.75


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that a name is a slip of, empty if of none: an odd hint is worse than none."""
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=_NEAR)), "")


def hint(name: str, known: Collection[str]) -> str:
    """Return the end of a sentence on a name that is not known: the one it is a slip of, or all there are."""
    near = nearest(name, known)
    return f"是不是 {near}？" if near else f"可用：{'、'.join(sorted(known))}。"
