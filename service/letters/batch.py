"""Letters in batches: a workbook with a row for each unit → letters, register, score sheets, print file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from service.batches.model import Done, Item, Make, Rejected, Rendered, Renderer, Work
from service.batches.names import Names
from service.collecting import no_collection
from service.docx.profile import find_profile
from service.drafting.drafts import bad_fields, file_name, make
from service.drafting.fields import Problem, validate
from service.drafting.kinds import prepare
from service.drafting.package import Template, find_template
from service.drafting.workbook import UNITS
from service.errors import BadData, WrongUse
from service.letters.prepare import problems_of_shared
from service.letters.printing import print_files
from service.letters.register import register
from service.letters.registry_tree import tree_of_settings
from service.letters.scores import score_book
from service.letters.superiors import Tree, issuer_problems, unit_problems
from service.settings import load_settings

if TYPE_CHECKING:
    from service.drafting.filled import FilledBook, UnitRow

REGISTER, SCORES = "签订登记册.xlsx", "考核评分表.xlsx"
# What a batch of letters may be told beside its workbook: which template, in which style.
_OPTIONS = ("template", "style")
FEW = 600
"""Up to so many letters one process is done first: each takes it 1.5 ms, and another 0.4 s to begin."""
_MOST_TOLD = 3


def surroundings() -> str:
    """Return a digest of what letters depend on beside workbook and options: the tree of organisations."""
    return tree_of_settings(load_settings()).digest()


def warm_up() -> None:
    """Load what every letter needs, so that the first does not wait for it."""
    template = find_template("letter")
    template.body()
    find_profile(template.style)


def read(
    _name: str, data: bytes, options: Mapping[str, str], _today: dt.date | None = None
) -> Work:
    """Return the letters a workbook asks for; rows that contradict each other are rejected.

    Where the settings name a registry, rows that its tree of organisations contradicts are as well.

    Raises:
        BadData: the shared facts are not enough for any letter.
        UnreadableFile: the file is no workbook.
        WrongUse: an option is set that letters do not have.
    """
    for name in options:
        if name not in _OPTIONS:
            raise WrongUse(f"责任书没有“{name}”这个选项，请删去；内容都写在工作簿里。", option=name)
    with no_collection():
        return _read(data, find_template(options.get("template", "letter")))


def _read(data: bytes, template: Template) -> Work:
    # Loaded here: helpers make letters and read no workbook.
    from service.drafting.filled import read_form

    book = read_form(data, template)
    shared = validate([one for one in template.fields if one.scope == "shared"], book.shared)
    problems = shared.problems
    if shared.acceptable and template.kind == "letter":
        problems = problems_of_shared(shared.values)
    if any(one.severity == "error" for one in problems):
        raise _shared_problem(problems, book)
    if not book.units and all(place.sheet != UNITS for place, _ in book.problems):
        raise BadData(f"“{UNITS}”表里还没有填单位，请一个单位填一行。")
    rejected = [Rejected(place.sheet, place.row, told) for place, told in book.problems]
    items = _items(template, book.shared, _sound(book, rejected))
    return Work(book.shared, items, rejected, book.headings)


def _sound(book: FilledBook, rejected: list[Rejected]) -> Iterator[tuple[UnitRow, list[str]]]:
    """Yield the units of which a letter can be made, with what is noted of them; add others to `rejected`."""
    taken, tree = _Taken(book.units), tree_of_settings(load_settings())
    for unit in book.units:
        wrong, noted = _placed_in(tree, book.shared, unit)
        if told := taken.trouble(unit) or wrong:
            rejected.append(Rejected(unit.place.sheet, unit.place.row, told))
        else:
            yield unit, [*taken.twice(unit), *noted]


def _items(
    template: Template, shared: Mapping[str, Any], units: Iterable[tuple[UnitRow, list[str]]]
) -> Iterator[Item]:
    """Yield the item of each unit, with what is noted of it, one at a time."""
    names = Names()
    common = {"year": "", "noun": "", **shared}
    noun = {"noun": shared.get("doc_kind", "责任书")}
    for unit, noted in units:
        values = {**common, **unit.data, **noun}
        label = str(unit.data.get("unit_name", unit.data.get("unit_id", "")))
        file = names.take(file_name(template.file_name, values), ".docx")
        payload: dict[str, Any] = {"file": file, "data": unit.data, "rows": _rows(unit)}
        if noted:
            payload["noted"] = noted
        yield Item(str(unit.data["unit_id"]), label, unit.place.row, payload, unit.place.sheet)


_PARTY = ("unit_name", "unit_type", "party_org_type", "unit_signatory_post")


def _placed_in(tree: Tree, shared: Mapping[str, Any], unit: UnitRow) -> tuple[str, list[str]]:
    """Return what the tree says against a unit, empty if nothing, and what it leaves to be looked at."""
    values = {key: str(unit.data.get(key) or "").strip() for key in _PARTY}
    values["issuer_name"] = str(shared.get("issuer_name") or "").strip()
    found = list(unit_problems(values, tree))
    wrong = [one.message for one in found if one.severity == "error"]
    return "".join(wrong), [one.message for one in found if one.severity == "warning"]


def _shared_problem(problems: Sequence[Problem], book: FilledBook) -> BadData:
    """Return the error for shared facts: every fault with its sheet and row, one a line."""
    errors = [one for one in problems if one.severity == "error"]
    told = []
    for one in errors:
        place = _place(one, book.shared_places)
        told.append(_placed(place.sheet, place.row, one) if place else one.message)
    return BadData("\n".join(told), field=errors[0].label)


_NUMBERED = re.compile(r"[^“”]+第 \d+ 项的")


def _placed(sheet: str, row: int, problem: Problem) -> str:
    """Return a message with its row; that the row is such an item of its list need not be said too."""
    message = problem.message
    if match := _NUMBERED.match(problem.label):
        message = message.replace(match[0], "", 1)
    return f"工作表“{sheet}”第 {row} 行：{message}"


def _place(problem: Problem, places: Mapping[tuple[str, int], Any]) -> Any:
    _, name, *rest = problem.path.split("/")
    number = int(rest[0]) if rest and rest[0].isdigit() else -1
    return places.get((name, number))


def _rows(unit: UnitRow) -> dict[str, Any]:
    """Return where the lists of a unit were read, for messages: field → [[sheet, row], …]."""
    rows: dict[str, list[Any]] = {}
    for (name, _), place in unit.places.items():
        rows.setdefault(name, []).append([place.sheet, place.row])
    return rows


class _Taken:
    """What only one unit may have, and the names of all units, to find one in another's text."""

    def __init__(self, units: Sequence[UnitRow]) -> None:
        self._numbers: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        names = (str(unit.data.get("unit_name", "")) for unit in units)
        self._names = {name for name in names if len(name) >= _START}
        self._starts = {name[:_START] for name in self._names}
        # Ten thousand names may begin alike, but are of few lengths.
        self._lengths = sorted({len(name) for name in self._names})
        # Units say much in the words of others: each text is gone through once.
        self._named = lru_cache(maxsize=_TEXTS)(self._names_in)

    def trouble(self, unit: UnitRow) -> str:
        """Return what keeps a unit's row out, empty if nothing."""
        number = str(unit.data.get("doc_no", ""))
        if number:
            if number in self._numbers:
                return f"编号“{number}”与第 {self._numbers[number]} 行重复，请改正。"
            self._numbers[number] = unit.place.row
        own = str(unit.data.get("unit_name", ""))
        for text in _texts(unit.data):
            for name in self._named(text):
                if name != own and name not in own:
                    return f"内容里出现了另一个单位“{name}”，请核对是否填错行。"
        return ""

    def twice(self, unit: UnitRow) -> list[str]:
        """Return what is to be looked at where two rows have the same unit."""
        own = str(unit.data.get("unit_name", ""))
        first = self._rows.setdefault(own, unit.place.row)
        same = own and first != unit.place.row
        return [f"单位名称与第 {first} 行相同，两份都已生成，请核对是否重复。"] if same else []

    def _names_in(self, text: str) -> tuple[str, ...]:
        found: list[str] = []
        for start in range(len(text) - _START + 1):
            if text[start : start + _START] in self._starts:
                named = (text[start : start + length] for length in self._lengths)
                found += (name for name in named if name in self._names)
        return tuple(found)


