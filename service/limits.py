"""How much one file, one request and one name may be; beyond that nothing is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from service.errors import NameTooLong, TooManyRows
from service.settings import Settings

_Item = TypeVar("_Item")

BESIDE = 1000
"""Rows of title, heading, totals and notes that a file may have on top of its rows of data (DECISION)."""


class Limits(NamedTuple):
    """The limits of an office.

    Attributes:
        rows: most rows of data of one file or request.
        name_length: longest name, in characters.
    """

    rows: int = Settings().max_rows
    name_length: int = Settings().max_name_length

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Return the limits that an office has set."""
        return cls(settings.max_rows, settings.max_name_length)

    def require_rows(self, count: int) -> None:
        """Raise TooManyRows if there are more rows than allowed."""
        if count > self.rows:
            raise TooManyRows(
                f"内容超过 {self.rows} 行，请拆分成几个文件，或调大设置 max_rows。", rows=self.rows
            )

    def within(self, rows: Iterable[_Item], *, beside: int = 0) -> Iterator[_Item]:
        """Yield rows, and raise TooManyRows at the first one too many; `beside` do not count."""
        source = iter(rows)
        yield from islice(source, self.rows + beside)
        for row in source:
            self.require_rows(self.rows + 1)
            yield row

    def require_name(self, name: str, *, row: int = 0) -> None:
        """Raise NameTooLong if a name is longer than allowed; `row` is where it stands, 0 if nowhere."""
        if len(name) > self.name_length:
            raise NameTooLong(
                f"名称长达 {len(name)} 字，最多 {self.name_length} 字，请检查是否填错了地方。",
                **({"row": row} if row else {}),
                length=len(name),
            )


DEFAULT = Limits()
