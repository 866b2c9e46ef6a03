"""What the book of a registry finds, for tests."""

from __future__ import annotations

from nlp.profile import profile
from service.book.names import NameBook


def found(book: NameBook, name: str) -> set[str]:
    """Return the names that are the same as or confusable with one."""
    return {near.name for near in book.neighbours(profile(name))}
