"""What every segment is asked about one name: made once, when the first of them needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.compare import Verdict, judge
from nlp.index.keys import bag, longer_wanted, shorter_wanted, wanted
from nlp.lazily import lazy
from nlp.profile import Profile, profile
from nlp.relations import WAYS


@dataclass(frozen=True)
class Question:
    """A name whose neighbours are looked for.

    Each thing is made when it is first asked for, so there are no slots.
    """

    one: Profile
    _verdicts: dict[str, Verdict] = field(default_factory=dict)

    @lazy
    def sharing(self) -> tuple[int, ...]:
        """Hashes of which a name must be filed under one to share a key, each once."""
        return tuple(dict.fromkeys(wanted(self.one)))

    @lazy
    def abbreviating(self) -> tuple[int, ...]:
        """Hashes of which a name must be filed under one to be an abbreviation or to have one, each once."""
        return tuple(dict.fromkeys((*longer_wanted(self.one), *shorter_wanted(self.one.text))))

    @lazy
    def pieces(self) -> dict[int, list[tuple[str, int]]]:
        """The parts of the text that may be a name of their own, with their offsets, by hash.

        Each once, of two characters or more, the longest first; none begins or ends inside a worn word.
        """
        found: dict[int, list[tuple[str, int]]] = {}
        for piece, start in self._pieces():
            found.setdefault(bag(piece), []).append((piece, start))
        return found

    def _pieces(self) -> Iterator[tuple[str, int]]:
        text, inside = self.one.text, self.one.inside
        for size in range(len(text) - 1, 1, -1):
            for start in range(len(text) - size + 1):
                if start in inside or start + size in inside:
                    continue
                piece = text[start : start + size]
                if text.find(piece) == start:
                    yield piece, start

    def verdict(self, name: str) -> Verdict:
        """Return the judgement of a name that is related (see `nlp.compare.judge`)."""
        found = self._verdicts.get(name)
        if found is None:
            found = self._verdicts[name] = judge(self.one, profile(name), ways=WAYS)
        return found
