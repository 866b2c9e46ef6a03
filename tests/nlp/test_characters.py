"""What is said of a text of which nothing counts, wherever a name is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nlp.characters import nothing_in
from service.errors import UnacceptableName
from service.naming import compare_names, normalize_name
from service.registry.drafting import key_of
from tests.service.importing.books import brand_rows, read_table

EMPTY = ["", " ", "\u3000", "\u200b", "\u3164 "]
SIGNS = ["!!!", "🚀", "“”", "（）", " ☆ ", "——", "「」\u3000"]


@pytest.mark.parametrize("text", EMPTY)
def test_nothing_at_all_is_empty(text: str) -> None:
    assert nothing_in(text).kind == "empty"
    with pytest.raises(UnacceptableName, match="名称为空"):
        normalize_name(text)


@pytest.mark.parametrize("text", SIGNS)
@pytest.mark.parametrize(
    "take", [normalize_name, key_of, lambda name: compare_names("铁流红", name)]
)
def test_signs_alone_are_told_as_signs(text: str, take: Any) -> None:
    with pytest.raises(UnacceptableName, match="只有标点、符号或图形"):
        take(text)


@pytest.mark.parametrize("text", ["!!!", "🚀", "☆"])
def test_a_row_of_signs_is_told_as_signs(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"品牌名称,单位\n{text},甲\n", encoding="utf-8")
    _, problems = brand_rows(read_table(path))
    assert ["只有标点、符号或图形" in one.message for one in problems] == [True]


def test_a_plus_or_a_letter_counts() -> None:
    assert normalize_name("+").key == "+"
    assert normalize_name("★1").key == "1"
