"""What only a whole batch can tell of one application: like names, copied text, brands named before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nlp.normalize import match_key
from service.applications.copying import Passage, Piece, shared_passages
from service.applications.names import acceptable, check_all, groups, result
from service.applications.options import Options
from service.applications.records import Application, label
from service.checking import CheckReport, Surroundings

_TEXTS = (
    *("unit_intro", "background", "name_meaning", "concept", "logo_meaning", "goal", "highlights"),
    *("carrier", "participation", "mechanism", "measures_lead", "results_lead", "central_work"),
    *("measures", "results", "lessons", "next_steps"),
)
_SHOWN = 40


class Comparison:
    """A batch compared: problems and results by number of application, and what the report tells."""

    def __init__(
        self,
        applications: Sequence[Application],
        options: Options,
        around: Surroundings | None = None,
    ) -> None:
        self.names: dict[int, CheckReport] = check_all(applications, around, options.text("day"))
        self.groups = groups(self.names)
        self.passages: tuple[Passage, ...] = shared_passages(
            (piece for one in applications for piece in pieces(one)), [options.text("form")]
        )
        self._by_number = {one.number: one for one in applications}
        self._recognised = {
            match_key(name) for name in options.listed("recognised") if acceptable(name)
        }
        self.problems: Mapping[int, list[dict[str, Any]]] = self._all_problems()

    def name_result(self, number: int) -> str:
        """Return the result of comparing a name, for the summary table."""
        own = result(self.names.get(number))
        others = [g for g in self.groups if number in g.numbers]
        if others and own.startswith("未发现"):
            other = next(n for n in others[0].numbers if n != number)
            return f"与第 {other} 号“{self._by_number[other].brand}”相近"
        return own

    def who(self, number: int) -> str:
        """Return number, unit and brand of an application in one line."""
        one = self._by_number[number]
        return f"{number} 号{one.unit}“{one.brand}”"

    def _all_problems(self) -> Mapping[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for number, problem in (*self._names(), *self._recognised_again(), *self._copies()):
            found[number].append(problem)
        return found

    def _names(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number in self._by_number:
            report = self.names.get(number)
            if report is None:
                told = "品牌名称含有不能使用的字符，请重新输入。"
                yield number, _problem("brand_name", "name", told)
                continue
            collided = False
            for finding in report.findings:
                like = finding.rule in ("BN101", "BN102", "BN103")
                collided |= like
                code = "name" if like or finding.severity == "error" else "name-advice"
                if finding.severity != "advice":
                    yield number, _problem("brand_name", code, f"{finding.name}：{finding.message}")
            if not collided:
                yield from self._earlier_one(number)

    def _earlier_one(self, number: int) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the problem of a name that a later row is like: both are asked to settle it."""
        for group in self.groups:
            if number in group.numbers:
                others = "、".join(self.who(n) for n in group.numbers if n != number)
                told = f"名称与 {others} 相同或相近，请协商调整。"
                yield number, _problem("brand_name", "name", told)

    def _recognised_again(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, one in self._by_number.items():
            if acceptable(one.brand) and match_key(one.brand) in self._recognised:
                told = f"“{one.brand}”已经认定过，不重复申报，请核对。"
                yield number, _problem("brand_name", "recognised", told)

    def _copies(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for passage in self.passages:
            if passage.kind != "copied":
                continue
            for number in passage.owners:
                others = "、".join(self.who(n) for n in passage.owners if n != number)
                text = passage.text if len(passage.text) <= _SHOWN else f"{passage.text[:_SHOWN]}…"
                told = f"有 {passage.length} 字与 {others} 相同：“{text}”，请说明或改写。"
                yield number, _problem("measures", "copied", told)


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
