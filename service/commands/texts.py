"""Commands on texts and rules: segment, normalize, extract, rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from service import console
from service.commands.common import answer, limits, print_json, require_apart, told
from service.commands.status import DONE


def segment(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.naming import segment_text

    words = segment_text(arguments.text)
    cut = wire.segment(arguments.text, words)
    answer(arguments, cut, " / ".join(word.text for word in words))
    return DONE


def normalize(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.naming import normalize_name

    limits().require_name(arguments.name)
    found = wire.normalized(normalize_name(arguments.name))
    if arguments.json:
        print_json(found)
        return DONE
    console.write(found["key"])
    for change in found["changes"]:
        after = change["after"] or "（略去）"
        reason = console.REASONS[change["reason"]]
        console.write(f"  第 {change['start'] + 1} 字 {change['before']} → {after}（{reason}）")
    return DONE


def extract(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.documents import read_text
    from service.listings import extract_listing
    from service.naming import extract_brands
    from service.tables import write_listing

    require_apart(arguments.file, arguments.output)
    found = wire.extraction(extract_brands(read_text(Path(arguments.file))))
    if arguments.output:
        write_listing(extract_listing(found), Path(arguments.output))
    elif arguments.json:
        print_json(found)
    else:
        for brand in found["brands"]:
            console.write(f"{brand['name']}（{brand['unit'] or '单位未写明'}）")
        if not found["brands"]:
            told("没有找到品牌名称；名称要写在引号里，或紧挨着“党建品牌”。")
        for piece in found["dropped"]:
            told(f"第 {piece['line']} 行已略去：{piece['text'][:40]}")
    return DONE


def rules(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.naming import relation_rules
    from service.naming import rules as name_rules

    if arguments.rule:
        return _one_rule(arguments)
    found = list(map(wire.rule, name_rules()))
    if arguments.json:
        print_json([*found, *map(wire.relation_rule, relation_rules())])
        return DONE
    rows = [(r["id"], console.SEVERITIES[r["severity"]], r["title"], r["rationale"]) for r in found]
    console.write("对一个名称的规则")
    console.write(console.table(("编号", "轻重", "查什么", "为什么"), rows))
    console.write("\n对两个名称的规则（核名、比较时写在“依据”里）")
    told = [(one.id, one.says, one.example) for one in relation_rules()]
    console.write(console.table(("编号", "内容", "例子"), told))
    return DONE


def _one_rule(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from service import wire
    from service.linting.explaining import explain
    from service.linting.output import explained
    from service.naming import find_relation_rule, find_rule

    relation = find_relation_rule(arguments.rule)
    if relation:
        shown = wire.relation_rule(relation)
        answer(arguments, shown, console.relation_rule(shown))
        return DONE
    if clause := explain(arguments.rule):
        shown = asdict(clause)
        answer(arguments, shown, explained(shown))
        return DONE
    found = wire.rule(find_rule(arguments.rule))
    answer(arguments, found, console.rule(found))
    return DONE
