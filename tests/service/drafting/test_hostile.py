"""Hostile values in every field of every shipped template: as typed, or refused with the field."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from service.docx.outline import outline
from service.drafting.blocks import Block, Paragraph
from service.drafting.drafts import BadFields, Draft, draft
from service.drafting.package import Template, templates

Path = tuple[str | int, ...]
HARMLESS = "无害之辞"
VALUES = {
    "markup": "&<>\"'{{%7*7%}}{# #}^^<<:://",
    "emphasis": "重**点**处",
    "lines": "首行\n## 标题\n| 格 | 子\n---\n+ 附件",
    "rare": "𠮷堃",
    "tab": "甲\t乙",
    "long": "国" * 100_000,
}
REFUSED = ["甲\x01乙", "甲\x0e乙", "甲\u202e乙", "甲\ue000乙"]


def texts(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every text of a sample; of lists, those of the first item."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value[:1]):
            yield from texts(inner, (*path, number))
    elif isinstance(value, str):
        yield path


def put(sample: dict[str, Any], path: Path, value: str) -> dict[str, Any]:
    changed: Any = copy.deepcopy(sample)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return dict(changed)


def made(template: Template, sample: dict[str, Any], path: Path, value: str) -> Draft | None:
    """Return the draft with a value in a place, or None if it is refused, naming the place."""
    try:
        return draft(template, put(sample, path, value))
    except BadFields as trouble:
        problems: Any = trouble.facts["problems"]
        assert any(one["pointer"].startswith(f"/{path[0]}") for one in problems), problems
        assert all(one["message"].endswith("。") for one in problems)
        return None


def shape(blocks: tuple[Block, ...]) -> Counter[str]:
    """Return how many blocks of each kind there are; running text may part into paragraphs."""
    kinds = (b.kind if isinstance(b, Paragraph) else type(b).__name__ for b in blocks)
    return Counter(kind for kind in kinds if kind != "body")


def bare(text: str) -> str:
    """Return a text without white space and stops: what a sentence may gain where it is put in."""
    return re.sub(r"[\s。⏎⇥]", "", text)


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("template", templates(), ids=lambda one: one.id)
def test_a_value_is_printed_as_typed_or_refused(template: Template, kind: str) -> None:
    sample = template.sample("full")
    tried = 0
    for path in texts(sample):
        plain = made(template, sample, path, HARMLESS)
        if plain is None or HARMLESS not in plain.text or template.kind == "speech":
            continue
        hostile = made(template, sample, path, VALUES[kind])
        tried += 1
        if hostile is None:
            continue
        said, place = bare(hostile.text), 0
        for line in VALUES[kind].split("\n"):
            place = said.find(bare(line), place)
            assert place >= 0, (path, line)
        # Well-formed: the file can be read back.
        assert outline(hostile.docx)
        assert shape(hostile.blocks) == shape(plain.blocks), path
        assert len(hostile.file_name.encode()) <= 200
    assert tried or template.kind == "speech"


@pytest.mark.parametrize("value", REFUSED, ids=ascii)
@pytest.mark.parametrize("template", templates(), ids=lambda one: one.id)
def test_characters_that_are_none_are_refused(template: Template, value: str) -> None:
    sample = template.sample("full")
    for path in texts(sample):
        assert made(template, sample, path, value) is None, path
