"""One proposed name with the origin of every character."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of a proposed name comes from.

    Attributes:
        text: the piece, one or more characters; the pieces of a candidate join to its name.
        source: one Chinese phrase, e.g. `电力：手中之物`.
        given: whether the office gave the word.
    """

    text: str
    source: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed name that has not been checked yet.

    Attributes:
        name: the name as it would be written, separators included.
        method: `number` `work` `pun` `place` `image` `couplet` or `smallest-change`.
        origin: the pieces of the name in order; joined they are the name.
        note: one Chinese sentence for the applicant: items to fill in, or what the name says.
        rank: 0 for what reads best within its method, greater for less.
    """

    name: str
    method: str
    origin: tuple[Origin, ...]
    note: str
    rank: int = 0

    @property
    def order(self) -> tuple[bool, int]:
        """What comes first within a method: names of given words, then those that read best."""
        return not any(piece.given for piece in self.origin), self.rank


def build(method: str, origin: tuple[Origin, ...], note: str, *, rank: int = 0) -> Candidate:
    """Return the candidate whose name is its pieces joined."""
    return Candidate("".join(piece.text for piece in origin), method, origin, note, rank)
