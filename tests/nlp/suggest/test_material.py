"""What a unit says of itself becomes words by role."""

from __future__ import annotations

import pytest

import corpora
from nlp.suggest import Request, gather
from nlp.suggest.material import Word


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_the_trade_is_read_from_the_units_name() -> None:
    material = gather(Request(unit="国网慈溪市供电公司运检部党支部"))
    assert "巡线" in texts(material.work)
    assert texts(material.place) == ["慈溪"]


def test_the_trade_is_read_from_a_name_in_traditional_script() -> None:
    assert "税" in texts(gather(Request(unit="贛榆地稅局")).sound)


def test_words_of_the_office_come_first_and_say_so() -> None:
    material = gather(Request(unit="某供电所", words=("清障",)))
    assert material.work[0].text == "清障"
    assert "申报单位" in material.work[0].source


def test_the_trade_is_guessed_from_the_words_when_the_unit_is_unknown() -> None:
    assert "银线" in texts(gather(Request(words=("巡线", "灯塔"))).scene)


def test_a_given_place_is_taken_before_the_one_in_the_name() -> None:
    assert texts(gather(Request(unit="桐乡市税务局", place="乌镇")).place) == ["乌镇"]


def test_nothing_known_gives_empty_material() -> None:
    assert gather(Request()).empty


@pytest.mark.parametrize("trade", sorted(corpora.table("naming/trades.toml")))
def test_a_trade_is_whole(trade: str) -> None:
    entry = corpora.table("naming/trades.toml")[trade]
    assert set(entry) == {
        "title",
        "markers",
        "sounds",
        "scenes",
        "tools",
        "works",
        "crews",
        "halves",
    }
    assert all(len(half) == 4 for half in entry["halves"])
    assert all(len(crew) == 5 for crew in entry["crews"])
    assert all(len(sound) == 1 for sound in entry["sounds"])
    assert all(len(work) == 2 for work in entry["works"])


def test_markers_belong_to_one_trade_each() -> None:
    trades = corpora.table("naming/trades.toml").values()
    markers = [marker for trade in trades for marker in trade["markers"]]
    assert len(markers) == len(set(markers))


def test_a_given_word_of_no_known_kind_is_a_theme_and_comes_first() -> None:
    material = gather(Request(unit="市第一人民医院急诊科党支部", words=("急诊室", "绿色通道")))
    assert texts(material.theme) == ["急诊室", "绿色通道"]
    assert all(word.given for word in material.theme)
    assert not any(word.given for word in material.tool)


def test_what_is_done_and_what_is_seen_take_different_roles() -> None:
    material = gather(Request(words=("调解", "招工", "蜜桃", "老年食堂", "隧道")))
    assert texts(material.work)[:2] == ["调解", "招工"]
    assert texts(material.theme) == ["蜜桃", "老年食堂", "隧道"]
