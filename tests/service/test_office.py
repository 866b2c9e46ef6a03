"""An office's own word lists and figures change its checks, and faults in them are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.checking import check_name
from service.errors import BadData
from service.office import office_surroundings
from service.settings import Settings


def rules(name: str, settings: Settings) -> set[str]:
    return {finding.rule for finding in check_name(name, office_surroundings(settings)).findings}


def test_a_forbidden_word_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "禁用词.txt"
    path.write_text("# 本单位\n豪门 # 不庄重\n", encoding="gb18030")
    assert "BN024" in rules("豪门渡口", Settings(forbidden_words=str(path)))
    assert "BN024" not in rules("豪门渡口", Settings())


def test_a_negative_homophone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "谐音.txt"
    path.write_text("串通\n", encoding="utf-8")
    assert "BN020" in rules("船通八方", Settings(negative_words=str(path)))


def test_a_figure_of_the_office_holds(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[BN002]\nleast = 5\n", encoding="utf-8")
    assert "BN002" in rules("钢轨守夜人", Settings(rule_figures=str(path)))


@pytest.mark.parametrize("text", ["[BN999]\nleast = 1\n", "[BN002]\nwrong = 1\n", "not toml ="])
def test_faults_in_the_figures_are_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match="规则设置文件"):
        office_surroundings(Settings(rule_figures=str(path)))


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="读不出来"):
        office_surroundings(Settings(forbidden_words=str(tmp_path / "nothing.txt")))
