"""Tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table; every column but the first is to the right."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "|".join("---" if column < 1 else "--:" for column in range(len(head))) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
