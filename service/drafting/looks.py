"""What values look like when they are printed, so that a text made before can be taken again."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Hashable
from decimal import Decimal

from service.drafting.gaps import Gap


class Looks:
    """What values look like, so that those that print alike are known at once."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[object, Hashable]] = {}

    def of(self, name: str, value: object) -> Hashable:
        """Return something that is equal for values of a name that print alike, or for that one alone."""
        if type(value) in _PLAIN:
            # 1, True and 1.0 are equal and print differently.
            return type(value), value
        before = self._last.get(name)
        if before and before[0] is value:
            return before[1]
        try:
            look: Hashable = pickle.dumps(value)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError):
            look = object()
        self._last[name] = (value, look)
        return look


_PLAIN = (str, int, bool, Decimal, dt.date, Gap, type(None))
