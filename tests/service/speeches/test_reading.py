"""The copy to read aloud: breath marked where it is taken, the minutes told, the words unchanged."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.making import make_documents
from service.drafting.package import find_template
from service.speeches.reading import BREATH, LONG_PAUSE, SHORT_PAUSE, paused

TEMPLATE = find_template("speech")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("会上，86个单位签订了责任书。下面讲。", "会上，86个单位签订了责任书。／下面讲。"),
        ("把心思用在干事上来，把力量用在落实上。", "把心思用在干事上来，／把力量用在落实上。"),
        ("会议指出：“要抓紧。”这很重要。", "会议指出：／“要抓紧。”／这很重要。"),
        ("一句话", "一句话"),
        ("", ""),
    ],
)
def test_breath_is_marked_where_it_is_taken(text: str, shown: str) -> None:
    assert paused(text) == shown


@given(st.lists(st.tuples(st.text("干实事", min_size=1, max_size=12), st.sampled_from("，。；！"))))
def test_marks_change_no_word_and_stand_apart(clauses: list[tuple[str, str]]) -> None:
    text = "".join(words + mark for words, mark in clauses)
    shown = paused(text)
    assert shown.replace(SHORT_PAUSE, "") == text
    for stretch in re.findall(rf"[^{SHORT_PAUSE}。；！]+，{SHORT_PAUSE}", shown):
        assert len(stretch) - 1 >= BREATH


def test_the_copy_tells_time_and_pauses_in_large_type() -> None:
    made = make_documents(TEMPLATE, TEMPLATE.sample("full"))
    [data] = [data for name, data in made.files if name.endswith("_朗读稿.docx")]
    copy = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in copy.paragraphs]
    assert any(re.match(r"预计用时\d+—\d+分钟（每分钟180—220字，共\d+字）", line) for line in lines)
    told = [int(n) for n in re.findall(r"【(\d+)分钟】", "".join(lines))]
    assert told == sorted(set(told))
    assert told[-1] >= 12
    body = [line for line in lines if line.endswith(LONG_PAUSE)]
    assert len(body) > 20
    filed = docx.Document(io.BytesIO(made.files[0][1]))
    words = re.sub(rf"[{SHORT_PAUSE}{LONG_PAUSE}]|【\d+分钟】", "", "".join(body))
    assert words in "".join(paragraph.text for paragraph in filed.paragraphs)
