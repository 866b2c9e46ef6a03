"""Number names (数字组合法, S0-12): number, head of a family, the unit's work, items in full."""

from __future__ import annotations

from collections.abc import Iterator

import corpora
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material

_NUMERALS = "〇一二三四五"


def candidates(material: Material) -> Iterator[Candidate]:
    """Yield names like 五度护线 whose items the note lists, fewest items last."""
    families = [
        (head, members.split("、")) for head, members in corpora.rows("naming/families.tsv")
    ]
    for index, work in enumerate(material.work):
        for head, members in families[index:] + families[:index]:
            if head not in work.text:
                yield _name(head, members, work.text, work.source)


def _name(head: str, members: list[str], work: str, source: str) -> Candidate:
    numeral = _NUMERALS[len(members)]
    items = "、".join(members)
    origin = (
        Origin(numeral, f"数字：共 {len(members)} 项"),
        Origin(head, f"分项：{items}"),
        Origin(work, source),
    )
    note = f"“{numeral}{head}”即{items}，请按本单位实际写明每一项做什么。"
    return build("number", origin, note)
