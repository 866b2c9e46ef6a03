"""The manifest of a template package: its fields, and everything wrong with it, each with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from service.docx.profile import profiles
from service.drafting.fields import SCOPES, TYPES, Field
from service.drafting.kinds import KINDS, prepared_names
from service.nearness import hint

MANIFEST = "template.toml"
TEMPLATE_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
"""What the id of a template, and the name of its folder, may be."""
_TEXTS = ("id", "title", "kind", "style", "file_name", "help")
_TABLES = {"field": "", "source": "key", "sample": "name"}
_KEYS = {*_TEXTS, *_TABLES, "version"}
_FIELD_TEXTS = ("id", "label", "type", "scope", "help", "pattern", "unit_field", "year_field")
_FIELD_NUMBERS = ("min", "max", "min_items", "max_items", "max_length")
_FIELD_COUNTS = ("min_items", "max_items", "max_length")
_FIELD_LISTS = ("aliases", "choices", "units")
_FIELD_KEYS = {
    *(*_FIELD_TEXTS, *_FIELD_NUMBERS, *_FIELD_LISTS),
    *("required", "example", "default", "item"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a template package: file, line (0 if not known), one Chinese sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file} 第 {self.line} 行" if self.line else self.file
        return f"{place}：{self.message}"


@dataclass(slots=True)
class Manifest:
    """A manifest as it was read; what is of a wrong kind is left out of `values` and told."""

    values: dict[str, Any] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def known(self) -> frozenset[str]:
        """The names a body may use: those of the fields, and what the kind adds."""
        added = prepared_names(str(self.values.get("kind", "plain")))
        return frozenset(one.id for one in self.fields) | added


def read_manifest(text: str) -> Manifest:
    """Return what a manifest says and all of its faults."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        place = re.search(r"at line (\d+)", str(trouble))
        line = int(place[1]) if place else text.count("\n") + 1
        told = "写法有误，请检查这一行的等号、引号和方括号，一项只写一次。"
        return Manifest(faults=[Fault(MANIFEST, line, told)])
    return _Reader(text, given).read()


