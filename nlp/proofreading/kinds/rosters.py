"""Lists of names below a heading that tells how many they are: 一、示范品牌（3个） and three lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from nlp.proofreading.headings import heading_level
from nlp.proofreading.model import PROSE, Document, Match

_HEADED = re.compile(r"[（(](?:共)?([0-9]{1,3})(?:个|名|家|项|人|位|篇|件|支)[）)]\s*$")
# What stands alone in a line of a list; several names in a line cannot be counted.
_LINE = re.compile(r"[^。；;：:、\t]{2,40}")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_LEAST = 2


def roster(document: Document) -> Iterator[Match]:
    """Fire where a heading tells another number than lines of names follow it, up to the next heading."""
    headed = [(i, text) for i, text in document.of(*PROSE) if heading_level(text)]
    ends = [index for index, _ in headed[1:]] + [len(document.paragraphs)]
    for (index, text), end in zip(headed, ends, strict=False):
        found = _HEADED.search(text)
        below = document.paragraphs[index + 1 : end]
        # The last list ends where the running text does: at an attachment, at who signs.
        within = takewhile(lambda one: one.kind in PROSE, below)
        lines = [one.text.strip() for one in within if one.text.strip()]
        if found and _is_list(lines) and len(lines) != int(found[1]):
            yield Match(
                index, found.span(1), {"text": found[0].strip("（()） "), "listed": len(lines)}
            )


def _is_list(lines: Sequence[str]) -> bool:
    alone = all(_LINE.fullmatch(one) and not _GAP.search(one) for one in lines)
    return len(lines) >= _LEAST and alone
