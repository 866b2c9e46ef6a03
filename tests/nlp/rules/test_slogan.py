"""Names that are a sentence."""

from __future__ import annotations

import pytest

from nlp.rules.engine import check_text
from nlp.rules.model import CheckContext


def _rules(name: str) -> set[str]:
    return {found.rule for found in check_text(name, CheckContext())}


@pytest.mark.parametrize(
    "name",
    [
        "坚持党建引领 服务港口发展",
        "党员有担当，支部有作为！",
        "讲政治 顾大局 守规矩",
        "“不忘初心，牢记使命，永远奋斗”",
    ],
)
def test_a_call_and_a_long_row_of_worn_words_is_a_slogan(name: str) -> None:
    assert "BN021" in _rules(name)


@pytest.mark.parametrize(
    "name",
    [
        "不忘初心 砥砺前行",  # eight characters: over-generic, and told so
        "三亮三比党员先锋服务队",
        "“党员先锋示范引领工程”",
        "老槐树下的党群议事厅",
    ],
)
def test_a_short_one_a_carrier_and_a_thing_are_none(name: str) -> None:
    assert "BN021" not in _rules(name)
