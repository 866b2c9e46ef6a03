"""Writes the reference pages of `docs/` from what the program itself says; `--check` only compares.

Usage: `python docs/build.py` writes `rules.md`, `clauses.md`, `cli.md`, `http.md`; with `--check` it
writes nothing and ends with status 1 when a page is stale. The pages hold no date, width or setting of a
machine.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # for a clone that is not installed

import cli
import corpora
from nlp.rules import Example, Rule, load
from service.api.app import create_app
from service.api.errors import RESPONSES
from service.linting.explaining import explained
from service.naming import relation_rules
from service.settings import Settings

_MADE = "<!-- 由 docs/build.py 生成，请勿手改。 -->\n"
_SEVERITY = {"error": "必须修改", "warning": "请再斟酌", "advice": "建议"}
_METHODS = ("get", "post", "put", "patch", "delete")
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "array": "列表",
    "object": "对象",
}


def pages() -> dict[str, str]:
    """Return the text of every generated page by file name."""
    made = {
        "rules.md": _rules(),
        "clauses.md": _clauses(),
        "cli.md": _commands(),
        "http.md": _operations(),
    }
    return {name: _MADE + "\n".join(lines) + "\n" for name, lines in made.items()}


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield _row(head)
    yield "|" + "---|" * len(head)
    yield from map(_row, rows)
    yield ""


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


# --- rules.md ------------------------------------------------------------------------------------


def _rules() -> Iterator[str]:
    rules = sorted(load(), key=lambda one: one.id)
    yield "# 规则\n"
    yield f"一个名称的规则共 {len(rules)} 条，两个名称之间的关系规则见文末。\n"
    yield from _table(
        ("编号", "查什么", "轻重", "接口中的名称"),
        [(one.id, one.title, _SEVERITY[one.severity], one.name) for one in rules],
    )
    for one in rules:
        yield from _rule(one)
    yield "## 两个名称之间的关系规则\n"
    yield from _table(
        ("编号", "说的是什么", "例", "依据"),
        [(*row[:3], _title(row[3])) for row in _relations()],
    )


def _rule(one: Rule) -> Iterator[str]:
    yield f"## {one.id} {one.title}\n"
    yield f"- 轻重：{_SEVERITY[one.severity]}"
    yield f"- 为什么：{' '.join(one.rationale.split())}"
    yield f"- 提示：{one.message}"
    yield f"- 怎么办：{one.suggestion}"
    yield f"- 依据：{'；'.join(map(_title, one.sources))}"
    yield f"- 正例：{_examples(one.good)}"
    yield f"- 反例：{_examples(one.bad)}\n"


def _examples(examples: tuple[Example, ...]) -> str:
    return "、".join(f"`{one.text}`{_around(one)}" for one in examples) or "（无）"


# What an example may tell of a name's surroundings (`nlp.rules.CheckContext`, and the registry).
_FACTS = {
    "unit": "单位",
    "level": "层级",
    "place": "所在地",
    "work": "本职工作",
    "meaning": "含义",
    "forbidden": "禁用词",
    "negative": "忌谐音",
    "registered": "台账已有",
    "status": "其状态",
}
_WORDS = {
    "retired": "已停用",
    "national": "全国",
    "province": "省级",
    "city": "市级",
    "county": "县级",
}


def _around(one: Example) -> str:
    """Return the facts an example needs, in brackets, or nothing."""
    told = [f"{_FACTS[key]}：{_value(value).rstrip('。')}" for key, value in one.context.items()]
    return f"（{'；'.join(told)}）" if told else ""


def _value(value: object) -> str:
    return "、".join(value) if isinstance(value, list) else _WORDS.get(str(value), str(value))


def _title(key: str) -> str:
    known = corpora.sources()
    source = known.get(key) or known[key.split("-")[0]]
    return f"{key}《{source['title']}》"


def _relations() -> list[tuple[str, ...]]:
    return [(one.id, one.says, one.example, one.source) for one in relation_rules()]


# --- clauses.md ----------------------------------------------------------------------------------


def _clauses() -> Iterator[str]:
    layout, text = (
        [one for one in explained() if one.id.startswith(kind)] for kind in ("GW", "PR")
    )
    yield "# 检查公文的条目\n"
    yield (
        "`pinwen lint` 的报告里，GW 开头的是格式条目，PR 开头的是文字条目；`pinwen rules GW101` 说明一条。"
        "约束力一栏：规定、一般、推荐、可以是标准的用词，推算由标准推出，实务是通行做法，"
        "事实由文件本身证明。\n"
    )
    yield f"## 格式（{len(layout)} 条）\n"
    yield from _table(
        ("编号", "条号", "约束力", "要求", "怎么查"),
        [(one.id, one.clause, one.strength, one.title, one.proved_by) for one in layout],
    )
    yield f"## 文字（{len(text)} 条）\n"
    yield from _table(
        ("编号", "约束力", "为什么", "提示", "反例"),
        [
            (one.id, one.strength, one.title, one.message, one.examples[0] if one.examples else "")
            for one in text
        ],
    )


# --- cli.md --------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    top = cli.parser()
    yield "# 命令\n"
    yield f"{top.description} 下面的内容与 `pinwen 命令 --help` 相同。\n"
    yield f"{top.epilog}\n"
    for name, help_, one in commands(top):
        yield f"## {name}\n"
        yield f"{help_}\n"
        rows = [_argument(action) for action in one._actions if _shown(action)]
        if rows:
            yield from _table(("参数", "说明"), rows)


def commands(
    parser: argparse.ArgumentParser, before: str = "pinwen"
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Yield every command that can be run: its words, its help, its parser."""
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        told = {one.dest: one.help or "" for one in action._choices_actions}
        for name, one in action.choices.items():
            words = f"{before} {name}"
            deeper = list(commands(one, words))
            yield from deeper or [(words, told.get(name, ""), one)]