_START, _TEXTS = 6, 4096
_NAMES = ("unit_name", "unit_short", "issuer_name")


def _texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts that are long enough to hold the name of a unit, but for those that are one."""
    for key, value in data.items():
        if isinstance(value, str):
            if len(value) >= _START and key not in _NAMES:
                yield value
        elif isinstance(value, list):
            for item in value:
                yield from _texts(item)


def renderer(shared: Mapping[str, Any], options: Mapping[str, str]) -> Renderer:
    """Return what makes one unit's letter; the shared facts are read once."""
    template = find_template(options.get("template", "letter"))
    own = [one for one in template.fields if one.scope == "unit"]
    common = validate([one for one in template.fields if one.scope == "shared"], shared).values
    profile = find_profile(options.get("style") or template.style)

    def render(payload: Mapping[str, Any]) -> Rendered:
        unit = validate(own, payload["data"])
        if not unit.acceptable:
            raise bad_fields(_told(unit.problems, payload))
        prepared = prepare(template.kind, {**common, **unit.values})
        if any(problem.severity == "error" for problem in prepared.problems):
            raise bad_fields(_told(prepared.problems, payload))
        made = make(template, unit, prepared, profile)
        gaps = [f"缺少“{label}”，文中已标出。" for label in made.gaps]
        warnings = [problem.message for problem in made.warnings]
        told = [*gaps, *warnings, *payload.get("noted", ())]
        return Rendered([(payload["file"], made.docx)], _facts(prepared.values), told)

    return render


