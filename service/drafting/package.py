"""Template packages: a folder with a manifest, a body and samples; shipped ones and an office's own."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import templates as shipped
from service.drafting.fields import SCOPES, TYPES, Field
from service.drafting.filters import BodyError
from service.errors import BadData, NotFound, StorageUnavailable
from service.templating import Body, compile_body

MANIFEST, BODY = "template.toml", "body.j2"
SAMPLES = ("minimal", "full")
"""Samples that every package has."""
_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
_MANIFEST_KEYS = {
    *("id", "title", "kind", "version", "style", "file_name", "source", "field", "help", "sample")
}
_FIELD_KEYS = {
    *("id", "label", "type", "required", "scope", "help", "example", "default", "aliases"),
    *("choices", "pattern", "min", "max", "min_items", "max_items", "max_length", "item"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a template package: file, line (0 if not known), one Chinese sentence."""

    file: str
    line: int
    message: str


class FaultyTemplate(BadData):
    """A template package that cannot be used; `facts["faults"]` lists everything wrong with it."""

    code = "faulty-template"


@dataclass(frozen=True, slots=True)
class Template:
    """A template package, read and checked.

    Attributes:
        kind: what prepares its values: `plain`, or one of `service.drafting.kinds`.
        style: id of its style profile.
        file_name: pattern for the names of files, with `{field}` for values.
        sources: where its text and figures are from, keys of `corpora/sources.toml`.
        more_samples: further samples beside `SAMPLES`: name and title.
        read: gives the text of a file of the package.
    """

    id: str
    title: str
    kind: str
    version: str
    style: str
    file_name: str
    help: str
    sources: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    more_samples: tuple[tuple[str, str], ...]
    read: Callable[[str], str]

    def body(self) -> Body:
        """Return the body, ready to be filled."""
        return _body(self.read(BODY))

    @property
    def sample_names(self) -> tuple[str, ...]:
        """The names of all samples."""
        return (*SAMPLES, *(name for name, _ in self.more_samples))

    def samples(self, name: str = "full") -> list[dict[str, Any]]:
        """Return a sample; after the full one those of further units (`samples/units.json`), if any.

        Raises:
            NotFound: the template has no such sample.
        """
        if name != "full":
            return [self.sample(name)]
        try:
            more = json.loads(self.read("samples/units.json"))
        except (FileNotFoundError, StorageUnavailable):
            more = []
        return [self.sample("full"), *more]

    def sample(self, name: str) -> dict[str, Any]:
        """Return a sample by name: data as a request takes it.

        Raises:
            NotFound: the template has no such sample.
        """
        if name not in self.sample_names:
            known = "、".join(self.sample_names)
            raise NotFound(f"模板“{self.id}”没有名为“{name}”的示例，可用：{known}。", sample=name)
        data: dict[str, Any] = json.loads(self.read(f"samples/{name}.json"))
        return data


@cache
def _body(source: str) -> Body:
    return compile_body(source)


def templates(folder: str = "") -> tuple[Template, ...]:
    """Return all templates, shipped ones and those of an office's folder, by id.

    Raises:
        FaultyTemplate: one of the office's cannot be used.
    """
    own = sorted(Path(folder).glob(f"*/{MANIFEST}")) if folder else []
    found = [find_template(name) for name in shipped.folders()]
    return (*found, *(open_template(path.parent) for path in own))


@cache
def _shipped(name: str) -> Template:
    return _open(name, lambda file: _shipped_text(f"{name}/{file}"))


@cache
def _shipped_text(path: str) -> str:
    return shipped.text(path)


def find_template(name: str, folder: str = "") -> Template:
    """Return a template by id, or from a path of a folder.

    Raises:
        NotFound: there is none; the message names what there is.
        FaultyTemplate: it cannot be used.
    """
    if name in shipped.folders():
        return _shipped(name)
    for path in (Path(folder) / name if folder else None, Path(name)):
        if path is not None and (path / MANIFEST).is_file():
            return open_template(path)
    known = "、".join(shipped.folders())
    raise NotFound(f"没有名为“{name}”的模板，可用：{known}。", template=name)


def open_template(folder: Path) -> Template:
    """Return the template in a folder.

    Raises:
        FaultyTemplate: it cannot be used; every fault is told at once.
    """
    return _open(folder.name, _reader(folder))


