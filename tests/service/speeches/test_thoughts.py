"""A long speech does not tell one thought again and again in other words."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import pytest

import corpora
from service.speeches.composing import compose
from service.speeches.library import units
from service.speeches.thoughts import Thoughts, thoughts_of
from tests.service.speeches.asking import values

MINUTES = 40
KINDS = ("国企", "机关", "学校", "医院", "乡镇社区")


def test_a_thought_is_known_by_its_words() -> None:
    assert thoughts_of("回去列成一张表，当面交给他") == {"列出来", "当面说"}
    assert thoughts_of("天亮了") == frozenset()


def test_no_word_stands_for_two_thoughts() -> None:
    table: dict[str, list[str]] = corpora.table("speech/thoughts.toml")
    words = [word for own in table.values() for word in own]
    assert len(words) == len(set(words))
    texts = [unit.text for unit in units()]
    assert all(any(word in text for text in texts) for word in words)


def test_what_was_told_often_or_just_now_is_worn() -> None:
    told = Thoughts()
    assert told.worn("列成一张表", []) == 0
    for _ in range(2):
        told.tell("列成清单")
    assert told.worn("列成一张表", []) == 0
    told.tell("列成清单")
    often = told.worn("列成一张表", [])
    assert often > 0
    assert told.worn("列成一张表", ["列成清单"]) > often
    assert told.worn("当面说清", ["列成清单"]) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_point_hardly_tells_a_thought_twice(kind: str) -> None:
    """Share of the general passages of long speeches that tell a thought their point told before."""
    general = {f"unit:{unit.id}" for unit in units() if not unit.unit_types and not unit.ranks}
    again, whole = 0, 0
    for meeting in ("部署会", "推进会", "现场会", "总结会"):
        asked: dict[str, Any] = {"meeting_type": meeting, "unit_type": kind}
        for part in compose(values(duration_min=MINUTES, **asked)).parts:
            for point in part.points:
                own = [passage for passage in point.units if passage.source in general]
                whole += len(own)
                again += sum(
                    bool(thoughts_of(one.text) & thoughts_of(other.text))
                    for one, other in itertools.combinations(own, 2)
                )
    assert whole > 150
    assert again < 0.05 * whole


def test_no_thought_rules_a_long_speech() -> None:
    for kind in KINDS:
        speech = compose(values(duration_min=MINUTES, unit_type=kind))
        said = [p.text for part in speech.parts for point in part.points for p in point.units]
        told = Counter(thought for text in said for thought in thoughts_of(text))
        assert told.most_common(1)[0][1] <= len(said) / 8
