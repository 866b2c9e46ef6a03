"""Digests: only the applicant's sentences, never too long, with what a digest must have."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import templates
from nlp.wordcount import word_count
from service.applications.digests import LIMITS, PARTS, digest
from service.applications.records import settle
from service.applications.sentences import excerpt, sentences, stands_alone

FULL: dict[str, Any] = json.loads(templates.text("application/samples/full.json"))


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [str(value)]


@pytest.mark.parametrize("limit", LIMITS)
def test_a_full_record_gives_a_whole_digest(limit: int) -> None:
    made = digest(settle(FULL)[0], limit)
    assert made.missing == ()
    assert word_count(made.text) == made.words <= limit
    assert "齿轮先锋" in made.text
    assert "97.4%" in made.text
    own = {sentence for text in texts(FULL) for sentence in sentences(text)}
    assert set(made.sentences) <= own


def test_more_room_gives_more() -> None:
    lengths = [digest(settle(FULL)[0], limit).words for limit in LIMITS]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(lengths)


SENTENCES = st.text(alphabet="党员带头攻关同时此外，。！“”2026%件", max_size=60)


@settings(max_examples=150)
@given(
    intro=SENTENCES,
    meaning=SENTENCES,
    deeds=st.lists(SENTENCES.filter(str.strip), max_size=5),
    gains=st.lists(SENTENCES.filter(str.strip), max_size=4),
    limit=st.integers(1, 300),
)
def test_a_digest_is_never_too_long_and_never_rewritten(
    intro: str, meaning: str, deeds: list[str], gains: list[str], limit: int
) -> None:
    data = {
        "unit_name": "甲支部",
        "brand_name": "攻关",
        "unit_intro": intro,
        "name_meaning": meaning,
        "measures": [{"text": text} for text in deeds],
        "results": [{"text": text} for text in gains],
    }
    made = digest(settle(data)[0], limit)
    assert made.words <= limit
    own = {sentence for text in (intro, meaning, *deeds, *gains) for sentence in sentences(text)}
    assert set(made.sentences) <= own
    assert len(set(made.sentences)) == len(made.sentences)
    assert all(stands_alone(sentence) for sentence in made.sentences)


def test_what_a_record_does_not_say_is_told_as_missing() -> None:
    made = digest(settle({"unit_name": "甲支部", "brand_name": "乙"})[0])
    assert made.text == ""
    assert set(made.missing) == set(PARTS.values())


def test_a_sentence_that_hangs_on_another_is_left_out() -> None:
    deeds = [{"text": "同时，开展党员包片3次。此外办了2件实事。党员包片40户，每月走访一次。"}]
    made = digest(settle({"unit_name": "甲", "brand_name": "乙", "measures": deeds})[0])
    assert made.sentences == ("党员包片40户，每月走访一次。",)


@given(st.text(alphabet="党员带头，。；！攻关2", max_size=80), st.integers(4, 60))
def test_an_excerpt_is_the_start_of_the_text(text: str, limit: int) -> None:
    cut = excerpt(text, limit)
    assert len(cut) <= limit
    assert cut == " ".join(text.split()) or text.strip().startswith(cut.removesuffix("……"))
