"""Templates as others see them: their JSON shape, a check of a package, a new package to start from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from service.drafting.drafts import draft
from service.drafting.fields import Field, json_schema
from service.drafting.package import (
    BODY,
    MANIFEST,
    Fault,
    FaultyTemplate,
    Template,
    open_template,
)
from service.errors import BadData, Conflict, ServiceError, StorageUnavailable
from service.tables import make_folder, write_whole


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
    try:
        template = open_template(folder)
    except FaultyTemplate as trouble:
        faults: Any = trouble.facts.get("faults")
        if not faults:
            return (Fault(MANIFEST, 0, trouble.message),)
        return tuple(Fault(one["file"], one["line"], one["message"]) for one in faults)
    except StorageUnavailable as trouble:
        return (Fault(MANIFEST, 0, trouble.message),)
    return tuple(
        fault for name in template.sample_names for fault in _sample_faults(template, name)
    )


def _sample_faults(template: Template, name: str) -> list[Fault]:
    file = f"samples/{name}.json"
    try:
        draft(template, template.sample(name))
    except (StorageUnavailable, json.JSONDecodeError) as trouble:
        return [
            Fault(file, getattr(trouble, "lineno", 0), f"读不到示例数据（{trouble}），请补上。")
        ]
    except ServiceError as trouble:
        problems: Any = trouble.facts.get("problems")
        told = [one["message"] for one in problems] if problems else [trouble.message]
        return [Fault(file, 0, message) for message in told]
    return []


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
    if not folder.name.replace("-", "").isalnum() or not folder.name.isascii():
        raise BadData("模板文件夹的名字只能用小写字母、数字和连字符。", path=str(folder))
    make_folder(folder / "samples")
    name = title or folder.name
    write_whole(folder / MANIFEST, _MANIFEST.format(id=folder.name, title=name).encode())
    write_whole(folder / BODY, _BODY.format(title=name).encode())
    for sample, data in _SAMPLES.items():
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_whole(folder / "samples" / f"{sample}.json", text.encode())
    return folder
