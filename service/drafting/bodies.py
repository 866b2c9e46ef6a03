"""A body that is ready to be filled, section by section, and what its sections were filled with lately."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter

from service.drafting.budget import Budget
from service.drafting.looks import Looks
from service.drafting.markup import MOST_REMEMBERED

Fill = Callable[[Mapping[str, object]], str]
"""Fills a section with values; raises `BodyError` where that cannot be done."""
# A batch has units of some types, each with a wording of its own.
_REMEMBERED = 32


class Body:
    """A body ready to be filled: its sections, parted as `service.drafting.parting` says."""

    def __init__(self, sections: Sequence[Section], budget: Budget) -> None:
        """Take the sections, and the budget that their loops count against."""
        self._sections = tuple(sections)
        self._looks, self._budget = Looks(), budget
        self.variables = frozenset(name for one in sections for name in one.names)
        """Names of the values it prints or asks for."""

    def sections(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Return the marked text of a document by section (see `service.drafting.markup`).

        A section whose values are those of a time shortly before is the very same text: the letters of a
        batch share their annex, and most of what they say.

        Raises:
            BodyError: a value is missing or of a wrong kind, or the bounds are passed.
        """
        self._budget.start()
        looks = {name: self._looks.of(name, values.get(name)) for name in self.variables}
        return tuple(section.render(values, looks) for section in self._sections)

    def render(self, values: Mapping[str, object]) -> str:
        """Return the sections in one text; raises as `sections` does."""
        return "".join(self.sections(values))


class Section:
    """A part of a body, and what it was filled with lately."""

    def __init__(self, fill: Fill, names: Iterable[str]) -> None:
        """Take what fills it, and the names of the values that decide what it becomes."""
        self._fill = fill
        self.names = tuple(sorted(names))
        self._chosen = itemgetter(*self.names) if self.names else lambda _: ()
        self._lately: dict[Hashable, str] = {}
        # Threads may fill one body at once.
        self._lock = threading.Lock()

    def render(self, values: Mapping[str, object], looks: Mapping[str, Hashable]) -> str:
        """Return its text, made anew only where the looks of its values are none of those met lately."""
        key = self._chosen(looks)
        text = self._lately.get(key)
        if text is None:
            text = self._fill(values)
            if len(text) <= MOST_REMEMBERED:
                self._remember(key, text)
        return text

    def _remember(self, key: Hashable, text: str) -> None:
        with self._lock:
            self._lately[key] = text
            if len(self._lately) > _REMEMBERED:
                del self._lately[next(iter(self._lately))]
