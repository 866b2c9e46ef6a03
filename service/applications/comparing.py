"""What only a whole batch can tell of one application: like names, copied text, brands named before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from nlp.normalize import match_key
from service.applications.copying import Passage, Piece, shared_passages
from service.applications.names import (
    NameGroup,
    acceptable,
    check_all,
    groups,
    heading_of,
    registered,
    trouble_of,
)
from service.applications.options import Options
from service.applications.records import Application, label
from service.checking import Proposal, Surroundings

_TEXTS = (
    *("unit_intro", "background", "name_meaning", "concept", "logo_meaning", "goal", "highlights"),
    *("carrier", "participation", "mechanism", "measures_lead", "results_lead", "central_work"),
    *("measures", "results", "lessons", "next_steps"),
)
_SHOWN, _MOST_LISTED = 40, 10


class Comparison:
    """A batch compared: problems and results by number of application, and what the report tells."""

    def __init__(
        self,
        applications: Iterable[Application],
        options: Options,
        around: Surroundings | None = None,
    ) -> None:
        """Compare applications, looked at once; what is kept of each are its names."""
        self._proposals: dict[int, Proposal] = {}
        self.passages: tuple[Passage, ...] = shared_passages(
            self._pieces(applications), [options.text("form")]
        )
        self.names = check_all(self._proposals.values(), around, options.text("day"))
        self.groups = groups(self.names)
        self._groups: dict[int, list[NameGroup]] = defaultdict(list)
        for group in self.groups:
            for number in group.numbers:
                self._groups[number].append(group)
        self._recognised = {
            match_key(name) for name in options.listed("recognised") if acceptable(name)
        }
        self.problems: Mapping[int, list[dict[str, Any]]] = self._all_problems()

    def _pieces(self, applications: Iterable[Application]) -> Iterator[Piece]:
        for one in applications:
            meaning = str(one.values["name_meaning"] or "")
            self._proposals[one.number] = Proposal(one.brand, one.unit, one.number, meaning)
            yield from pieces(one)

    @property
    def brands(self) -> list[str]:
        """The names of all brands, in order."""
        return [one.name for one in self._proposals.values()]

    def name_result(self, number: int) -> str:
        """Return the result of comparing a name, for the summary table, in one line."""
        report = self.names.get(number)
        if report is None:
            return "名称无法比对"
        said = [
            f"与已登记的{one.unit}“{one.name}”{'相同' if one.level == 'same' else '相近'}"
            for one in registered(report)[:1]
        ]
        said += [
            f"与 {_listed(group, number, lambda n: f'{n} 号')}{group.how}"
            for group in self._groups.get(number, ())
        ]
        return "；".join(said) or "未发现相同相近"

    def name_findings(self, number: int) -> list[str]:
        """Return headings of what is said of a name alone."""
        report = self.names.get(number)
        return [heading_of(rule) for rule, _, _ in report.findings] if report else []

    def who(self, number: int) -> str:
        """Return number, unit and brand of an application in one line."""
        one = self._proposals[number]
        return f"{number} 号{one.unit}“{one.name}”"

    def _all_problems(self) -> Mapping[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for number, problem in (*self._names(), *self._recognised_again(), *self._copies()):
            found[number].append(problem)
        return found

    def _names(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in self._proposals:
            report = self.names.get(number)
            if report is None:
                told = trouble_of(self._proposals[number].name)
                yield number, _problem("brand_name", "name", told)
                continue
            for one in registered(report):
                told = f"与已登记的{one.unit}“{one.name}”相同或相近：{one.explanation}"
                yield number, _problem("brand_name", "name", told)
            for group in self._groups.get(number, ()):
                told = f"名称与 {_listed(group, number, self.who)}{group.how}，请协商调整。"
                yield number, _problem("brand_name", "name", told)
            for _, severity, message in report.findings:
                code = "name" if severity == "error" else "name-advice"
                yield number, _problem("brand_name", code, message)

    def _recognised_again(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, one in self._proposals.items():
            if acceptable(one.name) and match_key(one.name) in self._recognised:
                told = f"“{one.name}”已经认定过，不重复申报，请核对。"
                yield number, _problem("brand_name", "recognised", told)

    def _copies(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for passage in self.passages:
            if passage.kind != "copied":
                continue
            for number in passage.owners:
                others = "、".join(self.who(n) for n in passage.owners if n != number)
                text = passage.text if len(passage.text) <= _SHOWN else f"{passage.text[:_SHOWN]}……"
                told = f"有 {passage.length} 字与 {others}相同：“{text}”，请说明或改写。"
                yield number, _problem("measures", "copied", told)


def _listed(group: NameGroup, number: int, shown: Callable[[int], str]) -> str:
    """Return the other members of a group in a row; of a crowd the first, and how many there are."""
    others = [n for n in group.numbers if n != number]
    more = f"等 {len(others)} 份" if len(others) > _MOST_LISTED else ""
    return "、".join(shown(n) for n in others[:_MOST_LISTED]) + more


def _problem(field: str, code: str, message: str) -> dict[str, Any]:
    return {"field": label(field), "code": code, "severity": "warning", "message": message}


def pieces(one: Application) -> Iterator[Piece]:
    """Yield the longer texts of an application, for finding copies."""
    for field in _TEXTS:
        value = one.values[field]
        if isinstance(value, list):
            for item in value:
                for part in ("title", "text", "mechanism", "data"):
                    if item.get(part):
                        yield Piece(one.number, label(field), str(item[part]))
        elif value:
            yield Piece(one.number, label(field), str(value))