def _shown(action: argparse.Action) -> bool:
    return action.help != argparse.SUPPRESS and not isinstance(action, argparse._HelpAction)


def _argument(action: argparse.Action) -> tuple[str, str]:
    value = action.metavar if isinstance(action.metavar, str) else action.dest
    if not action.option_strings:
        optional = action.nargs in ("?", "*")
        name = f"[{value}]" if optional else value
        name += " …" if action.nargs in ("*", "+") else ""
    else:
        name = "、".join(action.option_strings) + ("" if action.nargs == 0 else f" {value}")
    told = [action.help or ""]
    if action.choices:
        told.append("可用：" + "、".join(map(str, action.choices)))
    if action.required and action.option_strings:
        told.append("必填")
    return f"`{name}`", "；".join(text for text in told if text)


# --- http.md -------------------------------------------------------------------------------------


def _operations() -> Iterator[str]:
    described = create_app(Settings()).openapi()
    yield "# 网页接口\n"
    yield f"{described['info']['description']}\n"
    yield "完整的接口描述在 `/openapi.json`，可以试用的页面在 `/docs`，都不需要互联网。\n"
    for path, methods in described["paths"].items():
        for method in _METHODS:
            if method in methods:
                yield from _operation(method, path, methods[method], described)
    yield "## 错误\n"
    yield "`code` 供程序判断，`detail` 给人看，`errors` 指明是哪一项，`request_id` 便于查日志。\n"
    rows = [(str(status), told["description"]) for status, told in RESPONSES.items()]
    yield from _table(("状态", "意思"), rows)


def _operation(
    method: str, path: str, one: dict[str, Any], described: dict[str, Any]
) -> Iterator[str]:
    yield f"## {method.upper()} {path}\n"
    yield f"{one.get('summary', '')}。\n"
    rows = [
        (
            f"`{p['name']}`",
            "路径" if p["in"] == "path" else "网址 ?后面",
            _kind(p["schema"]),
            "是" if p.get("required") else "",
            _said(p["schema"] | p),
        )
        for p in one.get("parameters", [])
        if p["in"] != "header"
    ]
    for media, content in one.get("requestBody", {}).get("content", {}).items():
        yield f"请求内容：`{media}`\n"
        schema = _resolved(content.get("schema", {}), described)
        needed = schema.get("required", [])
        for name, field in schema.get("properties", {}).items():
            rows.append(
                (f"`{name}`", "内容", _kind(field), "是" if name in needed else "", _said(field))
            )
    if rows:
        yield from _table(("项", "写在", "类型", "必填", "说明"), rows)


def _resolved(schema: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    if not reference:
        return schema
    found: dict[str, Any] = described["components"]["schemas"][reference.rsplit("/", 1)[1]]
    return found


def _said(field: dict[str, Any]) -> str:
    return str(field.get("description") or field.get("title") or "")


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return "对象"
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return "或".join(dict.fromkeys(kinds))
    if "contentMediaType" in schema or schema.get("format") == "binary":
        return "文件"
    if schema.get("type") == "array" and _kind(schema["items"]) == "文件":
        return "文件，可多个"
    return _TYPES.get(str(schema.get("type", "")), "")


def main() -> int:
    """Write the pages, or compare them; return the exit status."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="only compare")
    only_check = options.parse_args().check
    stale = 0
    for name, text in pages().items():
        path = HERE / name
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        if old == text:
            continue
        stale += 1
        if only_check:
            lines = difflib.unified_diff(
                old.splitlines(), text.splitlines(), f"docs/{name}", "generated", lineterm="", n=1
            )
            sys.stdout.write("\n".join(lines) + "\n")
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    if only_check and stale:
        sys.stdout.write(f"{stale} stale: run python docs/build.py\n")
    return int(bool(only_check and stale))


if __name__ == "__main__":
    sys.exit(main())