def _told(problems: Sequence[Problem], payload: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return problems whose messages name the sheet and row of the list they are in."""
    told = []
    for problem in problems:
        _, name, *rest = problem.path.split("/")
        rows = payload["rows"].get(name, [])
        if rest and rest[0].isdigit() and int(rest[0]) < len(rows):
            sheet, row = rows[int(rest[0])]
            message = _placed(sheet, row, problem)
            problem = Problem(problem.path, problem.label, problem.code, message, problem.severity)
        told.append(problem)
    return tuple(told)


def _facts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "unit_id": values["unit_id"],
        "unit_name": values["unit_name"],
        "post": values["unit_signatory_post"],
        "doc_no": str(values["doc_no"] or ""),
        "sign_date": values["sign_date"].isoformat() if values["sign_date"] else "",
        "copies": values["copies"],
    }


def finish(done: Done) -> Iterator[tuple[str, Make]]:
    """Yield the signing register, the score sheets, and the files to print."""
    yield REGISTER, _register
    yield SCORES, _scores
    yield from print_files([file for one in done.items for file in one.files])


def _register(done: Done) -> bytes:
    """Return the signing register; tell what the names of all units tell."""
    given: set[str] = set()
    letters: list[Mapping[str, Any]] = []
    # Gone through once: reading ten thousand items takes a tenth of a second.
    for one in done.items:
        given.add(str(one.facts.get("unit_name") or one.label))
        if one.state == "done":
            letters.append(one.facts)
    _tell_leaks(done, given)
    shared = _shared(done)
    return register(letters, shared, _absent(done, shared, given))


def _scores(done: Done) -> bytes:
    letters = [one.facts for one in done.items if one.state == "done"]
    return score_book(letters, _shared(done))


def _shared(done: Done) -> dict[str, Any]:
    fields = [one for one in find_template("letter").fields if one.scope == "shared"]
    return validate(fields, done.shared).values


def _tell_leaks(done: Done, given: Collection[str]) -> None:
    """Tell of units that the texts common to all letters name: they stand in every letter."""
    every = {name for name in given if len(name) >= _START}
    common = "\0".join(_texts(done.shared))
    for name in sorted(name for name in every if name in common):
        if len(every) > 1:
            done.tell(f"共用的内容里写到了单位“{name}”，每一份里都会出现，请核对。")


def _absent(done: Done, shared: Mapping[str, Any], given: Collection[str]) -> list[str]:
    """Return who stands below the first party in the registry and is not in the workbook; tell of it."""
    tree, issuer = tree_of_settings(load_settings()), str(shared["issuer_name"])
    for problem in issuer_problems(shared, tree):
        done.tell(problem.message)
    absent = tree.absent(issuer, given)
    if absent:
        names = "、".join(absent[:_MOST_TOLD]) + ("等" if len(absent) > _MOST_TOLD else "")
        done.tell(
            f"“{issuer}”的下级党组织中有 {len(absent)} 个没有{shared['doc_kind']}：{names}，"
            f"名单见“{REGISTER}”。"
        )
    return absent
