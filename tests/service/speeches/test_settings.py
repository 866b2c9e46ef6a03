"""Speeches that fit a setting within a kind of unit: a bank, a building site, a kindergarten, a county."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

import corpora
from service.speeches.checks import passages
from service.speeches.composing import compose
from service.speeches.fitting import fits, settings, settings_of
from service.speeches.library import sentences, units
from tests.service.speeches.asking import MEETINGS, text, values

SETTINGS = [
    ("国企", "示范农商银行党委", "金融网点", r"车间|机台|抢修|食堂的饭菜"),
    ("国企", "示范路桥集团党委", "工程项目", r"机台|停工待料|大修"),
    ("国企", "示范设计研究院党委", "设计院所", r"班组|车间|倒班|师傅"),
    ("国企", "示范供电公司党委", "电力管网", r"机台|停工待料|销售回款"),
    ("国企", "示范物业服务公司党委", "物业平台", r"车间|机台|甲班"),
    ("机关", "示范市政务服务管理局", "政务窗口", r"下级单位和办事的人"),
    ("机关", "示范市城市管理综合执法局", "执法队伍", r"在页边写下疑问"),
    ("机关", "示范市财政局", "综合机关", r"窗口|来办事的人"),
    ("学校", "示范大学机械工程学院党委", "高校院系", r"家访|班主任|校长"),
    ("其他", "示范市律师行业协会党委", "两新组织", r"机关的同志"),
    ("学校", "示范市实验小学党总支", "中小学", r"院系|科研|宿舍|实训|午睡"),
    ("学校", "示范市第一幼儿园党支部", "幼儿园", r"学生|考试|作业|班主任"),
    ("学校", "示范市职业技术学校党委", "职业学校", r"院系|课题组|午睡"),
    ("乡镇社区", "示范街道党工委", "城市社区", r"村里|田埂|赶集|晒场"),
    ("乡镇社区", "示范县清河镇党委", "村镇", r"小区|楼栋|电梯|物业"),
    ("国企", "示范市公共交通集团党委", "公交客运", r"车间|机台|工序|桩号|隧道"),
    ("国企", "示范市地铁运营公司党委", "轨道交通", r"车间|机台|工序|桩号|红灯"),
    ("国企", "示范省高速公路公司党委", "高速公路", r"车间|机台|工序|隧道|站台"),
    ("国企", "示范机场集团党委", "机场", r"车间|机台|工序|桩号|道岔"),
    ("国企", "示范铁路局集团公司党委", "铁路", r"机台|工序|桩号|廊桥|机坪"),
    ("国企", "示范航空股份有限公司党委", "航空公司", r"车间|机台|工序|桩号|道岔"),
    ("医院", "示范市人民医院党委", "综合医院", r"村医|楼栋|乡里"),
    ("医院", "示范县清河镇卫生院党支部", "基层卫生院", r"病区|手术室|护士长|楼栋"),
    ("医院", "示范区社区卫生服务中心党支部", "社区卫生", r"病区|手术室|护士长|村医|赶集"),
    ("医院", "示范县人民医院党委", "县级医院", r"村医|楼栋"),
    ("医院", "示范市疾病预防控制中心党委", "公共卫生", r"病区|手术|查房|护士长"),
    ("医院", "示范市妇幼保健院党委", "妇幼医院", r"老人|独居|机头|脉枕"),
    ("医院", "示范市儿童医院党委", "儿童医院", r"老人|独居|产妇|舌脉"),
    ("医院", "示范省肿瘤医院党委", "肿瘤医院", r"产房|椅旁|舌脉|穿脱"),
    ("医院", "示范市中医医院党委", "中医医院", r"产房|椅旁|化疗|穿脱"),
    ("医院", "示范市精神卫生中心党委", "精神专科", r"手术|产房|化疗|急诊"),
    ("医院", "示范市口腔医院党委", "口腔医院", r"病房|病区|住院|化疗|查房"),
    ("医院", "示范市传染病医院党委", "传染病医院", r"产房|椅旁|化疗|舌脉"),
    ("国企", "示范集团本部机关党委", "国企本部", r"车间|机台|倒班|抢修"),
    ("机关", "示范县人民法院机关党委", "司法办案", r"执法|审批|摊主"),
    ("机关", "示范区公安分局党委", "公安民警", r"审批|摊主|罚单|当庭"),
    ("国企", "示范冶金研究院党委", "科研院所", r"班组|车间|图纸|施工|甲方"),
]


@pytest.mark.parametrize(("kind", "host", "setting", "barred"), SETTINGS, ids=lambda one: str(one))
def test_a_setting_hears_of_its_own_work_and_no_other_does(
    kind: str, host: str, setting: str, barred: str
) -> None:
    own = {f"unit:{unit.id}" for unit in units() if setting in unit.unit_types}
    others = {f"unit:{unit.id}" for unit in units() if set(unit.unit_types) & set(settings())} - own
    for meeting in MEETINGS:
        given = values(unit_type=kind, host_org=host, meeting_type=meeting, duration_min=25)
        speech = compose(given)
        assert not re.search(barred, text(speech))
        used = {passage.source for passage in passages(speech)}
        assert not used & others
        assert len(used & own) >= 5
        plain = compose(given | {"host_org": "示范"})
        assert not own & {passage.source for passage in passages(plain)}


@pytest.mark.parametrize("setting", sorted(settings()))
def test_every_setting_has_a_case_on_the_common_topics(setting: str) -> None:
    cases = {u.topic for u in units() if setting in u.unit_types and u.role == "case"}
    assert cases >= {
        *("规划", "学习", "基础", "队伍", "融合", "内涵", "创新", "群众", "典型", "整改"),
        *("责任", "作风", "协同", "机制", "宣传"),
    }


def test_a_hospital_of_chinese_medicine_in_a_county_hears_of_both() -> None:
    kept = {f"unit:{unit.id}": {*unit.unit_types} for unit in units()}
    heard: set[str] = set()
    for meeting in MEETINGS:
        given = values(unit_type="医院", host_org="示范县中医医院党委", meeting_type=meeting)
        speech = compose(given | {"duration_min": 25})
        for passage in passages(speech):
            heard |= kept.get(passage.source, set())
    assert {"中医医院", "县级医院"} <= heard
    plain = values(unit_type="医院", host_org="示范市中医医院党委")
    assert settings_of(plain) == ("中医医院",)


def test_what_is_kept_for_several_settings_must_fit_the_one_that_speaks() -> None:
    shared = [
        unit for unit in units() if "口腔医院" in unit.unit_types and len(unit.unit_types) > 1
    ]
    strange = {f"unit:{unit.id}" for unit in shared if "床边" in unit.text}
    assert strange
    for meeting in MEETINGS:
        asked: dict[str, Any] = {"host_org": "示范市口腔医院党委", "meeting_type": meeting}
        speech = compose(values(unit_type="医院", duration_min=40, **asked))
        assert not strange & {passage.source for passage in passages(speech)}


def test_what_is_kept_for_a_setting_names_one_there_is() -> None:
    kinds = {*corpora.table("speech/wording.toml"), *settings()}
    assert {kind for unit in units() for kind in unit.unit_types} <= kinds


@pytest.mark.parametrize(
    ("kind", "name", "setting"),
    [
        ("国企", "党建品牌创建工作推进会", ""),
        ("国企", "示范建工集团党委", "工程项目"),
        ("国企", "示范建筑设计院党委", "设计院所"),
        ("国企", "科技创新推进会", ""),
        ("国企", "示范城投集团党委", "物业平台"),
        ("国企", "示范银行投资公司党委", ""),
        ("机关", "全市职工会议", ""),
        ("机关", "市委市直机关工委", ""),
        ("机关", "省直机关工委组织部", ""),
        ("乡镇社区", "示范镇党委", "村镇"),
        ("学校", "示范大学附属中学党委", "中小学"),
        ("学校", "示范市职业中学党委", "职业学校"),
        ("学校", "示范职业技术学院党委", "高校院系"),
        ("学校", "示范小学附属幼儿园党支部", "幼儿园"),
        ("医院", "示范自治区人民医院党委", "综合医院"),
        ("医院", "示范区人民医院党委", "县级医院"),
        ("医院", "示范市第一人民医院党委", "综合医院"),
        ("国企", "示范市交通投资集团党委", "物业平台"),
        ("国企", "示范机场高速公路公司党委", "高速公路"),
        ("国企", "示范客运段党委", "铁路"),
        ("国企", "示范供电段党委", "铁路"),
        ("国企", "示范铁路工程公司党委", "工程项目"),
        ("国企", "示范航空公司党委", "航空公司"),
        ("国企", "示范航空工业集团党委", ""),
        ("国企", "示范航空发动机研究院党委", "科研院所"),
        ("国企", "示范勘察设计研究院党委", "设计院所"),
        ("国企", "示范科学研究所党委", "科研院所"),
        ("机关", "示范市公安局交警支队党委", "公安民警"),
        ("机关", "示范市城市管理执法局党组", "执法队伍"),
        ("国企", "国航西南分公司飞行部党委", "航空公司"),
        ("医院", "示范大学附属第二医院党委", "综合医院"),
        ("医院", "示范市中心医院东院区党总支", "综合医院"),
        ("医院", "示范市眼科医院党委", ""),
        ("医院", "示范市人民医院肿瘤科党支部", "综合医院"),
        ("医院", "示范市妇幼保健院党委", "妇幼医院"),
        ("医院", "示范省妇女儿童医院党委", "妇幼医院"),
        ("医院", "示范大学附属儿童医院党委", "儿童医院"),
        ("医院", "示范自治区中医医院党委", "中医医院"),
        ("医院", "示范县中医医院党委", "中医医院"),
        ("医院", "示范市中西医结合医院党委", "综合医院"),
        ("医院", "示范市公共卫生临床中心党委", "传染病医院"),
        ("医院", "示范市公共卫生中心党委", "公共卫生"),
        ("医院", "示范自治县人民医院党委", "县级医院"),
    ],
)
def test_a_name_tells_its_setting_or_none(kind: str, name: str, setting: str) -> None:
    given = values(unit_type=kind, host_org=name, meeting_name="大会", theme="党建工作")
    assert settings_of(given)[:1] == ((setting,) if setting else ())


def test_of_two_settings_told_neither_hears_what_one_does_not_know() -> None:
    given = values(unit_type="国企", host_org="示范银行投资公司党委")
    assert not fits(given, "请下道工序的车间来看")


KINDS = ("国企", "机关", "学校", "医院", "乡镇社区")


def kinds_shown(**asked: Any) -> list[tuple[str, str]]:
    """Return what leads over to each case of a kind of unit, and the kind."""
    kind_of = {
        f"unit:{u.id}": u.unit_types[0] for u in units() if u.role == "case" and u.unit_types
    }
    shown = []
    for part in compose(values(**asked)).parts:
        for point in part.points:
            for before, passage in itertools.pairwise(point.passages):
                if passage.source in kind_of:
                    shown.append((before.text, kind_of[passage.source]))
    return shown


@pytest.mark.parametrize(("minutes", "kinds"), [(15, 3), (40, 5)])
def test_a_county_hears_how_it_goes_in_each_kind_of_unit(minutes: int, kinds: int) -> None:
    found = kinds_shown(host_org="示范县委组织部", unit_type="其他", duration_min=minutes)
    assert len({kind for _, kind in found}) >= kinds
    assert all(lead in sentences("frames", f"case-of-{kind}") for lead, kind in found)
    leads = [lead for lead, _ in found]
    assert len(leads) == len(set(leads))


def test_an_office_of_no_kind_told_hears_of_no_other_kind() -> None:
    assert kinds_shown(host_org="示范中心", unit_type="其他", duration_min=40) == []


def test_there_are_leads_to_the_cases_of_every_kind() -> None:
    assert all(len(sentences("frames", f"case-of-{kind}")) >= 3 for kind in KINDS)


HOMES = [(kind, host, setting) for kind, host, setting, _ in SETTINGS]


HOMES += [(kind, "示范", kind) for kind in KINDS]


@pytest.mark.parametrize(("kind", "host", "home"), HOMES, ids=lambda one: str(one))
def test_a_speech_opens_and_closes_as_its_own_setting_does(kind: str, host: str, home: str) -> None:
    said = {"openings": set[str](), "closings": set[str]()}
    for day in range(10, 28):
        given = values(unit_type=kind, host_org=host, date=f"2026-03-{day}", theme="党建工作")
        speech = compose(given)
        said["openings"].add(speech.opening[0][-1].text)
        said["closings"].add(speech.closing[0][0].text)
    for file, found in said.items():
        own = {text.replace("{theme}", "党建工作") for text in sentences(file, home)}
        assert found & own
        assert file == "closings" or (len(found) >= 2 and found <= own)
    # In a season one hears the calls of the meeting as well, or two would come again and again.
    assert len(said["closings"]) >= 4


def test_a_guest_a_ceremony_and_haste_keep_to_the_meeting() -> None:
    own = {text for home in (*settings(), *KINDS) for text in sentences("closings", home)}
    for asked in ({"rank": "上级部门"}, {"rank": "部门负责人"}, {"meeting_type": "表彰会"}):
        speech = compose(values(unit_type="医院", host_org="示范", **asked))
        assert speech.closing[0][0].text not in own
    short = compose(values(unit_type="医院", host_org="示范", duration_min=5))
    assert not any(said.text in sentences("openings", "医院") for said in short.opening[0])
