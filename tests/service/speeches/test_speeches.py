"""Speeches: the length asked, facts exactly as given, nothing said twice, nothing invented."""

from __future__ import annotations

import itertools
import json
import re
from datetime import datetime

import pytest

import corpora
from service.drafting.drafts import draft
from service.drafting.making import make_documents
from service.drafting.numbers import chinese_day
from service.model import BrandDraft, Status
from service.registry import add_brand
from service.speeches.checks import check_speech, figures, passages
from service.speeches.composing import compose
from service.speeches.fitting import settings
from service.speeches.library import headings, part_headings, sentences
from service.speeches.model import Passage
from service.speeches.registry_facts import registry_facts
from service.storage import Registry
from tests.service.speeches.asking import MEETINGS, RANKS, TEMPLATE, TYPES, text, values


@pytest.mark.parametrize("minutes", [5, 10, 15, 20, 25, 30, 40])
@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_length_is_within_a_tenth_of_what_was_asked(meeting: str, minutes: int) -> None:
    speech = compose(values(meeting_type=meeting, duration_min=minutes))
    assert abs(speech.length / (minutes * 200) - 1) <= 0.10
    assert speech.notices == []


@pytest.mark.parametrize("rate", [150, 250])
def test_the_rate_of_the_speaker_counts(rate: int) -> None:
    speech = compose(values(rate=rate))
    assert abs(speech.length / (15 * rate) - 1) <= 0.10


def test_too_much_or_too_little_is_told() -> None:
    tasks = [{"title": f"任务{n}", "points": "这项工作很具体。" * 40} for n in range(9)]
    told = compose(values("full", duration_min=5)).notices[0]
    assert "略去了部分任务" in told
    titles = [{"title": f"抓好第{n}项具体而又重要的任务并且见到成效"} for n in range(60)]
    assert "删减" in compose(values(tasks=titles, duration_min=5)).notices[0]
    assert "任务" in compose(values(tasks=tasks, duration_min=5)).notices[0]


@pytest.mark.parametrize("sample", ["minimal", "full"])
@pytest.mark.parametrize("meeting", MEETINGS)
def test_nothing_is_said_twice(meeting: str, sample: str) -> None:
    given = values(sample, meeting_type=meeting, duration_min=40)
    speech = compose(given)
    used = [p.source for p in passages(speech) if p.source.startswith("unit:")]
    assert len(used) == len(set(used))
    assert check_speech(speech, given) == []


@pytest.mark.parametrize("meeting", MEETINGS)
def test_every_figure_comes_from_the_data(meeting: str) -> None:
    given = values("full", meeting_type=meeting)
    whole = json.dumps(given, ensure_ascii=False, default=str)
    dates = re.findall(
        r"\d+", "2026年7月8日 2026年1月15日 2026年8月31日 2026年11月30日 2026年12月20日"
    )
    known = set(figures(whole)) | set(dates)
    for passage in passages(compose(given)):
        found = figures(passage.text)
        assert set(found) <= known, passage
        if found:
            assert not passage.source.startswith(("unit:", "frame")), passage


def test_every_fact_is_said_once_and_as_given() -> None:
    speech = compose(values("full"))
    sources = [p.source for p in passages(speech)]
    for source in ("achievements/2", "registry_facts/1", "good_examples/0", "problems/2", "awards"):
        assert sources.count(source) == 1
    whole = text(speech)
    for fact in ("共登记品牌86个", "党员责任区124个", "形成工法和专利19项", "提前12天完成检测任务"):
        assert whole.count(fact) == 1


def test_a_quotation_is_the_office_s_own_and_nothing_else_is_quoted() -> None:
    given = values("full")
    speech = compose(given)
    assert "指出：“要把党建品牌建在项目上、建在班组里，让党旗在生产一线高高飘扬。”" in text(speech)
    assert "指出：“" not in text(compose(values("full", superior_spirit=[])))
    speech.opening.append([Passage("某某指出：“没有出处的话。”", "frame")])
    assert any("不在上级精神中" in told for told in check_speech(speech, given))


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("要抓紧抓实", "“要抓紧抓实。”"),
        ("要抓紧抓实！", "“要抓紧抓实！”"),
        ("要“大抓基层”，抓出成效。", "“要‘大抓基层’，抓出成效。”"),
    ],
)
def test_a_quotation_keeps_its_words_and_its_last_mark(given_text: str, shown: str) -> None:
    given = values("full", superior_spirit=[{"source": "上级会议", "text": given_text}])
    speech = compose(given)
    assert f"上级会议指出：{shown}" in text(speech)
    assert check_speech(speech, given) == []


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_the_announced_number_is_the_number_of_parts(parts: int) -> None:
    speech = compose(values("full", parts=parts, duration_min=20))
    assert len(speech.parts) == parts
    assert "二三四"[parts - 2] + "点" in speech.link.text


@pytest.mark.parametrize("rank", RANKS)
@pytest.mark.parametrize("kind", TYPES)
def test_every_rank_and_kind_of_unit_gets_its_speech(rank: str, kind: str) -> None:
    speech = compose(values(rank=rank, unit_type=kind))
    assert abs(speech.length / 3000 - 1) <= 0.10


def test_kinds_of_units_are_spoken_to_in_their_own_words() -> None:
    own = {"国企": "班组|车间|职工", "机关": "科室|机关", "学校": "教师|学生", "医院": "患者|病区"}
    own["乡镇社区"] = "网格|居民|邻里|乡亲|村"
    for kind, words in own.items():
        assert len(re.findall(words, text(compose(values(unit_type=kind, duration_min=25))))) >= 4


