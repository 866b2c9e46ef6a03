"""Cases of other kinds of unit, where those who listen are of all kinds: each led over to by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.speeches.choosing import Chooser
from service.speeches.fitting import speaks_of
from service.speeches.library import Unit, sentences

_OF_ONE_BRANCH = "支部书记"
"""The rank that speaks to its own people alone."""


class ForeignCases:
    """The other kinds of unit that a speech may tell of, and what leads over to their cases, none twice."""

    def __init__(self, values: Mapping[str, Any], choose: Chooser) -> None:
        self._leads = {
            kind: choose.ordered(sentences("frames", f"case-of-{kind}"), kind)
            for kind in (speaks_of(values) if values["rank"] != _OF_ONE_BRANCH else ())
        }

    def kind_of(self, unit: Unit) -> str:
        """Return the other kind of unit that a case is of; empty for all else."""
        kinds = unit.unit_types if unit.role == "case" else ()
        return next((kind for kind in kinds if kind in self._leads), "")

    def left(self, unit: Unit) -> int:
        """Return how many more cases of its kind can be led over to; 0 also for units of no other kind."""
        return len(self._leads.get(self.kind_of(unit), ()))

    def spent(self, unit: Unit) -> bool:
        """Return whether a case is of another kind of unit to which nothing leads over any more."""
        return bool(self.kind_of(unit)) and not self.left(unit)

    def lead(self, unit: Unit) -> str:
        """Take and return what leads over to a case of another kind; empty for all else."""
        kind = self.kind_of(unit)
        return self._leads[kind].pop() if kind else ""