class _Reader:
    """Reads one manifest and gathers its faults."""

    def __init__(self, text: str, given: dict[str, Any]) -> None:
        self._lines = text.split("\n")
        self._given = given
        self._made = Manifest()

    def read(self) -> Manifest:
        self._plain()
        for name, needed in _TABLES.items():
            self._made.values[name] = list(self._tables(name, needed))
        seen = 0
        fields = []
        for given in self._made.values.pop("field"):
            one, seen = self._field(given, "", seen)
            fields.append(one)
        self._made.fields = tuple(fields)
        self._twice()
        self._names_within()
        self._units_beside(self._made.fields)
        self._years_known(self._made.fields)
        self._made.faults.sort(key=lambda one: one.line)
        return self._made

    def _tell(self, message: str, line: int = 0) -> None:
        self._made.faults.append(Fault(MANIFEST, line, message))

    def _line(self, pattern: str, start: int = 0) -> int:
        """Return the 1-based line of a pattern after one, 0 if there is none."""
        numbered = enumerate(self._lines[start:], start + 1)
        return next((number for number, text in numbered if re.search(pattern, text)), 0)

    def _plain(self) -> None:
        """Read the values that are no tables."""
        values = self._made.values
        for key, value in self._given.items():
            line = self._line(rf"^\s*(\[\[)?{re.escape(key)}\b")
            if key not in _KEYS:
                self._tell(_stray(key, _KEYS), line)
            elif key in _TEXTS and not isinstance(value, str):
                self._tell(f"{key} 须是文字，请加引号。", line)
            elif key not in _TABLES:
                values[key] = value
        self._needed(values)
        if values.get("id") and not TEMPLATE_ID.fullmatch(values["id"]):
            told = f"id“{values['id']}”只能用小写字母、数字和连字符，字母开头。"
            self._tell(told, self._line(r"^\s*id\b"))
        for key, known in (("kind", ("plain", *KINDS)), ("style", profiles())):
            own = key == "style" and str(values.get(key)).endswith(".toml")
            if key in values and values[key] not in known and not own:
                told = f"{key}“{values[key]}”没有，{hint(values[key], known)}"
                self._tell(told, self._line(rf"^\s*{key}\b"))

    def _needed(self, values: Mapping[str, Any]) -> None:
        for key in ("id", "title"):
            if not values.get(key) and key not in self._given:
                self._tell(f"缺少 {key}，请补上。")
            elif values.get(key) == "":
                self._tell(f"{key} 是空的，请写上。", self._line(rf"^\s*{key}\b"))

    def _tables(self, name: str, needed: str) -> Iterator[dict[str, Any]]:
        given = self._given.get(name, [])
        line = self._line(rf"^\s*(\[\[?)?{name}\b")
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._tell(f"{name} 须写成 [[{name}]]，一项一段。", line)
            return
        for one in given:
            if needed and not isinstance(one.get(needed), str):
                self._tell(f"[[{name}]] 缺少 {needed}，请补上。", line)
            else:
                yield one

    def _field(self, given: Mapping[str, Any], within: str, seen: int) -> tuple[Field, int]:
        """Return a field, and the line it was found at: the next is looked for after it."""
        name = str(given.get("id", ""))
        line = self._line(rf"\bid\s*=\s*[\"']{re.escape(name)}[\"']", seen) or seen
        where = f"{within}字段“{name}”"
        for told, key in _field_faults(given):
            self._tell(f"{where}{told}", self._line_in(key, line))
        parts, last = [], line
        inner = given.get("item", ())
        for one in inner if isinstance(inner, list) else ():
            if isinstance(one, dict):
                part, last = self._field(one, f"{where}的", last)
                parts.append(part)
        return _made(given, tuple(parts)), last

    def _line_in(self, key: str, line: int) -> int:
        """Return the line of a key in the section around a line, that line itself if it is not there."""
        if not line:
            return 0
        above = [n for n in range(line) if self._lines[n].lstrip().startswith("[")]
        start = above[-1] + 1 if above else 0
        section = takewhile(lambda text: not text.lstrip().startswith("["), self._lines[start:])
        found = (n for n, text in enumerate(section, start + 1) if re.match(rf"\s*{key}\b", text))
        return next(found, line) if key else line

    def _twice(self) -> None:
        """Tell of each name that two fields share: data could not be told apart."""
        seen: dict[str, str] = {}
        for number, one in enumerate(self._made.fields):
            if one.id in {other.id for other in self._made.fields[:number]}:
                self._tell(f"字段“{one.id}”有两个，请改一个的 id。", self._last_of(one.id))
                continue
            for name in sorted(set(one.names)):
                if seen.setdefault(name, one.id) != one.id:
                    told = f"字段 {seen[name]} 和 {one.id} 都叫“{name}”，请改一个。"
                    self._tell(told, self._last_of(one.id))

    def _last_of(self, name: str) -> int:
        pattern = re.compile(rf"\bid\s*=\s*[\"']{re.escape(name)}[\"']")
        return max((n for n, text in enumerate(self._lines, 1) if pattern.search(text)), default=0)

    def _units_beside(self, fields: Sequence[Field]) -> None:
        """Tell of units that a field takes from another which does not stand beside it."""
        beside = {one.id for one in fields}
        for one in fields:
            if one.unit_field and one.unit_field not in beside:
                told = f"字段“{one.id}”的 unit_field“{one.unit_field}”不是同一组的字段，"
                line = self._line(rf"^\s*unit_field\s*=\s*[\"']{re.escape(one.unit_field)}[\"']")
                self._tell(told + hint(one.unit_field, beside), line)
            self._units_beside(one.item)

    def _years_known(self, fields: Sequence[Field]) -> None:
        """Tell of fields whose year days are to have and which are no year and no day of the document."""
        known = [one.id for one in self._made.fields if one.type in ("int", "date")]
        for one in fields:
            if one.year_field and (one.type != "date" or one.year_field not in known):
                told = f"字段“{one.id}”的 year_field“{one.year_field}”用不上：它自己要是日期，"
                line = self._line(rf"^\s*year_field\s*=\s*[\"']{re.escape(one.year_field)}[\"']")
                self._tell(f"{told}给年份的要是整数或日期字段，{hint(one.year_field, known)}", line)
            self._years_known(one.item)

    def _names_within(self) -> None:
        """Tell of names in the pattern of file names that no field has."""
        known = self._made.known
        for name in re.findall(r"\{(\w+)\}", self._made.values.get("file_name", "")):
            if name not in known:
                told = f"file_name 里的“{{{name}}}”不是字段，{hint(name, known)}"
                self._tell(told, self._line(r"^\s*file_name\b"))