def test_speeches_of_one_season_do_not_read_alike() -> None:
    """Share of the shorter speech's stretches of eight characters that stand in another."""
    made = []
    for place, meeting in itertools.product("甲乙丙", ("部署会", "推进会", "总结会", "启动仪式")):
        speech = compose(
            values(meeting_type=meeting, meeting_name=f"{place}市{meeting}", host_org=place)
        )
        whole = text(speech)
        made.append({whole[i : i + 8] for i in range(len(whole) - 7)})
    shares = [len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(made, 2)]
    assert sum(shares) / len(shares) < 0.12
    assert max(shares) < 0.35


def test_with_what_was_said_before_a_season_hardly_repeats_itself() -> None:
    """Six speeches of one office in a season, each told what the earlier ones used."""
    before: list[dict[str, str]] = []
    made = []
    for number in range(6):
        name = f"甲市第{number + 1}次推进会"
        speech = compose(values(meeting_type="推进会", meeting_name=name, said_before=before))
        whole = text(speech)
        made.append({whole[i : i + 8] for i in range(len(whole) - 7)})
        used = [p.source for p in passages(speech) if p.source.startswith("unit:")]
        before += [{"text": source} for source in used]
    shares = [len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(made, 2)]
    assert sum(shares) / len(shares) < 0.05
    assert max(shares) < 0.15


def test_all_of_a_request_counts_in_the_choice() -> None:
    """A long name of a meeting does not keep date and host from making a speech another one."""
    name = "示范省示范市示范县示范镇党建品牌创建工作重点任务推进暨现场观摩交流会议"
    first = compose(values(meeting_name=name))
    second = compose(values(meeting_name=name, date="2026-03-06"))
    assert text(first) != text(second)


def test_the_same_request_gives_the_same_speech() -> None:
    assert text(compose(values("full"))) == text(compose(values("full")))


def test_a_speech_without_brands_does_not_speak_of_them() -> None:
    speech = compose(
        values(theme="党建工作责任制落实", meeting_name="示范县责任制推进会", duration_min=10)
    )
    assert "品牌" not in text(speech)


@pytest.mark.parametrize("family", sorted(headings()), ids=lambda pair: "-".join(pair))
def test_headings_of_a_family_are_parallel(family: tuple[str, str]) -> None:
    shapes = {
        tuple(len(clause) for clause in re.split("，", h)) for h in headings()[family].values()
    }
    assert len({len(shape) for shape in shapes}) == 1
    for clause in zip(*shapes, strict=True):
        assert max(clause) - min(clause) <= 1


def test_headings_of_parts_are_parallel() -> None:
    for family in part_headings().values():
        assert len({len(h.split("，")) for h in family.values()}) == 1


def test_what_goes_with_a_speech() -> None:
    made = make_documents(TEMPLATE, TEMPLATE.sample("full"))
    names = [name for name, _ in made.files]
    assert [name.rsplit("_", 1)[-1] for name in names[1:]] == ["朗读稿.docx", "出处.json"]
    trace = json.loads(made.files[2][1])
    assert trace["schema"] == "pinwen.speech-trace/1"
    assert trace["minutes"]["low"] < trace["minutes"]["at_rate"] < trace["minutes"]["high"]
    assert {"86"} <= {f for p in trace["passages"] for f in p["figures"]}


def test_the_audience_is_addressed() -> None:
    made = draft(TEMPLATE, TEMPLATE.sample("full")).text
    assert "各位书记、同志们：" in made
    assert "同志们：" in draft(TEMPLATE, TEMPLATE.sample("minimal")).text


def test_every_meeting_has_its_sentences() -> None:
    for file in ("openings", "closings"):
        kinds = {row[0] for row in corpora.rows(f"speech/{file}.tsv")}
        assert kinds - {"*"} <= {*MEETINGS, *RANKS, *TYPES, *settings()}
        assert all(sentences(file, meeting, "*") for meeting in MEETINGS)
    assert all(sentences("links", rank) for rank in RANKS)


def test_a_registry_gives_its_own_figures(registry: Registry, now: datetime) -> None:
    for number, name in enumerate(("铁流红", "铁旒红", "服务先锋", "钢轨守夜人")):
        draft_ = BrandDraft(name=name, unit=f"第{number}支部", status=Status.REGISTERED)
        add_brand(registry, draft_, who="测试", now=now)
    facts = registry_facts(registry, today=now.date(), plan=8, target=70)
    assert facts[0] == {
        "kind": "进展",
        "fact": f"截至{chinese_day(now.date())}，登记在册的品牌名称有",
        "number": 4,
        "unit": "个",
        "source": "品牌登记库 audit.total",
    }
    told = "".join(one["fact"] for one in facts)
    assert "应建品牌的党支部8个，已有品牌的4个，覆盖率50%" in told
    assert "对照覆盖率70%的目标，还差2个党支部" in told
    assert "品牌要素没有填全的有4个，其中缺" in told
    assert not any(f"第{number}支部" in told for number in range(4))
    assert "1组，涉及品牌" in told
    assert "服务先锋" not in told
    assert "服务先锋" in "".join(
        one["fact"] for one in registry_facts(registry, today=now.date(), named=True)
    )
    given = values(meeting_type="推进会", date=now.date().isoformat(), registry_facts=facts)
    speech = compose(given)
    by_topic = {p.topic: p for part in speech.parts for p in part.points}
    assert "涉及品牌2个" in "".join(p.text for p in by_topic["不足"].passages)
    assert "有4个" in "".join(p.text for p in by_topic["成效"].passages)
    assert check_speech(speech, given) == []
