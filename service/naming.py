"""Use cases on names and texts that need no registry: compare, normalise, segment, extract, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import corpora
from nlp.characters import UnacceptableText, nothing_in, require_acceptable
from nlp.compare import Dossier, compare
from nlp.normalize import Normalized, normalize
from nlp.rules import Rule, load, rule
from nlp.segment import Word, segment
from service.errors import BadData, NotFound, UnacceptableName
from service.texts import breaks_line, trimmed

if TYPE_CHECKING:
    from nlp.extract import Extraction


def compare_names(a: str, b: str, *, row: int = 0) -> Dossier:
    """Return the dossier of two names; `row` is where they stand in a file, 0 if nowhere.

    Raises:
        UnacceptableName: one is empty or holds characters no name may hold.
    """
    for name in (a, b):
        normalize_name(name, row=row)
    return compare(a, b)


def _at(row: int) -> dict[str, int]:
    """Return the facts of an error that say in which row of a file it is, none for 0."""
    return {"row": row} if row else {}


def require_readable(text: str, field: str, *, row: int = 0) -> None:
    """Raise BadData if a unit or word holds characters that no name may hold; `field` is what it is."""
    try:
        require_acceptable(text)
    except UnacceptableText as trouble:
        message = f"{field}：{trouble}"
        raise BadData(message, **_at(row), field=field, position=trouble.position) from trouble


def normalize_name(name: str, *, row: int = 0) -> Normalized:
    """Return the key of a name and how it came about; `row` is where it stands in a file, 0 if nowhere.

    Raises:
        UnacceptableName: it is empty or holds characters no name may hold.
    """
    try:
        found = normalize(name)
        if not found.key:
            raise nothing_in(name)
    except UnacceptableText as trouble:
        raise UnacceptableName(
            str(trouble), position=trouble.position, kind=trouble.kind, **_at(row)
        ) from trouble
    if breaks_line(trimmed(name)):
        raise UnacceptableName("名称里有换行或制表符，请删去后重试。", **_at(row))
    return found


def segment_text(text: str) -> tuple[Word, ...]:
    """Return the words of a text, in order, covering it."""
    return segment(text)


def extract_brands(text: str) -> Extraction:
    """Return the brand names with their units found in a text, and what was dropped."""
    from nlp.extract import extract  # here: a check of a name need not wait for it

    return extract(text)


def rules() -> tuple[Rule, ...]:
    """Return every rule for one name, in order of ids."""
    return load()


class RelationRule(NamedTuple):
    """A rule on two names: its id (A1–A7, B1–B16), what it says, an example, its source."""

    id: str
    says: str
    example: str
    source: str


def relation_rules() -> tuple[RelationRule, ...]:
    """Return every rule on two names, A1 to A7, then B1 to B16."""
    found = (RelationRule(*row) for row in corpora.rows("relations.tsv"))
    return tuple(sorted(found, key=lambda one: (one.id[0], int(one.id[1:]))))


def find_relation_rule(key: str) -> RelationRule | None:
    """Return the rule on two names with an id, or None."""
    return next((one for one in relation_rules() if one.id == key.strip().upper()), None)


def find_rule(key: str) -> Rule:
    """Return the rule with an id or name.

    Raises:
        NotFound: there is none.
    """
    found = rule(key) or rule(key.strip().upper())
    if found is None:
        raise NotFound(f"没有编号或名称为“{key}”的规则，请查看全部规则（pinwen rules）。", rule=key)
    return found
