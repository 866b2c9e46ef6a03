"""Commands on texts and rules: segment, normalize, extract, rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from service import console
from service.commands.common import limits, print_json, told
from service.commands.status import DONE

if TYPE_CHECKING:
    pass


def segment(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.naming import segment_text

    words = segment_text(arguments.text)
    if arguments.json:
        print_json(wire.segment(arguments.text, words))
    else:
        console.write(" / ".join(word.text for word in words))
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

    found = wire.extraction(extract_brands(read_text(Path(arguments.file))))
    if arguments.output:
        write_listing(extract_listing(found), Path(arguments.output))
    elif arguments.json:
        print_json(found)
    else:
        for brand in found["brands"]:
            console.write(f"{brand['name']}（{brand['unit'] or '单位未写明'}）")
        for piece in found["dropped"]:
            told(f"第 {piece['line']} 行已略去：{piece['text'][:40]}")
    return DONE


def rules(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.naming import find_rule, rules

    found = (
        [wire.rule(find_rule(arguments.rule))] if arguments.rule else list(map(wire.rule, rules()))
    )
    if arguments.json:
        print_json(found[0] if arguments.rule else found)
    elif arguments.rule:
        console.write(console.rule(found[0]))
    else:
        rows = [(r["id"], console.SEVERITIES[r["severity"]], r["rationale"]) for r in found]
        console.write(console.table(("编号", "轻重", "为什么"), rows))
    return DONE
