"""Templates as others see them: their JSON shape, a check of a package, a new package to start from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import templates as shipped
from service.drafting.drafts import draft
from service.drafting.fields import Field, validate
from service.drafting.json_schemas import json_schema
from service.drafting.manifest import MANIFEST, TEMPLATE_ID, Fault, read_manifest
from service.drafting.package import BODY, SAMPLES, Template, body_faults, open_template
from service.errors import BadData, Conflict, ServiceError
from service.whole_files import make_folder, write_whole


def template_wire(template: Template) -> dict[str, Any]:
    """Return a template as JSON values, its JSON Schema among them."""
    return {
        "schema": "pinwen.template/1",
        "id": template.id,
        "title": template.title,
        "kind": template.kind,
        "version": template.version,
        "style": template.style,
        "help": template.help,
        "sample_titles": {"minimal": "只填必填项", "full": "各项都填"}
        | dict(template.more_samples),
        "sources": [{"key": key, "note": note} for key, note in template.sources],
        "fields": [_field(one) for one in template.fields],
        "data": json_schema(template.fields, title=template.title),
    }


def _field(one: Field) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": one.id,
        "label": one.label,
        "type": one.type,
        "must": "是" if one.required else "",
        "scope": one.scope,
        "help": one.help,
    }
    if one.item:
        shape["item"] = [_field(part) for part in one.item]
    return shape


def check_package(folder: Path) -> tuple[Fault, ...]:
    """Return everything wrong with a template package: manifest, body, samples; empty when all is well."""
    faults: list[Fault] = []
    manifest = read_manifest(_read(folder, MANIFEST, faults) or "")
    if not faults:
        faults += manifest.faults
        faults += _id_faults(folder, str(manifest.values.get("id", "")))
    body = _read(folder, BODY, faults)
    # What a body uses can only be told from fields that were read.
    if body is not None and manifest.fields:
        faults += body_faults(body, manifest)
    names = (*SAMPLES, *(one["name"] for one in manifest.values.get("sample", ())))
    fields = () if manifest.faults else manifest.fields
    for name in names:
        faults += _sample_faults(folder, f"samples/{name}.json", fields)
    return tuple(faults) or tuple(_drafting_faults(open_template(folder)))


def _id_faults(folder: Path, name: str) -> Iterator[Fault]:
    """Yield what keeps a template from being found: it is looked for by folder, ours first."""
    where = folder.resolve()
    if TEMPLATE_ID.fullmatch(name) and name != where.name:
        yield Fault(MANIFEST, 0, f"id“{name}”与文件夹的名字“{where.name}”不同，请改成一样的。")
    if where.name in shipped.folders() and where.parent != Path(shipped.__file__).parent.resolve():
        yield Fault(MANIFEST, 0, f"“{where.name}”是自带模板的编号，请给文件夹和 id 另取名字。")


def _read(folder: Path, file: str, faults: list[Fault]) -> str | None:
    try:
        return (folder / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.append(Fault(file, 0, "没有这个文件，请补上。"))
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(file, 0, "读不出来，请存成 UTF-8 编码的文本。"))
    return None


def _sample_faults(folder: Path, file: str, fields: Sequence[Field]) -> list[Fault]:
    """Return what is wrong with a sample by itself: its JSON, and its fields if these are sound."""
    faults: list[Fault] = []
    text = _read(folder, file, faults)
    if text is None:
        return faults
    try:
        data = json.loads(text)
    except json.JSONDecodeError as trouble:
        told = "不是有效的 JSON，请检查这里的引号、逗号和括号。"
        return [Fault(file, trouble.lineno, told)]
    if not isinstance(data, dict):
        return [Fault(file, 1, "最外层须是一对花括号，里面是各字段的值。")]
    problems = validate(fields, data).problems if fields else ()
    return [Fault(file, _line_of(text, one.path), one.message) for one in problems]


def _line_of(text: str, path: str) -> int:
    """Return the line of a sample in which the last named part of a JSON pointer stands, 0 if in none."""
    _, *names = (name for name in path.split("/") if not name.isdecimal())
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if f'"{names[-1]}"' in line), 0)


def _drafting_faults(template: Template) -> Iterator[Fault]:
    """Yield what keeps documents from being made of the samples of a sound package."""
    for name in template.sample_names:
        try:
            draft(template, template.sample(name))
        except ServiceError as trouble:
            problems: Any = trouble.facts.get("problems")
            told = [one["message"] for one in problems] if problems else [trouble.message]
            yield from (Fault(f"samples/{name}.json", 0, message) for message in told)


_MANIFEST = """# 模板清单：编号、名称、字段。字段的类型有 text long int number date month bool choice list。
id = "{id}"
title = "{title}"
kind = "plain"
version = "1"
style = "gbt9704"
file_name = "{{unit_name}}_{title}"

[[field]]
id = "unit_name"
label = "单位名称"
required = true
example = "示范党支部"

[[field]]
id = "day"
label = "日期"
type = "date"

[[field]]
id = "matters"
label = "事项"
type = "list"

[[field.item]]
id = "text"
label = "内容"
type = "long"
required = true
"""
_BODY = """{{# 每行一段。行首记号：# 标题，## 至 ##### 各级标题，@ 顶格，> 落款，| 表格；其余是正文。 #}}
# {title}
@ {{{{ unit_name }}}}：
{{% for matter in matters %}}
## {{{{ matter.text|stop }}}}
{{% endfor %}}
> {{{{ unit_name }}}}
> {{{{ day|date }}}}
"""
_SAMPLES = {
    "minimal": {"unit_name": "示范党支部"},
    "full": {"unit_name": "示范党支部", "day": "2026-03-05", "matters": [{"text": "第一件事"}]},
}


def new_package(folder: Path, title: str) -> Path:
    """Make a template package to start from, and return its folder.

    Raises:
        Conflict: the folder is there already.
        BadData: its name is no id.
        StorageUnavailable: it cannot be written.
    """
    if folder.exists():
        raise Conflict(f"文件夹“{folder}”已存在，请换一个名字。", path=str(folder))
    if not TEMPLATE_ID.fullmatch(folder.name):
        raise BadData(
            "模板文件夹的名字就是模板编号，只能用小写字母、数字和连字符，字母开头，例如 模板/tongzhi。",
            path=str(folder),
        )
    if folder.name in shipped.folders():
        raise Conflict(f"已有自带的模板“{folder.name}”，请换一个名字。", path=str(folder))
    make_folder(folder / "samples")
    name = title or folder.name
    write_whole(folder / MANIFEST, _MANIFEST.format(id=folder.name, title=name).encode())
    write_whole(folder / BODY, _BODY.format(title=name).encode())
    for sample, data in _SAMPLES.items():
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_whole(folder / "samples" / f"{sample}.json", text.encode())
    return folder
