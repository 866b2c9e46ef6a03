"""Composing a speech: opening, outline with the facts, units to the length asked, closing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from nlp.chinese_numbers import chinese
from service.speeches import facts
from service.speeches.arranging import arranged
from service.speeches.choosing import Chooser
from service.speeches.filling import Filler, shorten
from service.speeches.fitting import fits, settings_of, words_for
from service.speeches.joining import join
from service.speeches.library import may_say, plan, sentences
from service.speeches.model import Passage, Speech
from service.speeches.outline import Outline
from service.speeches.purposes import CEREMONIES, FLAT, SHORT, about_brands, is_brief_ceremony
from service.speeches.register import plainest
from service.speeches.wanting import wanting

Values = Mapping[str, Any]
MOST_OVER, MOST_UNDER = 0.10, 0.10
"""What still passes as the length asked (speech of a meeting: ±10 %)."""
_CEREMONY = 80
"""Characters that a brief ceremony keeps for its own occasion, however much the office gives."""
_OWN_VOICE = ("上级部门", "部门负责人", "支部书记")
_STRANGERS = ("上级部门", "部门负责人")
"""Ranks that do not speak as one of the house."""
_LEADERS = ("主要领导", "分管领导")
"""Ranks that lead all that listen."""
_HOME_CALLS = 3
"""One in so many speeches closes with the call of its own setting: there are few of each."""
_PLAIN = ("部署会", "推进会", "党建工作会议")
"""Meetings that the sentences for any meeting fit."""
_ALL = "同志们"
_TODAY = re.compile(r"^今天，?(?=我们|召开|举行|请|这次|在这里)")
"""How an opening begins after a sentence that says the day already."""
_KINDS = {
    "achievements": "成绩",
    "good_examples": "典型",
    "tasks": "任务的要点、分工和时限",
    "superior_spirit": "上级精神",
}


def compose(values: Values) -> Speech:
    """Return a speech for checked values; the same values give the same speech.

    Its length is within ±10 % of minutes × rate where facts and library suffice; otherwise a notice says
    what to add or to leave out.
    """
    keys = ("meeting_name", "meeting_type", "date", "host_org", "rank", "theme", "unit_type")
    # With an empty part ahead, as speeches were chosen so far: the same values give them again.
    choose = Chooser("", *(values[key] for key in keys))
    outline = Outline(values, choose)
    parts = outline.parts()
    speech = Speech(
        salutation=salutation(values["audience"]),
        opening=_opening(values, choose),
        link=_link(values, choose, len(parts)),
        parts=parts,
        closing=_closing(values, choose),
    )
    target = target_length(values)
    gone = shorten(speech, target * 1.04 - (_CEREMONY if is_brief_ceremony(values) else 0))
    Filler(values, choose).fill(speech, target, outline.topics.more)
    for part in speech.parts:
        part.points = arranged(part)
    join(speech, values, choose)
    speech.notices += _notices(speech, values, gone)
    speech.wanting += wanting(speech, values)
    return speech


def target_length(values: Values) -> int:
    """Return how many characters are asked for."""
    return int(values["duration_min"]) * int(values["rate"])


def salutation(audience: Sequence[Mapping[str, Any]]) -> str:
    """Return how the audience is addressed, flush left with a full-width colon; 同志们 comes last."""
    named = [facts.bare(item["text"]).rstrip("：:") for item in audience]
    others = [name for name in named if name != _ALL]
    # Who is called «… 同志们» last is addressed by it already.
    return "、".join(others if others and others[-1].endswith(_ALL) else [*others, _ALL]) + "："


def _opening(values: Values, choose: Chooser) -> list[list[Passage]]:
    """Return the opening: task of the meeting, what was just done, thanks, background and quotation."""
    aim = choose.one(plainest(_fitting("openings", values), values), "opening")
    where = _where(values, choose)
    if any("今天" in passage.text for passage in where):
        aim = _TODAY.sub("", aim)
    first = [
        *where,
        Passage(_filled(aim, values), "frame"),
        *_ground(values, choose),
        *_at_home(values, choose),
        *_done(values, choose),
    ]
    second = [*_awarded(values), *_courtesy(values, choose)]
    third = []
    if values["background"]:
        third.append(Passage(f"{facts.bare(values['background'])}。", "background"))
    third += facts.quotation(values, 0, choose)
    for place, item in enumerate(values["superior_spirit"][1:], 1):
        third += [] if item["text"] else facts.quotation(values, place, choose)
    return [paragraph for paragraph in (first, second, third) if paragraph]


def _ground(values: Values, choose: Chooser) -> list[Passage]:
    """Return what the Party asks for by the theme, where no words from above say so already.

    Only who leads all that listen says so, and of the Party's own work; not in haste.
    """
    led = values["rank"] in _LEADERS and values["duration_min"] > SHORT
    if not led or "党" not in values["theme"] or values["superior_spirit"]:
        return []
    own = sentences("frames", f"ground-{values['unit_type']}")
    text = choose.one((*own, *own, *sentences("frames", "ground")), "ground")
    return [Passage(_filled(text, values), "frame")]


def _at_home(values: Values, choose: Chooser) -> list[Passage]:
    """Return what only a speaker in this setting would say on opening; nothing of a guest, or in haste."""
    fitting = _of_home("openings", values) if values["duration_min"] > FLAT else ()
    fitting = plainest(fitting, values)
    if not fitting:
        return []
    return [Passage(_filled(choose.one(fitting, "home"), values), "frame")]


def _of_home(file: str, values: Values) -> tuple[str, ...]:
    """Return the sentences of the office's setting, else of its kind, that this speaker may say."""
    if values["rank"] in _STRANGERS:
        return ()
    home = [text for setting in settings_of(values) for text in sentences(file, setting)]
    own = home or sentences(file, values["unit_type"])
    return tuple(text for text in own if may_say(values["rank"], text) and fits(values, text))


