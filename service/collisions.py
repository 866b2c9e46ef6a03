"""Near names as a check shows them, and the findings that collisions make: BN101, BN102, BN103."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.compare import ADVICE
from nlp.rules import Finding, Rule, rule
from service.model import STATUS_NAMES, Status
from service.texts import row_told


class Neighbour(NamedTuple):
    """A registered or earlier name that is the same as or confusable with the proposed one.

    Attributes:
        status: word of the contract, or `batch` for an earlier row of the same file.
        standing: `collision`, `family` (own unit, one above or below, one cluster), `accepted` (decided), or
            `elsewhere` (of another registry).
        row: 1-based row of the batch, 0 for a registered name.
        sheet: its sheet if the batch has several, else empty.
        until: ISO day to which a retired or former name is kept, else empty.
        now_called: for a former name, what its brand is called today; else empty.
    """

    id: str
    name: str
    unit: str
    status: str
    level: str
    relation: str
    rules: tuple[str, ...]
    score: int
    explanation: str
    standing: str
    row: int = 0
    until: str = ""
    now_called: str = ""
    sheet: str = ""


def collisions(
    name: str, neighbours: Sequence[Neighbour], rules: Sequence[Rule] | None = None
) -> Iterator[Finding]:
    """Yield the findings on the strongest collision of each kind.

    Args:
        name: the proposed name.
        neighbours: what is near, collisions first, strongest first.
        rules: with the office's own severities; None for those as shipped.
    """
    told: set[str] = set()
    for neighbour in neighbours:
        if neighbour.standing != "collision":
            continue
        cooling = neighbour.status == "retired" and neighbour.level == "same"
        identifier = "BN103" if cooling else "BN101" if neighbour.level == "same" else "BN102"
        text = rule_of(identifier, rules)
        if identifier not in told and text.status == "active":
            told.add(identifier)
            yield _finding(text, name, neighbour)


def rule_of(identifier: str, rules: Sequence[Rule] | None) -> Rule:
    """Return a rule that the check itself runs, as the office has set it."""
    own = next((one for one in rules or () if one.id == identifier), None)
    found = own or rule(identifier)
    assert found is not None, identifier  # noqa: S101 - shipped, and tested to be there
    return found


def _finding(text: Rule, name: str, neighbour: Neighbour) -> Finding:
    place = neighbour.unit or "单位未填"
    if neighbour.row:
        place = f"{'' if neighbour.sheet else '本表'}{row_told(neighbour.row, neighbour.sheet)}"
    held = "同批申报" if neighbour.status == "batch" else STATUS_NAMES[Status(neighbour.status)]
    values = {
        "other": neighbour.name,
        "unit": place,
        "status": held,
        "until": neighbour.until or "保留期满",
        # What to do is said by the rule itself.
        "explanation": neighbour.explanation.replace(f"，{ADVICE[neighbour.level]}", ""),
    }
    return Finding(
        rule=text.id,
        name=text.name,
        severity=text.severity,
        message=text.message.format(**values),
        suggestion=text.suggestion,
        basis=tuple(dict.fromkeys((*neighbour.rules, *text.sources))),
        span=(0, len(name)),
    )
