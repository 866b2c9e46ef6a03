"""Brand names with their units out of a text: found as printed, debris dropped and reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.extract import extract


def pairs(text: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.unit) for one in extract(text).brands]


CASES = {
    "mark-after": ("县税务局党委打造“税月枣乡”党建品牌。", [("税月枣乡", "县税务局党委")]),
    "mark-before": ("市水利局创建党建品牌“清渠映红”，成效明显。", [("清渠映红", "市水利局")]),
    "corner-quotes": ("城关镇党委推出「红帆驿站」党建品牌。", [("红帆驿站", "城关镇党委")]),
    "book-quotes": ("区法院的《法润青绿》品牌。", [("法润青绿", "区法院")]),
    "method": ("老槐树社区“四季桑”工作法入选。", [("四季桑", "老槐树社区")]),
    "bracket-unit": ("“红柳先锋”党建品牌（羊口初中党支部）。", [("红柳先锋", "羊口初中党支部")]),
    "unit-in-an-earlier-clause": (
        "县公路事业发展中心党委聚焦养护主业，擦亮“七彩公路”服务品牌。",
        [("七彩公路", "县公路事业发展中心党委")],
    ),
    "chain": (
        "形成“红帆”“灯塔”、“头雁”等党建品牌。",
        [("红帆", None), ("灯塔", None), ("头雁", None)],
    ),
    "chain-with-units": (
        "涌现出县医院“杏林红韵”、县法院“天平映红”等一批特色党建品牌。",
        [("杏林红韵", "县医院"), ("天平映红", "县法院")],
    ),
    "announced-chain": (
        "公司有党建品牌“红扳手”“金算盘”。",
        [("红扳手", None), ("金算盘", None)],
    ),
    "plus-digits-letters": (
        "一支部“1+6水源红”品牌、二支部“V爱医路”品牌、“无限优+”品牌。",
        [("1+6水源红", "一支部"), ("V爱医路", "二支部"), ("无限优+", None)],
    ),
    "inner-quote-without-partner": (
        "山城分公司党支部在“用心服务‘暖江城”品牌创建中坚持上门。",
        [("用心服务‘暖江城", "山城分公司党支部")],
    ),
    "straight-quotes": ('县局党委"红色引擎"党建品牌', [("红色引擎", "县局党委")]),
    "three-straight-quotes": (
        '江北支部"用心服务"暖江城"品牌',
        [('用心服务"暖江城', "江北支部")],
    ),
    "closing-quote-missing": ("县供电公司打造“银线连心党建品牌。", [("银线连心", "县供电公司")]),
    "opening-quote-missing": ("全力打造银线连心”党建品牌。", [("银线连心", None)]),
    "opening-quote-missing-at-the-start": ("前情。\n银线连心”党建品牌", [("银线连心", None)]),
    "traditional": ("臨江分公司黨支部“傾心為民”品牌創建。", [("傾心為民", "臨江分公司黨支部")]),
    "form": ("单位名称：城北街道党工委\n品牌名称：“邻里红”\n", [("邻里红", "城北街道党工委")]),
    "list": (
        "优秀党建品牌名单\n1. 红帆领航（县税务局）\n2、县医院党委：“杏林红韵”\n3．石榴花开\n",
        [("红帆领航", "县税务局"), ("杏林红韵", "县医院党委"), ("石榴花开", None)],
    ),
    "table": ("党建品牌汇总表如下\n1\t县水利局\t清渠映红\n", [("清渠映红", "县水利局")]),
    "form-on-one-line": (
        "品牌名称：邻里红  单位名称：城北街道党工委\n",
        [("邻里红", "城北街道党工委")],
    ),
    "table-without-numbers": (
        "党建品牌一览\n品牌名称\t单位\n清渠映红\t县水利局\n“红帆”——城关镇党委\n",
        [("清渠映红", "县水利局"), ("红帆", "城关镇党委")],
    ),
    "list-ends-at-running-text": (
        "入围品牌名单\n1. 红帆（县税务局）\n"
        + "会议要求各单位认真学习借鉴" * 6
        + "。\n2. 抓好落实\n",
        [("红帆", "县税务局")],
    ),
    "page-break-inside": (
        "近年来全县各级党组织围绕中心服务大局，打造了“红帆领\n12、航”党建品牌。",
        [("红帆领航", None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_names_with_their_units(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "坚决避免“两张皮”问题。",
        "推进“六好”党支部品牌建设管理平台建设。",
        "评选“旗舰品牌”示范工程。",
        "按照“一支部一品牌”要求推进。",
        "坚持“三步走”党支部品牌工作路径。",
        "用好“三会一课”服务品牌。",
        "党建品牌要做到“名称响、内涵深、作用大”的要求。",
        "品牌建设没有引号。",
        "",
    ],
    ids=range(9),
)
def test_what_is_no_name(text: str) -> None:
    names = [name for name, _ in pairs(text)]
    assert all("名称响" in name for name in names) and len(names) <= 1
    if "名称响" not in text:
        assert names == []


def test_spans_are_offsets_of_the_text_given() -> None:
    text = "来源:某某公文网\n县局“红帆”党建品牌"
    (found,) = extract(text).brands
    assert text[found.start : found.end] == "红帆"


def test_a_name_is_told_once_for_each_unit() -> None:
    text = "“红帆”党建品牌很好。县税务局“红帆”党建品牌。县税务局“红帆”品牌。县医院“红帆”品牌。"
    assert pairs(text) == [("红帆", "县税务局"), ("红帆", "县医院")]


def test_debris_is_dropped_and_reported() -> None:
    text = "\n".join(
        [
            "主站蜘蛛池模板出租“红站”党建品牌",
            "发布:某某公文 时间:2024-02-17 字数:3557字",
            "同志们: 来源于:某某公文网",
            "县医院“杏林红韵”党建品牌。",
            "上一篇：县局“旧闻”党建品牌",
            "(责任编辑:某某)",
        ]
    )
    result = extract(text)
    assert [one.name for one in result.brands] == ["杏林红韵"]
    assert [(one.reason, one.line) for one in result.dropped] == [
        ("spam", 1),
        ("site", 2),
        ("site", 3),
        ("links", 5),
        ("site", 6),
    ]
    assert result.dropped[2].text == "来源于:某某公文网"


def test_page_numbers_are_dropped_and_numbered_points_stay() -> None:
    broken = "党建品牌建设是落实条例的有力抓手和重要举措也是加强\n2、党的领导的要求。\n"
    assert [(one.text, one.reason) for one in extract(broken).dropped] == [("2、", "page-number")]
    points = "一、总体要求。\n1、提高认识。\n2、压实责任。\n"
    assert extract(points).dropped == ()


def test_slips_are_told_and_not_corrected() -> None:
    text = "以队或班纽来提练“红班纽”党建品牌。"
    result = extract(text)
    assert [(one.text, one.suggestion) for one in result.slips] == [
        ("班纽", "班组"),
        ("提练", "提炼"),
        ("班纽", "班组"),
    ]
    assert result.brands[0].name == "红班纽"


@given(st.text(alphabet='“”「」‘’"党建品牌红帆县局党委、。\n1：（）:表如下名单工作法', max_size=60))
def test_any_text_gives_names_that_stand_in_it(text: str) -> None:
    result = extract(text)
    for one in result.brands:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start] == one.name[0]
        assert text[one.end - 1] == one.name[-1]
        assert not one.unit or one.unit in text


def test_a_long_text_is_no_trouble() -> None:
    text = "县税务局党委打造“税月枣乡”党建品牌。" * 2000 + "“" * 5000 + '"' * 5001 + "党委" * 5000
    assert pairs(text)[:1] == [("税月枣乡", "县税务局党委")]
