"""The fields of a template: one list that checks data and names columns; it makes the JSON Schema, too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nlp.nothing_said import is_blank
from service.drafting.gaps import Gap
from service.drafting.kinds_of_value import UnreadableValue, read_value
from service.drafting.numbers import number_in
from service.drafting.unknown_names import hint
from service.drafting.years import Dated, dated

TYPES = ("text", "long", "int", "number", "date", "month", "bool", "choice", "list")
SCOPES = ("shared", "unit")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One fact a template asks for; equal only to itself, for memories.

    Attributes:
        id: name in JSON and in the body of the template.
        label: what the clerk reads: heading of the column, name in messages and gaps.
        type: one of `TYPES`; `text` is one line, `long` several, `number` an exact decimal.
        required: a document cannot be made without it.
        scope: in a batch, `shared` by all documents or its own for each `unit`.
        default: the value where none is given.
        minimum, maximum: bounds of numbers; of the number of items of a list.
        item: the fields of one item of a list.
        units: words that may follow a number (人, 名) and change nothing in it.
        unit_field: the field beside it that says what may follow (95% where that says %).
        year_field: the field of the whole document, a year or a day, whose year a day without one has.
    """

    id: str
    label: str
    type: str = "text"
    required: bool = False
    scope: str = "unit"
    help: str = ""
    example: Any = None
    default: Any = None
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = 0
    item: tuple[Field, ...] = ()
    units: tuple[str, ...] = ()
    unit_field: str = ""
    year_field: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the field goes by: its id, its label, its other spellings."""
        return (self.id, self.label, *self.aliases)

    @property
    def has_unit(self) -> bool:
        """Whether a word may follow the number."""
        return bool(self.units or self.unit_field)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the data handed in.

    Attributes:
        path: JSON pointer of the place, `/duties/2/title`.
        label: the same for a clerk, `主要任务第 3 项的标题`.
        code: stable: `missing`, `unknown`, `unreadable`, or that of a check beyond the fields.
        message: one Chinese sentence, what is wrong and what to do.
        severity: `error` keeps the document from being made, `warning` does not.
    """

    path: str
    label: str
    code: str
    message: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Checked:
    """Data checked against fields: every field is there, missing optional ones as gaps."""

    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()

    @property
    def acceptable(self) -> bool:
        """Whether nothing keeps the document from being made."""
        return all(problem.severity != "error" for problem in self.problems)


def validate(
    fields: Sequence[Field],
    data: Mapping[str, Any],
    *,
    known: Mapping[str, tuple[str, Any]] | None = None,
) -> Checked:
    """Return the values of all fields and everything that is wrong, in the order of the fields.

    Names may be ids, labels or aliases. Texts keep their characters; only white space around is left
    off. Linear in the size of the data.

    Args:
        fields: the fields.
        data: what is given.
        known: label and value by id of fields that were read before, for days that leave their year to one.
    """
    record = _Record(_Years(fields, data, known or {}))
    values = record.checked(fields, data)
    return Checked(values, tuple(record.problems))


@lru_cache(maxsize=256)
def _by_name(fields: tuple[Field, ...]) -> dict[str, Field]:
    """Return fields by all their names; made once, since a batch has thousands of records."""
    return {name: one for one in fields for name in reversed(one.names)}


class _Years:
    """What fields of a whole document say of the year; each is read when a day first asks for it."""

    def __init__(
        self,
        fields: Sequence[Field],
        data: Mapping[str, Any],
        known: Mapping[str, tuple[str, Any]],
    ) -> None:
        self._fields, self._data = fields, data
        self._known = dict(known)

    def dated(self, field_id: str, value: Any) -> Dated | None:
        """Return a day without a year with that of a field, None where it has one or the field has none."""
        return dated(value, *self._said(field_id)) if isinstance(value, str) else None

    def _said(self, field_id: str) -> tuple[str, Any]:
        if field_id not in self._known:
            self._known[field_id] = "", None
            if one := next((one for one in self._fields if one.id == field_id), None):
                self._known[field_id] = one.label, self._read(one)
        return self._known[field_id]

    def _read(self, one: Field) -> Any:
        given = {one.id: next((self._data[n] for n in one.names if n in self._data), one.default)}
        try:
            return read_value(one.type, _without_unit(one, given))
        except UnreadableValue:
            return None


