"""What a rule must let pass, or a clerk stops reading: settled readings, frames around nothing."""

from __future__ import annotations

import pytest

from nlp.rules import CheckContext, check_text


def fired(name: str, unit: str = "") -> set[str]:
    return {finding.rule for finding in check_text(name, CheckContext(unit=unit))}


@pytest.mark.parametrize(
    "name",
    [
        "知行",
        "传承红色、津一焕芯",
        "福运畅行，路链万家",
        "学子成长",
        "重任红帆",
        "林长红",
        "董事长",
    ],
)
def test_a_word_settles_how_a_character_is_said(name: str) -> None:
    assert "BN018" not in fired(name)


@pytest.mark.parametrize("name", ["乐水情", "朝阳红哨", "红行"])
def test_what_no_word_settles_is_asked_for(name: str) -> None:
    assert "BN018" in fired(name)


@pytest.mark.parametrize("name", ["先锋在路上", "不忘初心 立德树人"])
def test_no_frame_is_blamed_around_worn_words(name: str) -> None:
    assert "BN005" not in fired(name)
    assert "BN005" in fired("不忘初心·巡线红哨")


def test_a_party_word_at_the_head_is_red() -> None:
    assert "BN023" not in fired("党建引领、招商先行")
    assert "BN023" in fired("管廊大队")


def test_over_generic_names_the_words_and_the_trades_own() -> None:
    (found,) = (
        f for f in check_text("初心领航", CheckContext(unit="某县供电公司")) if f.rule == "BN004"
    )
    assert "“初心”“领航”" in found.message
    assert "“银线”“扳手”" in found.suggestion
    (bare,) = (f for f in check_text("初心领航") if f.rule == "BN004")
    assert "物件" in bare.suggestion
