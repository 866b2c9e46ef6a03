"""Number names (数字组合法, S0-12): number, head of a family, the unit's work, items in full."""

from __future__ import annotations

from collections.abc import Iterator

import corpora
from nlp.suggest.candidate import Candidate, Origin, build
from nlp.suggest.material import Material, Word

_NUMERALS = "〇一二三四五"


def candidates(material: Material) -> Iterator[Candidate]:
    """Yield names like 五度护线 whose items the note lists; rank 0 where the head suits any work."""
    families = [
        (head, members.split("、"), int(rank))
        for head, members, rank in corpora.rows("naming/families.tsv")
    ]
    for index, work in enumerate(material.work):
        for head, members, rank in families[index:] + families[:index]:
            if head not in work.text:
                yield _name(head, members, work, rank)


def _name(head: str, members: list[str], work: Word, rank: int) -> Candidate:
    numeral = _NUMERALS[len(members)]
    items = "、".join(members)
    origin = (
        Origin(numeral, f"数字：共 {len(members)} 项"),
        Origin(head, f"分项：{items}"),
        Origin(work.text, work.source, given=work.given),
    )
    note = f"“{numeral}{head}”即{items}，请按本单位实际写明每一项做什么。"
    return build("number", origin, note, rank=rank)
