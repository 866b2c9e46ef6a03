"""A unit's trade is read from its name, else from its words."""

from __future__ import annotations

import pytest

from nlp.trades import trade_of


@pytest.mark.parametrize(
    ("unit", "words", "title"),
    [
        ("慈溪市供电公司", (), "电力"),
        ("桐乡市税务局", ("巡线",), "税务"),
        ("某单位", ("巡线",), "电力"),
        ("", ("法槌",), "法院"),
        ("市环境卫生管理所", (), "环卫园林"),
        ("县疾控中心检验科", (), "疾病预防"),
        ("市图书馆党支部", (), "图书档案"),
        ("区纪委监委机关党委", (), "纪检监察"),
        ("市税务局办公室党支部", (), "税务"),
        ("市委办公室", (), "机关综合"),
        ("宁波市监狱", (), "监狱戒毒"),
        ("农业银行丽水分行", (), "银行金融"),
        ("某农业科学研究院", (), "农业农村"),
        ("宁波海关", (), "海关"),
        ("金华职业技术学院", (), "职业教育"),
        ("中储粮延津直属库", (), "粮食储备"),
        ("省博物馆", (), "文物博物"),
        ("人保财险温州市分公司", (), "保险"),
        ("农业综合行政执法大队", (), "农业农村"),
        ("传化物流集团", (), "物流仓储"),
        ("井冈山旅游集团", (), "旅游"),
        ("县退役军人事务局", (), "退役军人事务"),
        ("区城市管理局", (), "城市管理"),
        ("清华大学", (), "高等教育"),
        ("某市政府办公室", (), "机关综合"),
        ("市政工程公司", (), "建筑施工"),
        ("某化肥厂党委", (), "化工医药"),
        ("某农贸市场党支部", (), "商贸零售"),
        ("某区市场监管所", (), "市场监管"),
        ("社区门诊部党支部", (), "医疗卫生"),
    ],
    ids=range(30),
)
def test_the_name_goes_before_the_words(unit: str, words: tuple[str, ...], title: str) -> None:
    trade = trade_of(unit, words)
    assert trade is not None
    assert trade.title == title


def test_nothing_known_is_no_trade() -> None:
    assert trade_of("", ()) is None
    assert trade_of("某某", ("某某",)) is None
