"""Statements about many values: so many at a time as an engine takes well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from service.storage.database import Database

# Parameters of a statement; letters only. Of named ones each costs SQLite the more the more there are.
_PARAMETERS = tuple(f"id_{a}{b}" for a in ascii_lowercase[:8] for b in ascii_lowercase)
# Values of an array, which PostgreSQL takes as one parameter; few enough to be looked up one by one.
_ELEMENTS = 500


def among(
    database: Database, column: str, values: Sequence[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield values in portions: the condition that a column has one of them, and its parameters."""
    if database.engine == "postgresql":
        # A statement of hundreds of parameters is taken apart anew each time, half of what it costs here.
        for at in range(0, len(values), _ELEMENTS):
            yield f"{column} = ANY(:ids)", {"ids": [*values[at : at + _ELEMENTS]]}
        return
    for at in range(0, len(values), len(_PARAMETERS)):
        these: dict[str, object] = dict(
            zip(_PARAMETERS, values[at : at + len(_PARAMETERS)], strict=False)
        )
        yield f"{column} IN ({', '.join(f':{name}' for name in these)})", these