@dataclass(slots=True)
class _Record:
    """A record that is checked: what comes before its fields in messages, and all that is wrong."""

    years: _Years
    path: str = ""
    within: str = ""
    problems: list[Problem] = field(default_factory=list)

    def checked(self, fields: Sequence[Field], data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of all fields, in their order."""
        given = self._given(_by_name(tuple(fields)), data)
        return {
            one.id: self._value(
                one, _without_unit(one, given) if one.has_unit else given.get(one.id)
            )
            for one in fields
        }

    def _given(self, by_name: Mapping[str, Field], data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is given, by the ids of the fields."""
        given: dict[str, Any] = {}
        for name, value in data.items():
            known = by_name.get(name)
            if known is None:
                told = f"没有“{name}”这一项，{hint(name, by_name, data)}"
                place, label = f"{self.path}/{name}", f"{self.within}{name}"
                self.problems.append(Problem(place, label, "unknown", told))
            elif known.id in given:
                told = f"“{known.label}”给了两次，请只留一次。"
                self.problems.append(Problem(f"{self.path}/{name}", known.label, "twice", told))
            else:
                given[known.id] = value
        return given

    def _tell(
        self, one: Field, code: str, told: str, *, before: str = "", severity: str = "error"
    ) -> None:
        """Tell of a field: its label in quotation marks, then `told`; names are made only here."""
        label = f"{self.within}{one.label}"
        message = f"{before}“{label}”{told}"
        self.problems.append(Problem(f"{self.path}/{one.id}", label, code, message, severity))

    def _value(self, one: Field, value: Any) -> Any:
        if value is None or value == [] or (isinstance(value, str) and _says_nothing(one, value)):
            value = one.default
        if value is None:
            return self._absent(one)
        if one.type == "list":
            return self._items(one, value)
        try:
            if one.year_field and (whole := self.years.dated(one.year_field, value)):
                return self._dated(one, value, whole)
            read = read_value(one.type, value, choices=one.choices, pattern=one.pattern)
        except UnreadableValue as trouble:
            self._tell(one, "unreadable", str(trouble))
            return Gap(one.label)
        if beyond := _beyond(one, read):
            self._tell(one, "out-of-range", beyond)
        return read

    def _dated(self, one: Field, value: str, whole: Dated) -> Any:
        """Return a day that has been given a year, which is told; none before the day the year is from."""
        day = read_value(one.type, whole.text)
        if whole.since and day < whole.since:
            raise UnreadableValue(whole.before(value, day))
        told = whole.told(value, day)
        self._tell(one, "year-taken", told, severity="warning")
        return day

    def _absent(self, one: Field) -> Any:
        if one.required:
            self._tell(one, "missing", "，请补上。", before="缺少")
        return [] if one.type == "list" else Gap(one.label)

    def _items(self, one: Field, value: Any) -> list[Any]:
        if isinstance(value, str):
            value = [line for line in value.splitlines() if line.strip()]
        if not isinstance(value, list | tuple):
            self._tell(one, "unreadable", "须是一个列表。")
            return []
        items = []
        for number, item in enumerate(value):
            if not isinstance(item, Mapping):
                item = {one.item[0].id: item}
            within = f"{one.label}第 {number + 1} 项的"
            path = f"{self.path}/{one.id}/{number}"
            record = _Record(self.years, path, within, self.problems)
            items.append(record.checked(one.item, item))
        count = len(items)
        if one.minimum is not None and count < one.minimum:
            self._tell(one, "too-few", f"至少要有 {one.minimum:g} 项，现有 {count} 项。")
        if one.maximum is not None and count > one.maximum:
            self._tell(one, "too-many", f"最多 {one.maximum:g} 项，现有 {count} 项，请删减。")
        return items


def _says_nothing(one: Field, text: str) -> bool:
    """Return whether a text leaves a field empty, as a dash does where neither text nor default is."""
    # Words may be an answer (无 is no, of a yes or no), and are told of where they are none.
    return not text.strip() or (one.type in _BLANKED and one.default is None and is_blank(text))


_BLANKED = ("int", "number", "date", "month", "choice")


# What may stand before a number and changes nothing in it: 一式三份, 共28人.
_BEFORE_NUMBER = re.compile("^(?:一式|共)(?=.)")


def _without_unit(one: Field, given: Mapping[str, Any]) -> Any:
    """Return the value of a number without the word behind it that may stand there."""
    value = given.get(one.id)
    if not isinstance(value, str):
        return value
    narrow = _BEFORE_NUMBER.sub("", unicodedata.normalize("NFKC", value).strip())
    beside = unicodedata.normalize("NFKC", str(given.get(one.unit_field) or "")).strip()
    for unit in (*one.units, beside):
        bare = narrow.removesuffix(unit) if unit else narrow
        if bare != narrow and number_in(bare.replace(",", "")) is not None:
            return bare
    return value


def _beyond(one: Field, value: Any) -> str:
    """Return what is wrong with a value that could be read, for a Chinese sentence, or nothing."""
    if one.type in ("int", "number"):
        if one.minimum is not None and value < one.minimum:
            return f"是 {value}，不能小于 {one.minimum:g}，请核对。"
        if one.maximum is not None and value > one.maximum:
            return f"是 {value}，不能大于 {one.maximum:g}，请核对。"
    if one.max_length and isinstance(value, str) and len(value) > one.max_length:
        return f"有 {len(value)} 个字，最多 {one.max_length} 个字，请删减。"
    return ""