def _where(values: Values, choose: Chooser) -> list[Passage]:
    """Return where the meeting is held, at meetings that are held somewhere for a reason."""
    if not values["place"] or values["rank"] in _OWN_VOICE:
        return []
    fitting = sentences("frames", f"place-{values['meeting_type']}")
    if not fitting:
        return []
    told = choose.one(fitting, "place").replace("{place}", facts.bare(values["place"]))
    return [Passage(told, "place")]


def _fitting(file: str, values: Values) -> tuple[str, ...]:
    """Return the sentences to open or close with; on brands only where the speech is on them."""
    own = _of_kind(file, values)
    return own if about_brands(values) else tuple(text for text in own if "品牌" not in text) or own


def _of_kind(file: str, values: Values) -> tuple[str, ...]:
    """Return the sentences that this speaker may open or close with at this meeting."""
    rank, kind = values["rank"], values["meeting_type"]
    own = sentences(file, kind)
    festive = file == "openings" and plan(kind).get("lead") in CEREMONIES
    if rank in _OWN_VOICE:
        fitting = tuple(text for text in own if may_say(rank, text))
        return fitting if festive and fitting and rank != "上级部门" else sentences(file, rank)
    return own + (sentences(file, "*") if kind in _PLAIN else ())


def _done(values: Values, choose: Chooser) -> list[Passage]:
    """Return what was just done: the agenda so far, letters signed, or what is still to be filled in."""
    said = []
    kind, agenda = values["meeting_type"], values["agenda_done"]
    if agenda:
        done = "，".join(facts.bare(item["text"]) for item in agenda)
        said.append(Passage(f"刚才，{done}。", "agenda_done"))
    elif kind == "现场会":
        said.append(facts.gap("已进行的议程", "刚才，大家实地观摩了{}。"))
    number = str(values["letters_signed"] or "")
    told_already = any("签" in item["text"] and number in item["text"] for item in agenda)
    when = "会上" if said else "刚才"
    if number and not told_already:
        told = f"{when}，{number}个单位签订了责任书。"
        said.append(Passage(told, "letters_signed"))
    elif kind == "责任书签订仪式" and not told_already:
        words = f"{when}，{{}}个单位签订了责任书。"
        said.append(facts.gap("签订责任书的单位数", words))
    if agenda and values["duration_min"] > SHORT:
        said.append(facts.framed(f"respond-{kind}", values, choose, "respond"))
    return said


