"""Proposals for a unit: made by `nlp.suggest`, passed by the very check that the public uses."""

from __future__ import annotations

from nlp.suggest import Candidate, Request, gather, propose
from service.bounds import PROPOSED
from service.checking import CheckReport, Proposal, Surroundings, check_name
from service.errors import UnacceptableName, WrongUse


def suggest_names(
    request: Request, against: Surroundings | None = None, *, count: int = PROPOSED, today: str = ""
) -> tuple[tuple[Candidate, CheckReport], ...]:
    """Return up to `count` proposals with the check that each has passed.

    Args:
        request: unit, refused name, words.
        against: registry, rules and facts of the check.
        count: from 1 to `MOST_PROPOSED`.
        today: ISO date for reservations and cooling-off periods.

    Raises:
        WrongUse: nothing is known to make a name of.
    """
    if gather(request).empty:
        raise WrongUse(
            "不知道本单位做什么，拟不出名称："
            "请给出几个工作、地名或产品的词（命令行用 --words，接口用 words），例如电、灯塔、巡线。"
        )
    reports: dict[str, CheckReport] = {}

    def passes(name: str) -> bool:
        try:
            report = check_name(Proposal(name, request.unit), against, today=today)
        except UnacceptableName:
            return False
        reports[name] = report
        return report.verdict == "pass"

    chosen = propose(request, check=passes, count=count)
    return tuple((candidate, reports[candidate.name]) for candidate in chosen)
