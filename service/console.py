"""What a clerk reads on the terminal: Chinese text, tables in columns, safe on any console."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, TextIO

from nlp.quoting import quoted_name
from service.bounds import LEAST_LIKENESS
from service.clock import day_of
from service.texts import row_told

Json = dict[str, Any]

VERDICTS = {"pass": "可以使用", "reconsider": "请再斟酌", "reject": "不宜使用"}
LEVELS = {"same": "相同", "confusable": "近似", "fine": "可并存"}
RELATIONS = {
    "exact": "完全相同",
    "punctuation": "标点不同",
    "trad-simp": "繁简不同",
    "numeral": "数字写法",
    "homophone": "同音",
    "look-alike": "形近",
    "reorder": "换序",
    "containment": "包含",
    "shared-core": "核心相同",
    "abbreviation": "简称",
    "synonym": "近义",
    "pattern-only": "句式相同",
    "different": "不同",
}
SEVERITIES = {"error": "必须修改", "warning": "请再斟酌", "advice": "建议"}
STANDINGS = {
    "collision": "",
    "family": "（同一品牌家族，不算重复）",
    "accepted": "（已决定可并存）",
    "elsewhere": "（别的台账，供参考）",
}
REASONS = {
    "separator": "标点",
    "width": "全半角",
    "script": "繁简/异体",
    "numeral": "数字",
    "case": "大小写",
    "affix": "通用称谓",
    "invisible": "不可见字符",
}
ACTIONS = {
    "brand-add": "登记",
    "brand-change": "修改",
    "brand-rename": "更名",
    "brand-drafted": "改为草拟",
    "brand-applied": "改为申报中",
    "brand-reserved": "预留",
    "brand-registered": "改为已登记",
    "brand-retired": "停用",
    "brand-transferred": "划转",
    "decide": "决定",
    "import": "导入",
    "import-undo": "撤销导入",
    "keys-refresh": "更新比对写法",
    "organization-add": "新增党组织",
    "organization-change": "修改党组织",
    "organization-import": "导入党组织",
}
METHODS = {
    "image": "物象",
    "couplet": "四字对偶",
    "pun": "谐音",
    "work": "工作描述法",
    "number": "数字组合法",
    "place": "地名",
    "smallest-change": "最小改动",
}


# Control characters that a file may hold: a terminal would take them as commands.
_STEERING = {c: f"\\x{c:02x}" for c in (*range(32), *range(127, 160)) if chr(c) not in "\t\n"}


def prepare_streams() -> None:
    r"""Make the standard streams safe: no character may break a GBK or ASCII console.

    A terminal keeps its encoding and gets `\\u…` for what it cannot show; a pipe or file gets UTF-8
    unless PYTHONIOENCODING says otherwise.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """Return a text filled with spaces to a number of columns."""
    return text + " " * max(0, columns - width(text))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns, aligned by what they take on a terminal."""
    lines = [list(headings), *(list(map(str, row)) for row in rows)]
    columns = [max(width(line[i]) for line in lines) for i in range(len(headings))]
    return "\n".join(
        "  ".join(padded(cell, size) for cell, size in zip(line, columns, strict=True)).rstrip()
        for line in lines
    )


def check(report: Json, *, row: int = 0, sheet: str = "") -> str:
    """Return the check of one name as a clerk reads it; `row` is that of its file, 0 if there is none."""
    verdict = VERDICTS[report["verdict"]]
    place = f"{row_told(row, sheet)} " if row else ""
    lines = [f"{place}{quoted_name(report['name'])}：{verdict}（{report['score']['total']} 分）"]
    for finding in report["findings"]:
        basis = "、".join(finding["basis"])
        lines.append(f"  [{SEVERITIES[finding['severity']]}] {finding['message']}")
        lines.append(f"      {finding['suggestion']}（{finding['rule']}，依据 {basis}）")
    if not report["key"]:  # nothing could be looked at
        return "\n".join(lines)
    lines.append(f"  区分度：{report['distinctiveness']}")
    if report["neighbours"]:
        lines.append(f"  相近名称共 {report['neighbours_total']} 个：")
        lines += [f"    {_neighbour(neighbour)}" for neighbour in report["neighbours"]]
    points = "，".join(f"{c['title']} {c['points']}" for c in report["score"]["criteria"])
    note = report["score"]["note"]
    lines.append(f"  评分：{points}" + (f"（{note.rstrip('。')}）" if note else ""))
    return "\n".join(lines)


def _neighbour(value: Json) -> str:
    place = row_told(value["row"], value["sheet"]) if value["row"] else value["unit"] or "单位未填"
    kind = f"{LEVELS[value['level']]}·{RELATIONS[value['relation']]}"
    if value["now_called"]:
        place += f"，现名“{value['now_called']}”"
    return (
        f"[{kind}] {value['name']}（{place}）{STANDINGS[value['standing']]} {value['explanation']}"
    )


def compare(dossier: Json) -> str:
    """Return the dossier of two names as a clerk reads it."""
    lines = [
        f"{LEVELS[dossier['level']]}·{RELATIONS[dossier['relation']]}（{dossier['score']} 分）",
        f"  {dossier['explanation']}",
    ]
    if dossier["rules"]:
        lines.append(f"  依据：{'、'.join(dossier['rules'])}")
    if dossier["against"]:
        lines.append(f"  相反的理由：{'；'.join(dossier['against'])}")
    if dossier["set_aside"]:
        lines.append(f"  未计入的常用部分：{'、'.join(dossier['set_aside'])}")
    return "\n".join(lines)


def suggestions(items: Sequence[Json]) -> str:
    """Return proposals as a clerk reads them."""
    if not items:
        return "没有拟出能通过核名的名称，请多给几个本单位特有的词（--words）。"
    lines = []
    for number, item in enumerate(items, 1):
        lines.append(f"{number:>2}. {item['name']}（{METHODS[item['method']]}）{item['note']}")
        origin = "；".join(f"{piece['text']}——{piece['source']}" for piece in item["origin"])
        lines.append(f"    {origin}")
    return "\n".join(lines)


def similar(found: Json) -> str:
    """Return names that are alike in letters as a clerk reads them."""
    from service.exporting import shown_value

    asked = f"{quoted_name(found['name'])}字面相似度在 {_percent(found['at_least'])} 以上的"
    if not found["items"]:
        lower = "把 --at-least 调低再找" if found["at_least"] > LEAST_LIKENESS else "换几个字再找"
        return f"没有与{asked}名称，可以{lower}。"
    rows = [
        (
            _percent(one["likeness"]),
            one["name"],
            one["unit"],
            shown_value("status", one["status"]),
            one["id"],
        )
        for one in found["items"]
    ]
    lines = [table(("相似度", "品牌名称", "单位", "状态", "编号"), rows)]
    if found["total"] > len(rows):
        lines.append(f"与{asked}共 {found['total']} 个，这里列出最相似的 {len(rows)} 个。")
    lines.append("字面相似只说明用字相近，不等于重复；名称能不能用，请用 pinwen check 核名。")
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def rule(value: Json) -> str:
    """Return one rule as a clerk reads it."""
    pairs = zip(value["good"], value["good_meanings"], strict=True)
    good = "、".join(_example(text, meaning) for text, meaning in pairs)
    bad = "、".join(_example(one["text"], one["meaning"]) for one in value["bad"])
    return "\n".join(
        (
            f"{value['id']} {value['title']}（{SEVERITIES[value['severity']]}）",
            f"  为什么：{value['rationale']}",
            f"  怎么改：{value['suggestion']}",
            f"  依据：{'、'.join(value['sources'])}",
            f"  不会提醒的例子：{good}",
            f"  会提醒的例子：{bad}",
        )
    )


def _example(text: str, meaning: str) -> str:
    return f"“{text}”（内涵：{meaning.rstrip('。')}）" if meaning else f"“{text}”"


def relation_rule(value: Json) -> str:
    """Return one rule on two names as a clerk reads it."""
    return "\n".join(
        (
            f"{value['id']} 两个名称之间的规则",
            f"  内容：{value['says']}",
            f"  例子：{value['example']}",
            f"  依据：{value['source']}",
        )
    )


def brand(value: Json) -> str:
    """Return one brand as a clerk reads it: every field that is filled, then its family and its history."""
    from service.exporting import COLUMNS, shown_value

    fields = {"编号": value["id"]}
    for label, name in COLUMNS.items():
        text = (value["parent"] or {}).get("name", "") if name == "parent" else value[name]
        fields[label] = shown_value(name, text)
    fields["缺少的要素"] = "、".join(value["missing_elements"])
    lines = [f"{label}：{text}" for label, text in fields.items() if text]
    lines += [f"下级品牌：{one['name']}（{one['unit']}）" for one in value["children"]]
    lines += [_former(one) for one in value["former_names"]]
    lines += [_decision(one) for one in value["decisions"]]
    return "\n".join(lines)


def _former(value: Json) -> str:
    why = f"，{value['why']}" if value["why"] else ""
    return f"原为：{value['name']}（{value['unit']}），到 {day_of(value['until'])}（{value['who']}{why}）"


def _decision(value: Json) -> str:
    verdict = "可以" if value["verdict"] == "accepted" else "不可"
    names = "与".join(quoted_name(name) for name in value["names"])
    void = "（已更名，须重新决定）" if value["reopened_at"] else ""
    return (
        f"决定：{names}{verdict}并存{void}，{day_of(value['at'])}（{value['who']}，{value['why']}）"
    )


def note_told(message: str, sheet: str) -> str:
    """Return a note on a file, or on one of its sheets."""
    return f"工作表“{sheet}”：{message}" if sheet else message


def file_told(report: Json) -> list[str]:
    """Return the notes on a file that was read, and what is wrong with its rows, a line each."""
    return [
        *(note_told(note["message"], note["sheet"]) for note in report["notes"]),
        *map(_problem, report["problems"]),
    ]


def _problem(problem: Json) -> str:
    """Return what is wrong with a row, with its place and, if it lies in a column, the heading of that."""
    field = f"{problem['field']}：" if problem["field"] else ""
    return f"{row_told(problem['row'], problem['sheet'])} {field}{problem['message']}"


def imported(report: Json) -> str:
    """Return what an import did as a clerk reads it."""
    lines = file_told(report)
    counts = f"新增 {report['added']}，更新 {report['updated']}，不变 {report['unchanged']}"
    if report["warned"]:
        counts += f"，有提醒的 {report['warned']} 行"
    if report["repeated"]:
        lines.append("这个文件已经导入过，没有任何改动。")
    elif report["dry_run"]:
        lines.append(
            f"预览：共 {report['rows']} 行，{counts}，有错误的 {report['skipped']} 行；没有写入。"
        )
    elif report["imported"]:
        lines.append(
            f"已导入：共 {report['rows']} 行，{counts}，跳过 {report['skipped']} 行；"
            f"批次号 {report['import_id']}（可用 registry undo 撤销）。"
        )
    else:
        lines.append(
            f"没有导入：{report['skipped']} 行有错误。请改正后重试，或加 --skip-invalid 只导入其余的行。"
        )
    return "\n".join(lines)


def write(text: str, stream: TextIO | None = None) -> None:
    """Print a text with a line end; what steers a terminal is shown, not obeyed."""
    print(text.translate(_STEERING), file=stream or sys.stdout)