def _awarded(values: Values) -> list[Passage]:
    """Return what was awarded; a meeting to commend cannot do without."""
    if not values["awards"] and values["meeting_type"] == "表彰会":
        return [facts.gap("表彰", "这次会议表彰了{}。")]
    return facts.awards(values)


def _courtesy(values: Values, choose: Chooser) -> list[Passage]:
    """Return congratulations or thanks, in the name of whom the speaker represents if that is given."""
    honours = bool(values["awards"]) or values["meeting_type"] == "表彰会"
    if not honours and not values["represents"]:
        return []
    key = "congratulate" if honours else "thanks"
    named = bool(values["represents"])
    fitting = [text for text in sentences("frames", key) if ("{represents}" in text) is named]
    text = choose.one(fitting, key).replace("{represents}", str(values["represents"] or ""))
    return [Passage(_filled(text, values), "represents" if named else "frame")]


def _link(values: Values, choose: Chooser, parts: int) -> Passage:
    keys = () if values["rank"] in _OWN_VOICE else (values["meeting_type"],)
    text = choose.one(plainest(sentences("links", *keys, values["rank"]), values), "link")
    return Passage(text.replace("{n}", chinese(parts)), "frame")


def _closing(values: Values, choose: Chooser) -> list[list[Passage]]:
    text = choose.one(plainest(_calls(values, choose), values), "closing")
    said = [Passage(_filled(text, values), "frame")]
    if values["slogan"]:
        slogan = choose.one(sentences("frames", "slogan"), "slogan")
        said.append(Passage(slogan.replace("{slogan}", facts.bare(values["slogan"])), "slogan"))
    if values["close_call"]:
        return [said, [Passage(str(values["close_call"]), "close_call")]]
    ends = [*sentences("frames", "end")]
    if values["rank"] in _OWN_VOICE:
        ends += sentences("frames", "end-modest")
    return [said, [Passage(choose.one(ends, "end"), "frame")]]


def _calls(values: Values, choose: Chooser) -> tuple[str, ...]:
    """Return the calls to close with: at some meetings those of the office's own setting or kind."""
    ceremony = plan(values["meeting_type"]).get("lead") in CEREMONIES
    home = () if ceremony else _of_home("closings", values)
    own = home and choose.one(range(_HOME_CALLS), "home-call") == 0
    return home if own else _fitting("closings", values)


def _filled(text: str, values: Values) -> str:
    """Return a sentence with theme, meeting and the words for the kind of unit."""
    words = {"theme": values["theme"], "meeting": values["meeting_name"]}
    words["honoured"] = facts.honoured(values)
    words["hold"] = "举行" if "仪式" in values["meeting_name"] else "召开"
    words |= words_for(values)
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", str(word))
    return text


def _notices(speech: Speech, values: Values, gone: Sequence[Passage]) -> list[str]:
    """Return what the speaker should know of length and of facts left out."""
    length, target = speech.length, target_length(values)
    minutes, asked = length / int(values["rate"]), values["duration_min"]
    found = []
    kinds = dict.fromkeys(_KINDS[key] for p in gone if (key := p.source.split("/")[0]) in _KINDS)
    if kinds:
        found.append(
            f"{asked} 分钟讲不完全部材料，略去了部分{'、'.join(kinds)}；要讲全，请延长时间。"
        )
    if length < target * (1 - MOST_UNDER):
        found.append(
            f"现有材料只够讲约 {minutes:.0f} 分钟，要讲满 {asked} 分钟，"
            f"请补充{'、'.join(_wanting(values))}。"
        )
    elif length > target * (1 + MOST_OVER):
        found.append(
            f"材料已有约 {minutes:.0f} 分钟，超过 {asked} 分钟，请删减任务要点或延长时间。"
        )
    return found


def _wanting(values: Values) -> list[str]:
    """Return which facts would carry a longer speech: those that are missing first."""
    keys = {"achievements": "成绩", "good_examples": "典型", "problems": "问题"}
    keys |= {"tasks": "任务及其要点", "requirements": "要求"}
    missing = [label for key, label in keys.items() if not values[key]]
    return missing or ["更多任务要点", "典型做法"]
