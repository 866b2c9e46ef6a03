"""A name in quotation marks, for sentences."""

from __future__ import annotations


def quoted_name(name: str) -> str:
    """Return a name in quotation marks, other ones if it has such marks itself: the name stays as it is."""
    return f"「{name}」" if "“" in name or "”" in name else f"“{name}”"
