"""What only a whole batch can tell of one application: like names, copied text, brands named before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from nlp.normalize import match_key
from nlp.rules import rule
from service.applications.copying import Piece, shared_passages
from service.applications.families import family_numbers
from service.applications.names import (
    NameCheck,
    NameGroup,
    acceptable,
    groups,
    registered,
)
from service.applications.numbering import in_runs
from service.applications.options import Options
from service.applications.passages import Passage
from service.applications.records import Application, label
from service.applications.repeated import of_one_unit
from service.checking import Proposal
from service.texts import quoted, shortened

_TEXTS = (
    *("unit_intro", "background", "name_meaning", "concept", "logo_meaning", "goal", "highlights"),
    *("carrier", "participation", "mechanism", "measures_lead", "results_lead", "central_work"),
    *("measures", "results", "lessons", "next_steps"),
)
_SHOWN, _MOST_LISTED, _FIRST, _MOST_NUMBERS = 40, 10, 3, 5


class Comparison:
    """A batch compared: problems and results by number of application, and what the report tells.

    Attributes:
        copied: the passages that units have copied, longest first.
        common: those that are common wording.
        copied_numbers: of each copied passage the number of its family (`service.applications.families`).
        names: the reports on the names, in order.
        groups: of names that are alike.
    """

    def __init__(
        self,
        applications: Iterable[Application],
        options: Options,
        check: NameCheck | None = None,
    ) -> None:
        """Compare applications, looked at once, numbered from 1; names go to disk.

        Args:
            applications: of a batch.
            options: of the batch.
            check: of their names; by default by the shipped rules alone.
        """
        with check or NameCheck() as checking:
            self._proposals = checking.proposals
            passages = shared_passages(_pieces(applications, checking), [options.text("form")])
            self.names = checking.reports()
        copied = [(one, self._of_one_unit(one)) for one in passages if one.kind == "copied"]
        again = [one for one, is_again in copied if is_again]
        self.copied: Sequence[Passage] = [one for one, is_again in copied if not is_again]
        self.common: Sequence[Passage] = [one for one in passages if one.kind == "common"]
        self.copied_numbers: Sequence[int] = list(family_numbers(self.copied))
        self.groups = groups(self.names)
        self._groups: dict[int, list[NameGroup]] = defaultdict(list)
        for group in self.groups:
            for number in group.numbers:
                self._groups[number].append(group)
        self._recognised = {
            match_key(name) for name in options.listed("recognised") if acceptable(name)
        }
        self._copied: dict[int, list[int]] = defaultdict(list)
        for place, passage in enumerate(self.copied):
            for number in passage.owners:
                self._copied[number].append(place)
        self._again: dict[int, list[Passage]] = defaultdict(list)
        for passage in again:
            for number in passage.owners:
                self._again[number].append(passage)

    @property
    def brands(self) -> list[str]:
        """The names of all brands, in order."""
        return [one.name for one in self._proposals]

    def _proposal(self, number: int) -> Proposal:
        return self._proposals[number - 1]

    def _of_one_unit(self, passage: Passage) -> bool:
        first, *others = passage.owners
        return all(of_one_unit(self._proposal(first), self._proposal(n)) for n in others)

    def name_result(self, number: int) -> str:
        """Return the result of comparing a name, for the summary table, in one line."""
        report = self.names[number - 1]
        if report.trouble:
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
        return [_title(key) for key, _, _ in self.names[number - 1].findings]

    def who(self, number: int) -> str:
        """Return number, unit and brand of an application in one line."""
        one = self._proposal(number)
        return f"{number} 号{one.unit}“{one.name}”"

    def members(self, group: NameGroup) -> str:
        """Return who has the names of a group, in one line; of a crowd the first, and how many there are."""
        return self._all_of(group.numbers, "；")

    def brands_of(self, group: NameGroup) -> str:
        """Return the names of a group with their numbers; of a crowd the first, and how many there are."""
        return self._all_of(group.numbers, "、", self._brand)

    def _brand(self, number: int) -> str:
        return f"{number} 号{quoted(self._proposal(number).name)}"

    def holders(self, passage: Passage) -> str:
        """Return whose a passage is, in one line; of a crowd the first, and how many there are."""
        return self._all_of(passage.owners, "；")

    def problems(self, number: int) -> list[dict[str, Any]]:
        """Return what only the batch tells of an application."""
        return [
            *self._names(number),
            *self._recognised_again(number),
            *self._sent_again(number),
            *self._copies(number),
        ]

    def _names(self, number: int) -> Iterator[dict[str, Any]]:
        report = self.names[number - 1]
        if report.trouble:
            yield _problem("brand_name", "name", report.trouble, "名称无法比对")
            return
        for one in registered(report):
            told = f"与已登记的{one.unit}“{one.name}”相同或相近：{one.explanation}"
            how = "相同" if one.level == "same" else "相近"
            short = f"名称与已登记的{quoted(one.name)}{how}"
            yield _problem("brand_name", "name", told, short)
        for group in self._groups.get(number, ()):
            told = f"名称与 {_listed(group, number, self.who)}{group.how}，请协商调整。"
            others = [n for n in group.numbers if n != number]
            crowd = f"等 {len(others)} 份" if len(others) > _MOST_NUMBERS else ""
            short = f"名称与 {in_runs(others[:_MOST_NUMBERS])} 号{crowd}{group.how}"
            yield _problem("brand_name", "name", told, short)
        for key, severity, message in report.findings:
            code = "name" if severity == "error" else "name-advice"
            yield _problem("brand_name", code, message, _title(key))

    def _recognised_again(self, number: int) -> Iterator[dict[str, Any]]:
        if not self._recognised:
            return
        name = self._proposal(number).name
        if acceptable(name) and match_key(name) in self._recognised:
            told = f"“{name}”已经认定过，不重复申报，请核对。"
            yield _problem("brand_name", "recognised", told, "已经认定过")

    def _sent_again(self, number: int) -> Iterator[dict[str, Any]]:
        passages = self._again.get(number, [])
        if not passages:
            return
        others = sorted({n for one in passages for n in one.owners if n != number})
        told = (
            f"本单位还报了 {self._all_of(others, '、')}，与本份有 {len(passages)} 处"
            f"共 {sum(one.length for one in passages)} 字相同，可能是改后再报，请确认以哪一份为准。"
        )
        yield _problem("unit_name", "again", told, "")

    def _copies(self, number: int) -> Iterator[dict[str, Any]]:
        places = self._copied.get(number, [])
        # The first says in short which texts they all are.
        numbers = sorted({self.copied_numbers[place] for place in places})
        short = f"雷同段落 {in_runs(numbers, _MOST_NUMBERS)}"
        for place in places[:_MOST_LISTED]:
            one = _problem("measures", "copied", self._copy(place, number), short)
            yield one | {"field": "、".join(self.copied[place].fields)}
            short = ""
        if len(places) > _MOST_LISTED:
            rest = sum(self.copied[place].length for place in places[_MOST_LISTED:])
            told = f"另有 {len(places) - _MOST_LISTED} 处共 {rest} 字与其他申报相同，请说明或改写。"
            yield _problem("measures", "copied", told, "")

    def _copy(self, place: int, number: int) -> str:
        passage, named = self.copied[place], f"（雷同段落 {self.copied_numbers[place]}）"
        others = self._all_of([n for n in passage.owners if n != number], "、")
        text = quoted(shortened(passage.text, _SHOWN))
        told = f"有 {passage.length} 字与 {others}相同{named}：{text}，请说明或改写"
        return (
            f"{told}；如是统一印发的文字，请用选项 form 写明。" if passage.crowded else f"{told}。"
        )

    def _all_of(
        self, numbers: Sequence[int], between: str, shown: Callable[[int], str] | None = None
    ) -> str:
        """Return applications in one line; of a crowd the first three, and how many there are."""
        crowd = len(numbers) > _MOST_LISTED
        told = between.join(map(shown or self.who, numbers[: _FIRST if crowd else None]))
        return f"{told}等 {len(numbers)} 份" if crowd else told


def _listed(group: NameGroup, number: int, shown: Callable[[int], str]) -> str:
    """Return the other members of a group in a row; of a crowd the first, and how many there are."""
    others = [n for n in group.numbers if n != number]
    more = f"等 {len(others)} 份" if len(others) > _MOST_LISTED else ""
    return "、".join(shown(n) for n in others[:_MOST_LISTED]) + more


def _problem(field: str, code: str, message: str, brief: str) -> dict[str, Any]:
    """Return a problem with what the report says of it, empty if another problem has said it."""
    told = {"field": label(field), "code": code, "severity": "warning", "message": message}
    return told | {"brief": brief}


def _pieces(applications: Iterable[Application], check: NameCheck) -> Iterator[Piece]:
    """Yield the texts of applications while their names are taken to be checked."""
    for one in applications:
        meaning = str(one.values.get("name_meaning") or "")
        check.put(Proposal(one.brand, one.unit, one.number, meaning))
        yield from pieces(one)
    check.all_put()


def pieces(one: Application) -> Iterator[Piece]:
    """Yield the longer texts of an application, for finding copies."""
    for field in _TEXTS:
        value = one.values.get(field)
        if isinstance(value, list):
            for item in value:
                for part in ("title", "text", "mechanism", "data"):
                    if item.get(part):
                        yield Piece(one.number, label(field), str(item[part]))
        elif value:
            yield Piece(one.number, label(field), str(value))


def _title(key: str) -> str:
    """Return what the report calls the finding of a rule."""
    found = rule(key)
    return found.title if found else key
