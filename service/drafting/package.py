"""Template packages: a folder with a manifest, a body and samples; shipped ones and an office's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import templates as shipped
from service.drafting.bodies import Body
from service.drafting.fields import Field
from service.drafting.filters import BodyError
from service.drafting.manifest import MANIFEST, Fault, Manifest, read_manifest
from service.errors import BadData, NotFound, ServiceError, StorageUnavailable
from service.nearness import nearest
from service.templating import compile_body, fields_used

BODY = "body.j2"
SAMPLES = ("minimal", "full")
"""Samples that every package has."""


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


def templates(folder: str = "", faults: list[str] | None = None) -> tuple[Template, ...]:
    """Return all templates, shipped ones and those of an office's folder, by id.

    Args:
        folder: that of the office's own, empty for none.
        faults: takes what is wrong with those that cannot be used, and with the folder.
    """
    told = [] if faults is None else faults
    found = [find_template(name) for name in shipped.folders()]
    if folder and not Path(folder).is_dir():
        told.append(f"设置项 templates 指明的文件夹“{folder}”不存在，请检查。")
    for path in sorted(Path(folder).glob(f"*/{MANIFEST}")) if folder else ():
        try:
            found.append(open_template(path.parent))
        except ServiceError as trouble:
            told.append(trouble.message)
    return tuple(found)


@cache
def _shipped(name: str) -> Template:
    # Tests try the bodies of ours; to compile one takes longer than most that is done with its fields.
    return _open(name, lambda file: _shipped_text(f"{name}/{file}"), try_body=False)


@cache
def _shipped_text(path: str) -> str:
    return shipped.text(path)


def find_template(name: str, folder: str = "") -> Template:
    """Return a template by id, or from a path of a folder.

    Raises:
        NotFound: there is none; the message names what there is.
        FaultyTemplate: it cannot be used.
    """
    where = located(name, folder)
    return _shipped(where) if where in shipped.folders() else open_template(Path(where))


def located(name: str, folder: str = "") -> str:
    """Return where a template is: the id of one of ours, else the whole path of its folder.

    Raises:
        NotFound: there is none; the message names what there is.
    """
    if name in shipped.folders():
        return name
    for path in (Path(folder) / name if folder else None, Path(name)):
        if path is not None and (path / MANIFEST).is_file():
            return str(path.resolve())
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


def _open(name: str, read: Callable[[str], str], *, try_body: bool = True) -> Template:
    """Return a template whose files are read by a function.

    Raises:
        FaultyTemplate: manifest or body have faults.
        StorageUnavailable: one of them cannot be read.
    """
    manifest = read_manifest(read(MANIFEST))
    faults = [*manifest.faults, *(body_faults(read(BODY), manifest) if try_body else ())]
    if faults:
        raise FaultyTemplate(
            f"模板“{name}”有 {len(faults)} 处问题，请用 pinwen templates check 查看全部：{faults[0]}",
            faults=[{"file": f.file, "line": f.line, "message": f.message} for f in faults],
        )
    values = manifest.values
    return Template(
        id=values["id"],
        title=values["title"],
        kind=values.get("kind", "plain"),
        version=str(values.get("version", "1")),
        style=values.get("style", "gbt9704"),
        file_name=values.get("file_name", values["title"]),
        help=values.get("help", ""),
        sources=tuple((s["key"], s.get("note", "")) for s in values["source"]),
        fields=manifest.fields,
        more_samples=tuple((s["name"], s.get("title", "")) for s in values["sample"]),
        read=read,
    )


def body_faults(source: str, manifest: Manifest) -> list[Fault]:
    """Return everything wrong with a body that is to print the fields of a manifest.

    A body that cannot be read since something is left open is read as if it were closed at the end as well.
    """
    told = [
        one
        for text in dict.fromkeys((source, _closed(source)))
        for one in _body_told(text, manifest)
    ]
    # What is wrong in many places is told where it is first.
    first = {message: line for line, message in sorted(told, reverse=True) if message}
    return sorted(
        (Fault(BODY, line, message) for message, line in first.items()), key=lambda one: one.line
    )


def _body_told(source: str, manifest: Manifest) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a body, by line; nothing for what is right."""
    for path, line in fields_used(source):
        yield line, _unknown(path, manifest)
    try:
        _body(source)
    except BodyError as trouble:
        yield from ((one.line, one.message) for one in (trouble, *trouble.further))


_OPENING = re.compile(r"\{%-?\s*(for|if|endfor|endif)\b")


def _closed(source: str) -> str:
    """Return a body with an end for each `for` and `if` that has none."""
    still_open: list[str] = []
    for name in _OPENING.findall(source):
        if name in ("for", "if"):
            still_open.append(name)
        elif still_open and name == f"end{still_open[-1]}":
            still_open.pop()
    return source + "".join(f"{{% end{name} %}}" for name in reversed(still_open))


def _unknown(path: tuple[str, ...], manifest: Manifest) -> str:
    """Return what is wrong with a name that a body uses, through the lists it stands in; empty if nothing."""
    name, *parts = path
    if name not in manifest.known:
        return f"用到了没有的字段“{name}”，{_hint(name, manifest.known)}"
    # What a kind prepares has parts that no field tells of.
    if manifest.values.get("kind", "plain") != "plain":
        return ""
    one: Field | None = next(one for one in manifest.fields if one.id == name)
    for part in parts:
        inner = {below.id: below for below in one.item} if one else {}
        if part not in inner:
            return f"用到了没有的字段“{name}.{part}”，{_hint(part, inner)}"
        name, one = part, inner[part]
    return ""


def _hint(name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    return f"是不是 {near}？" if near else "请先在清单里加上这个字段。"
