"""How long a name is, and what of it might go."""

from __future__ import annotations

import pytest

from nlp.rules.engine import check_text
from nlp.rules.model import CheckContext


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("老槐树下的党群议事厅", "可先删去各单位都有的“党群”“议事厅”"),
        ("初心使命 服务群众 橹声护航", "等各单位都有的词"),
        ("1+3+N党建红网平台", "可先删去各单位都有的“党建”“平台”"),
    ],
)
def test_a_long_name_hears_which_worn_words_may_go(name: str, advice: str) -> None:
    (found,) = (f for f in check_text(name, CheckContext()) if f.rule in {"BN002", "BN003"})
    assert advice in found.suggestion


def test_a_long_name_without_anything_of_its_own_is_not_told_to_drop_all() -> None:
    (found,) = (f for f in check_text("新时代 新担当 新作为", CheckContext()) if f.rule == "BN002")
    assert found.suggestion == "请压缩到八个字以内。"
