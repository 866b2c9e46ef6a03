"""Each check of a speech fires on a speech made wrong, and on no speech of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.speeches.checks import check_speech, passages
from service.speeches.composing import compose
from service.speeches.model import Passage, Speech
from tests.service.speeches.asking import drawn, values


def say(text: str, source: str = "frame") -> Callable[[Speech], object]:
    return lambda speech: speech.opening.append([Passage(text, source)])


def number_of_parts(speech: Speech) -> None:
    speech.link = Passage("下面，我讲五点意见。", "frame")


def no_closing(speech: Speech) -> None:
    speech.closing = []


def other_audience(speech: Speech) -> None:
    speech.salutation = "各位代表："


def uneven(speech: Speech) -> None:
    speech.parts[0].heading = "随便说说"


def again(speech: Speech) -> None:
    speech.opening.append(speech.parts[0].points[-1].paragraphs[0])


def long_winded(speech: Speech) -> None:
    speech.opening += [[Passage("这句话每一次都不太一样。" * 40, "frame")]]


WRONG = [
    (say("去年完成了3721件。"), "“3721”没有出处"),
    (say("某省委指出：“没有出处的话要不得。”"), "不在上级精神中"),
    (say("要防止“两张皮。"), "不成对"),
    (say("要落实王某某总书记的要求。"), "不在资料中"),
    (say("请XX单位发言。"), "没填"),
    (say("来源：某某网。"), "没填的或多余的"),
    (say("要一起部署、一起谋划、一起落实、一起检查。"), "次序不对"),
    (say("大家想一想这件事该怎么往下办，" * 4 + "好。"), "次，请换个说法"),
    (number_of_parts, "三点"),
    (no_closing, "没有结尾"),
    (other_audience, "称谓"),
    (uneven, "不成对仗"),
    (again, "重复出现"),
    (long_winded, "相差超过一成"),
]


@pytest.mark.parametrize(("spoil", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_check_fires(spoil: Callable[[Speech], object], told: str) -> None:
    speech = compose(values("full"))
    assert check_speech(speech, values("full")) == []
    spoil(speech)
    assert any(told in one for one in check_speech(speech, values("full")))


def test_days_that_cannot_be_are_told() -> None:
    spirit = [{"source": "上级会议", "date": "2027-01-01", "text": "要抓紧"}]
    wrong = values("full", superior_spirit=spirit, tasks=[{"title": "抓名称", "due": "2026-01-01"}])
    told = check_speech(compose(wrong), wrong)
    assert any("在会议之后" in one for one in told)
    assert any("时限在会议之前" in one for one in told)


@pytest.mark.parametrize(("day", "odd"), [("2026年7月9日", True), ("2026年7月8日", False)])
def test_figures_of_a_later_day_are_told(day: str, odd: bool) -> None:
    given_ = values(
        "full", registry_facts=[{"fact": f"截至{day}，登记在册的品牌名称有", "number": 4}]
    )
    assert any("晚于会议日期" in one for one in check_speech(compose(given_), given_)) is odd


def test_ids_said_before_that_no_unit_has_are_told() -> None:
    before = ["unit:work/机制/没有这个", "work/机制/抓党建贵在有恒。", "第三段"]
    wrong = values("full", said_before=[{"text": one} for one in before])
    told = [one for one in check_speech(compose(wrong), wrong) if "此前讲过" in one]
    assert len(told) == 1
    assert "work/机制/没有这个" in told[0]
    assert "第三段" in told[0]
    assert "有恒" not in told[0]


def test_ids_as_the_trace_of_a_speech_has_them_are_known() -> None:
    first = compose(values("full"))
    before = [{"text": p.source} for p in passages(first) if p.source.startswith("unit:")]
    assert before
    again_ = values("full", said_before=before)
    assert check_speech(compose(again_), again_) == []


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_asked_the_speech_holds_to_its_rules(data: st.DataObject) -> None:
    changes = drawn(data)
    changes["rate"] = data.draw(st.integers(150, 250), label="rate")
    changes["parts"] = data.draw(st.sampled_from([None, 2, 3, 4, 5]), label="parts")
    sample = data.draw(st.sampled_from(["minimal", "full"]), label="sample")
    changes["host_org"] = data.draw(st.sampled_from(["甲局党委", "乙公司党委"]), label="host")
    changes["date"] = (
        dt.date(2026, 1, 20) + dt.timedelta(data.draw(st.integers(0, 60)))
    ).isoformat()
    if sample == "full":
        changes["rank"] = changes["rank"] if changes["duration_min"] < 30 else "主要领导"
    asked = values(sample, **changes)
    speech = compose(asked)
    assert check_speech(speech, asked) == []
    if not speech.notices:
        assert abs(speech.length / (changes["duration_min"] * changes["rate"]) - 1) <= 0.10