def _reader(folder: Path) -> Callable[[str], str]:
    def read(file: str) -> str:
        try:
            return (folder / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as trouble:
            raise StorageUnavailable(
                f"读不到模板文件“{folder / file}”，请检查文件是否存在、是否为 UTF-8。"
            ) from trouble

    return read


def _open(name: str, read: Callable[[str], str]) -> Template:
    manifest, faults = _manifest(read(MANIFEST))
    fields = tuple(_field(one, faults, "") for one in manifest.get("field", []))
    faults += _twice(fields)
    faults += _body_faults(read(BODY), fields, str(manifest.get("kind", "plain")))
    if faults:
        raise FaultyTemplate(
            f"模板“{name}”有 {len(faults)} 处问题：{faults[0].message}",
            faults=[{"file": f.file, "line": f.line, "message": f.message} for f in faults],
        )
    return Template(
        id=manifest["id"],
        title=manifest["title"],
        kind=manifest.get("kind", "plain"),
        version=str(manifest.get("version", "1")),
        style=manifest.get("style", "gbt9704"),
        file_name=manifest.get("file_name", manifest["title"]),
        help=manifest.get("help", ""),
        sources=tuple((s["key"], s.get("note", "")) for s in manifest.get("source", [])),
        fields=fields,
        more_samples=tuple((s["name"], s.get("title", "")) for s in manifest.get("sample", [])),
        read=read,
    )


def _manifest(text: str) -> tuple[dict[str, Any], list[Fault]]:
    try:
        manifest = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise FaultyTemplate(f"{MANIFEST} 不是有效的 TOML（{trouble}），请检查。") from trouble
    faults = [_stray(key, _MANIFEST_KEYS, "") for key in manifest if key not in _MANIFEST_KEYS]
    for key in ("id", "title"):
        if not isinstance(manifest.get(key), str):
            raise FaultyTemplate(f"{MANIFEST} 缺少 {key}，请补上。")
    if not _ID.fullmatch(manifest["id"]):
        faults.append(
            Fault(MANIFEST, 0, f"id“{manifest['id']}”只能用小写字母、数字和连字符，字母开头。")
        )
    return manifest, faults


def _stray(key: str, known: set[str], within: str) -> Fault:
    near = get_close_matches(key, sorted(known), n=1)
    hint = f"是不是 {near[0]}？" if near else f"可用：{'、'.join(sorted(known))}。"
    return Fault(MANIFEST, 0, f"{within}不认识“{key}”，{hint}")


def _field(given: dict[str, Any], faults: list[Fault], within: str) -> Field:
    name = str(given.get("id", ""))
    where = f"{within}字段“{name}”"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        faults.append(Fault(MANIFEST, 0, f"{where}的 id 只能用小写字母、数字和下划线，字母开头。"))
    faults += [_stray(key, _FIELD_KEYS, where) for key in given if key not in _FIELD_KEYS]
    kind, scope = given.get("type", "text"), given.get("scope", "unit")
    for value, known, what in ((kind, TYPES, "类型"), (scope, SCOPES, "范围")):
        if value not in known:
            faults.append(
                Fault(MANIFEST, 0, f"{where}的{what}“{value}”不对，可用：{'、'.join(known)}。")
            )
    if kind == "choice" and not given.get("choices"):
        faults.append(Fault(MANIFEST, 0, f"{where}是选择项，却没有给出 choices。"))
    if kind == "list" and not given.get("item"):
        faults.append(Fault(MANIFEST, 0, f"{where}是列表，却没有给出 item。"))
    return Field(
        id=name,
        label=str(given.get("label", name)),
        type=kind,
        required=bool(given.get("required", False)),
        scope=scope,
        help=str(given.get("help", "")),
        example=given.get("example"),
        default=given.get("default"),
        aliases=tuple(given.get("aliases", ())),
        choices=tuple(given.get("choices", ())),
        pattern=str(given.get("pattern", "")),
        minimum=given.get("min_items", given.get("min")),
        maximum=given.get("max_items", given.get("max")),
        max_length=int(given.get("max_length", 0)),
        item=tuple(_field(one, faults, f"{where}的") for one in given.get("item", ())),
    )


def _twice(fields: tuple[Field, ...]) -> list[Fault]:
    """Return a fault for each name that two fields share: data could not be told apart."""
    seen: dict[str, str] = {}
    faults = []
    for one in fields:
        faults += [
            Fault(MANIFEST, 0, f"字段 {seen[name]} 和 {one.id} 都叫“{name}”，请改一个。")
            for name in sorted(set(one.names))
            if seen.setdefault(name, one.id) != one.id
        ]
    return faults


def _body_faults(source: str, fields: tuple[Field, ...], kind: str) -> list[Fault]:
    from service.drafting.kinds import prepared_names

    try:
        body = _body(source)
    except BodyError as trouble:
        return [Fault(BODY, trouble.line, str(trouble))]
    known = {one.id for one in fields} | prepared_names(kind)
    faults = []
    for name in sorted(body.variables - known):
        near = get_close_matches(name, sorted(known), n=1)
        line = next((n for n, text in enumerate(source.split("\n"), 1) if name in text), 0)
        hint = f"是不是 {near[0]}？" if near else "请先在清单里加上这个字段。"
        faults.append(Fault(BODY, line, f"正文第 {line} 行用到了没有的字段“{name}”，{hint}"))
    return faults
