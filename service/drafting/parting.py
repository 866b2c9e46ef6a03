"""Where the body of a template is parted, so that what documents share need not be made for each.

Works on a marked body (see `service.drafting.markup`) and its syntax tree, whose nodes it knows by their
names: `If`, `For`, `Assign`, `Output`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from service.drafting.markup import BLOCK, BREAKS, TEXT

_TOP = re.compile(
    r"\{%[-+]?\s*(?:(?P<open>for|if)|(?P<close>endfor|endif))\b"
    f"|(?P<break>{BLOCK}(?:{'|'.join((*BREAKS, 'heading1'))}){TEXT})"
)
_TABLE = f"{BLOCK}widths{TEXT}"
# Blocks that go with one of their kind before them, and text without a block of its own.
_GOING_ON = frozenset({"row", "header-row", "columns", "attachment", ""})


def parts(marked: str, tree: Any) -> list[str]:
    """Return a marked body parted at its breaks and headings, those inside a loop or condition left out.

    A condition or loop that may print a second table begins a part, too: documents that have the first
    table in common have the second each for itself. Variables set by the template may be used anywhere
    after: such a body stays whole.
    """
    if _sets_a_variable(tree):
        return [marked]
    found, depth, start = [], 0, 0
    afresh = _beginning_afresh(tree.body)
    for match in _TOP.finditer(marked):
        if match["close"]:
            depth -= 1
            continue
        if depth == 0:
            cut = not match["open"] or (next(afresh) and _TABLE in marked[start : match.start()])
            if cut and match.start() > start:
                found.append(marked[start : match.start()])
                start = match.start()
        depth += bool(match["open"])
    return _in_their_lines([*found, marked[start:]])


def _in_their_lines(texts: Sequence[str]) -> list[str]:
    """Put line breaks in a comment before each, which keep the numbers of lines for messages."""
    placed, line = [], 0
    for text in texts:
        placed.append(f"{{#{chr(10) * line}#}}{text}")
        line += text.count("\n")
    return placed


def _sets_a_variable(node: Any) -> bool:
    return _name(node) == "Assign" or any(map(_sets_a_variable, node.iter_child_nodes()))


def _name(node: Any) -> str:
    return type(node).__name__


def _beginning_afresh(nodes: Sequence[Any]) -> Iterator[bool]:
    """Yield for each outermost condition and loop whether a block begins there, whatever the values are."""
    for place, node in enumerate(nodes):
        if _name(node) in ("If", "For"):
            yield _GOING_ON.isdisjoint(_first_kinds(nodes[place:]))


def _first_kinds(nodes: Sequence[Any]) -> set[str | None]:
    """Return the kinds of blocks that nodes in turn may print first, None if they may print nothing."""
    found: set[str | None] = {None}
    for node in nodes:
        if None not in found:
            break
        found = (found - {None}) | _kinds_of(node)
    return found


def _kinds_of(node: Any) -> set[str | None]:
    if _name(node) == "If":
        branches = (node.body, *(one.body for one in node.elif_), node.else_)
        return set[str | None]().union(*map(_first_kinds, branches))
    if _name(node) == "For":
        return _first_kinds(node.body) | {None}
    text = getattr(node.nodes[0], "data", "")
    return {text[1:].partition(TEXT)[0] if text.startswith(BLOCK) else ""}
