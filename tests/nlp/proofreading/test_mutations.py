"""Slips made on purpose in the clean text: each is told, by its rule, in its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import corpora
from nlp.proofreading import Paragraph, proofread
from nlp.proofreading.model import paragraphs

CLEAN = [paragraphs(line.replace(" ¶ ", "\n")) for line in corpora.lines("proofreading/clean.txt")]
# Rule, what is looked for in the clean text, what is put in its place, paragraphs it is tried in.
SLIPS = {
    "closing quote lost": ("PR401", r"(“[^“”]{2,20})”", r"\1", "body"),
    "opening bracket lost": ("PR401", r"(?<=[\u4e00-\u9fff])（([^（）]{2,20}）)", r"\1", "body"),
    "half-width comma": ("PR404", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", ",", "body"),
    "two stops": ("PR406", r"。", "。。", "body"),
    "stop after comma": ("PR406", r"。(?=$)", "，。", "body"),
    "square brackets": ("PR321", r"〔2026〕", "[2026]", "body"),
    "zero before the month": ("PR301", r"2026年(?=[1-9]月[0-9])", "2026年0", "body"),
    "thirteenth month": ("PR302", r"(?<=2026年)[1-9](?=月[0-9])", "13", "body"),
    "space between": ("PR407", r"(?<=党员)(?=[\u4e00-\u9fff]{2}[\u4e00-\u9fff，。])", " ", "body"),
    "traditional": ("PR601", r"党(?=员|建)", "黨", "body"),
    "doubled word": (
        "PR605",
        r"(?<=[\u4e00-\u9fff])(?<!目)的(?=[\u4e00-\u9fff])(?![确士])",
        "的的",
        "body",
    ),
    "first item lost": ("PR201", r"一是([^。]{2,30}；)(?=二是)", r"\1", "body"),
    "second item lost": ("PR201", r"二是[^；]*；(?=三是)", "", "body"),
    "count of items": ("PR206", r"三项(?=工作：一是)", "四项", "body"),
    "count of parts": ("PR207", r"(?<=讲)三(?=点意见)", "四", "body"),
    "count of what is led": ("PR205", r"六(?=个带头”，即)", "五", "body"),
    "placeholder": ("PR501", r"(?<!公)第一党支部", "××党支部", "body"),
    "wrong day of the week": ("PR308", r"星期四", "星期二", "body"),
    "difference": ("PR314", r"(?<=提高)5(?=个百分点)", "6", "body"),
    "marks": ("PR705", r"(?<=日常考核)40", "30", "body"),
    "stop in the title": ("PR108", r"(?<=[知题讲的案])$", "。", "title"),
    "salutation": ("PR416", r"：$", "。", "salutation"),
    "heading left out": ("PR101", r"^二、", "三、", "body"),
    "heading twice": ("PR102", r"^二、", "一、", "body"),
    "half-width mark": ("PR105", r"^（一）", "(一)", "body"),
    "attachment list": ("PR703", r"^2\.", "3.", "attachment-note"),
}


def spoilt(pattern: str, new: str, kind: str) -> Iterator[tuple[list[Paragraph], int]]:
    """Yield documents with one slip each, and the paragraph that holds it."""
    for document in CLEAN:
        for index, one in enumerate(document):
            for found in re.finditer(pattern, one.text) if one.kind == kind else ():
                text = one.text[: found.start()] + found.expand(new) + one.text[found.end() :]
                yield [*document[:index], Paragraph(text, kind), *document[index + 1 :]], index


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told(slip: str) -> None:
    rule, pattern, new, kind = SLIPS[slip]
    documents = list(spoilt(pattern, new, kind))
    assert documents
    for document, index in documents:
        told = {(one.rule, one.paragraph) for one in proofread(document)}
        assert (rule, index) in told, document[index].text


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("PR801", "应当", "可以"),
        ("PR801", "不得", "可以"),
        ("PR801", "必须", "应"),
        ("PR802", "不得", "一般不得"),
        ("PR802", "原则上", ""),
        ("PR804", "试点", "全面"),
        ("PR805", "除不可抗力外，", ""),
    ],
)
def test_a_change_of_force_is_told_once(rule: str, old: str, new: str) -> None:
    before = [one for document in CLEAN for one in document]
    at = next(i for i, one in enumerate(before) if old in one.text)
    text = before[at].text.replace(old, new, 1)
    after = [*before[:at], Paragraph(text), *before[at + 1 :]]
    found = [one for one in proofread(after, previous=before) if one.rule.startswith("PR8")]
    assert [(one.rule, one.paragraph) for one in found] == [(rule, at)]
    start, end = found[0].span
    assert new in ("", text[start:end]) or rule == "PR802"


def test_sentences_that_moved_or_came_new_are_no_change_of_force() -> None:
    before = [Paragraph("各单位应当报送材料。各单位不得弄虚作假。")]
    after = [Paragraph("各单位不得弄虚作假。"), Paragraph("新增经费可以列支。各单位应当报送材料。")]
    found = proofread(after, previous=before)
    assert not [one for one in found if one.rule.startswith("PR8")]
