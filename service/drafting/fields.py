"""The fields of a template: one list that checks data, names columns and makes the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from service.drafting.gaps import Gap
from service.drafting.kinds_of_value import UnreadableValue, read_value

TYPES = ("text", "long", "int", "number", "date", "month", "bool", "choice", "list")
SCOPES = ("shared", "unit")


@dataclass(frozen=True, slots=True)
class Field:
    """One fact a template asks for.

    Attributes:
        id: name in JSON and in the body of the template.
        label: what the clerk reads: heading of the column, name in messages and gaps.
        type: one of `TYPES`; `text` is one line, `long` several, `number` an exact decimal.
        required: a document cannot be made without it.
        scope: in a batch, `shared` by all documents or its own for each `unit`.
        default: the value where none is given.
        minimum, maximum: bounds of numbers; of the number of items of a list.
        item: the fields of one item of a list.
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

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the field goes by: its id, its label, its other spellings."""
        return (self.id, self.label, *self.aliases)


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


def validate(fields: Sequence[Field], data: Mapping[str, Any]) -> Checked:
    """Return the values of all fields and everything that is wrong, in the order of the fields.

    Names may be ids, labels or aliases. Texts keep their characters; only white space around is left
    off. Linear in the size of the data.
    """
    return _validate(fields, data, "", "")


@dataclass(slots=True)
class _Place:
    """Where a value stands, for a message."""

    path: str
    label: str
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, self.label, code, message))


def _validate(fields: Sequence[Field], data: Mapping[str, Any], path: str, within: str) -> Checked:
    by_name = {name: one for one in fields for name in reversed(one.names)}
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in data.items():
        known = by_name.get(name)
        if known is None:
            problems.append(_unknown(name, by_name, f"{path}/{name}", within))
        elif known.id in given:
            problems.append(
                Problem(
                    f"{path}/{name}", known.label, "twice", f"“{known.label}”给了两次，请只留一次。"
                )
            )
        else:
            given[known.id] = value
    values = {}
    for one in fields:
        place = _Place(f"{path}/{one.id}", f"{within}{one.label}")
        values[one.id] = _checked(one, given.get(one.id), place)
        problems += place.problems
    return Checked(values, tuple(problems))


def _unknown(name: str, known: Iterable[str], path: str, within: str) -> Problem:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？" if near else "请删去，或对照模板的字段清单改名。"
    return Problem(path, f"{within}{name}", "unknown", f"没有“{name}”这一项，{hint}")


def _checked(one: Field, value: Any, place: _Place) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()) or value == []:
        value = one.default
    if value is None:
        return _absent(one, place)
    if one.type == "list":
        return _items(one, value, place)
    try:
        read = read_value(one.type, value, choices=one.choices, pattern=one.pattern)
    except UnreadableValue as trouble:
        place.tell("unreadable", f"“{place.label}”{trouble}")
        return Gap(one.label)
    if trouble_found := _beyond(one, read):
        place.tell("out-of-range", f"“{place.label}”{trouble_found}")
    return read


def _absent(one: Field, place: _Place) -> Any:
    if one.required:
        place.tell("missing", f"缺少“{place.label}”，请补上。")
    return [] if one.type == "list" else Gap(one.label)


def _items(one: Field, value: Any, place: _Place) -> list[Any]:
    if isinstance(value, str):
        value = [line for line in value.splitlines() if line.strip()]
    if not isinstance(value, list | tuple):
        place.tell("unreadable", f"“{place.label}”须是一个列表。")
        return []
    items = []
    for number, item in enumerate(value):
        if not isinstance(item, Mapping):
            item = {one.item[0].id: item}
        label = f"{one.label}第 {number + 1} 项的"
        checked = _validate(one.item, item, f"{place.path}/{number}", label)
        place.problems += checked.problems
        items.append(checked.values)
    if one.minimum is not None and len(items) < one.minimum:
        place.tell("too-few", f"“{place.label}”至少要有 {one.minimum:g} 项，现有 {len(items)} 项。")
    if one.maximum is not None and len(items) > one.maximum:
        place.tell(
            "too-many", f"“{place.label}”最多 {one.maximum:g} 项，现有 {len(items)} 项，请删减。"
        )
    return items


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


def json_schema(fields: Sequence[Field], *, title: str = "") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of data for these fields; ids only, labels as titles."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {one.id: _property(one) for one in fields},
        "required": [one.id for one in fields if one.required],
    }
    if title:
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            **schema,
        }
    return schema


_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "long": {"type": "string"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    "bool": {"type": "boolean"},
    "choice": {"type": "string"},
}


def _property(one: Field) -> dict[str, Any]:
    shape: dict[str, Any] = {"title": one.label}
    if one.help:
        shape["description"] = one.help
    if one.type == "list":
        shape |= {"type": "array", "items": json_schema(one.item)}
        bounds = (("minItems", one.minimum), ("maxItems", one.maximum))
    else:
        shape |= _PLAIN[one.type]
        bounds = (("minimum", one.minimum), ("maximum", one.maximum))
    extras = (
        *bounds,
        ("enum", list(one.choices)),
        ("pattern", one.pattern),
        ("maxLength", one.max_length),
        ("default", one.default),
    )
    shape |= {key: value for key, value in extras if value not in (None, "", 0, [])}
    if one.example is not None:
        shape["examples"] = [one.example]
    return shape
