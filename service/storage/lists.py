"""Statements about many values: so many at a time as every engine takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

# Parameters of a statement; letters only. Of named ones each costs SQLite the more the more there are.
_PARAMETERS = tuple(f"id_{a}{b}" for a in ascii_lowercase[:8] for b in ascii_lowercase)


def lists(values: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield values in portions: the text between the brackets of IN (), and the parameters in it."""
    for at in range(0, len(values), len(_PARAMETERS)):
        these = dict(zip(_PARAMETERS, values[at : at + len(_PARAMETERS)], strict=False))
        yield ", ".join(f":{name}" for name in these), these