def _stray(key: str, known: Collection[str]) -> str:
    return f"不认识“{key}”，{hint(key, known)}"


def _field_faults(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a field, as the end of a sentence, and the key it is about."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", str(given.get("id", ""))):
        yield "的 id 只能用小写字母、数字和下划线，字母开头。", "id"
    for key in given:
        if key not in _FIELD_KEYS:
            yield _stray(key, _FIELD_KEYS), key
    for key, told in _of_wrong_kind(given):
        yield told, key
    kind, scope = given.get("type", "text"), given.get("scope", "unit")
    for value, known, what, key in (
        (kind, TYPES, "类型", "type"),
        (scope, SCOPES, "范围", "scope"),
    ):
        if isinstance(value, str) and value not in known:
            yield f"的{what}“{value}”不对，{hint(value, known)}", key
    if kind == "choice" and not given.get("choices"):
        yield "是选择项，却没有给出 choices。", "type"
    if kind == "list" and not given.get("item"):
        yield "是列表，却没有给出 item。", "type"


def _of_wrong_kind(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the keys of a field whose values are of a wrong kind, with the end of a sentence."""
    for key, value in given.items():
        if key in _FIELD_TEXTS and not isinstance(value, str):
            yield key, f"的 {key} 须是文字，请加引号。"
        elif key in _FIELD_NUMBERS and not _is_number(value):
            yield key, f"的 {key} 须是数字，不加引号。"
        elif key in _FIELD_COUNTS and (value < 0 or value != int(value)):
            yield key, f"的 {key} 须是不小于 0 的整数。"
        elif key in _FIELD_LISTS and not _is_texts(value):
            yield key, f'的 {key} 须写成 ["甲", "乙"] 的样子。'
        elif key == "required" and not isinstance(value, bool):
            yield key, "的 required 须是 true 或 false，不加引号。"
        elif key == "item" and not (
            isinstance(value, list) and all(isinstance(one, dict) for one in value)
        ):
            yield key, "的 item 须写成 [[field.item]]，一项一段。"
        elif key == "pattern" and not _is_pattern(value):
            yield key, f"的 pattern“{value}”不是有效的正则表达式。"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _made(given: Mapping[str, Any], item: Sequence[Field]) -> Field:
    """Return a field of what is usable in its table; what is not has been told."""
    wrong = {key for key, _ in _of_wrong_kind(given)}
    usable = {key: value for key, value in given.items() if key not in wrong}
    name = str(usable.get("id", ""))
    return Field(
        id=name,
        label=usable.get("label", name),
        type=usable.get("type", "text"),
        required=usable.get("required", False),
        scope=usable.get("scope", "unit"),
        help=usable.get("help", ""),
        example=usable.get("example"),
        default=usable.get("default"),
        aliases=tuple(usable.get("aliases", ())),
        units=tuple(usable.get("units", ())),
        unit_field=usable.get("unit_field", ""),
        year_field=usable.get("year_field", ""),
        choices=tuple(usable.get("choices", ())),
        pattern=usable.get("pattern", ""),
        minimum=usable.get("min_items", usable.get("min")),
        maximum=usable.get("max_items", usable.get("max")),
        max_length=int(usable.get("max_length", 0)),
        item=tuple(item),
    )
