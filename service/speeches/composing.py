"""Composing a speech: a plan for the kind of meeting, facts in their places, units to the length asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.drafting.numbers import chinese
from service.speeches import facts
from service.speeches.choosing import Chooser
from service.speeches.library import Unit, headings, part_headings, plan, sentences, units
from service.speeches.model import Part, Passage, Speech, Sub, count

Values = Mapping[str, Any]
CLOSE = 0.02
"""Filling stops when the length is this near to what was asked."""
MOST_OVER, MOST_UNDER = 0.10, 0.10
"""What still passes as the length asked (speech of a meeting: ±10 %)."""
_LAST_WORDS = "我就讲这么多，谢谢大家！"
_MOST_SUBS = 6


def compose(values: Values) -> Speech:
    """Return a speech for checked values; the same values give the same speech.

    Its length is within ±10 % of minutes × rate where facts and library suffice; otherwise a notice says
    what to add or to leave out.
    """
    return _Composer(values).compose()


def target_length(values: Values) -> int:
    """Return how many characters are asked for."""
    return int(values["duration_min"]) * int(values["rate"])


class _Composer:
    """One speech in the making."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._choose = Chooser(values["meeting_name"], values["date"], values["host_org"])
        self._plan = plan(values["meeting_type"])
        self._used: set[str] = set()
        self._target = target_length(values)

    def compose(self) -> Speech:
        values = self._values
        purposes = self._purposes()
        speech = Speech(
            salutation=salutation(values["audience"]),
            opening=self._opening(),
            link=self._link(len(purposes)),
            parts=self._parts(purposes),
            closing=self._closing(),
        )
        self._fill(speech)
        self._notice(speech)
        return speech

    def _purposes(self) -> list[str]:
        """Return the parts to speak of: those of the plan that have something to say, as many as asked."""
        wanted = list(self._plan["parts"])
        if "review" in wanted and not self._has_review():
            wanted[wanted.index("review")] = "significance"
        number = self._values["parts"] or 3
        if number > len(wanted) and "significance" not in wanted:
            wanted.insert(0, "significance")
        return wanted[: max(2, number)]

    def _has_review(self) -> bool:
        keys = ("achievements", "good_examples", "problems", "registry_facts")
        return any(self._values[key] for key in keys)

    def _opening(self) -> list[Passage]:
        values, theme = self._values, self._values["theme"]
        passages = []
        if values["agenda_done"]:
            done = "，".join(facts.bare(item["text"]) for item in values["agenda_done"])
            passages.append(Passage(f"刚才，{done}。", "agenda_done"))
        if values["letters_signed"]:
            when = "会上" if passages else "刚才"
            told = f"{when}，{values['letters_signed']}个单位签订了责任书。"
            passages.append(Passage(told, "letters_signed"))
        text = self._choose.one(sentences("openings", values["meeting_type"]), "opening")
        passages.append(Passage(text.replace("{theme}", theme), "frame"))
        if values["awards"]:
            listed = "、".join(
                f"{item['kind']}{item['count']}{item['unit'] or '个'}" for item in values["awards"]
            )
            passages.append(Passage(f"这次共表彰{listed}。", "awards"))
        if values["background"]:
            passages.append(Passage(facts.bare(values["background"]) + "。", "background"))
        if quoted := facts.quotation(values["superior_spirit"], 0):
            passages.append(quoted)
        return passages

    def _link(self, parts: int) -> Passage:
        text = self._choose.one(sentences("links", self._values["rank"]), "link")
        return Passage(text.replace("{n}", chinese(parts)), "frame")

    def _closing(self) -> list[Passage]:
        values = self._values
        text = self._choose.one(sentences("closings", values["meeting_type"]), "closing")
        passages = [Passage(text.replace("{theme}", values["theme"]), "frame")]
        if values["slogan"]:
            slogan = f"让我们牢记“{facts.bare(values['slogan'])}”，一起把工作做得更好！"
            passages.append(Passage(slogan, "slogan"))
        last = values["close_call"] or _LAST_WORDS
        return [*passages, Passage(last, "close_call" if values["close_call"] else "frame")]

    def _parts(self, purposes: Sequence[str]) -> list[Part]:
        family = self._choose.one(
            [name for name, own in part_headings().items() if set(purposes) <= set(own)], "parts"
        )
        made = []
        for purpose in purposes:
            heading = part_headings()[family][purpose].replace("{theme}", self._values["theme"])
            lead = self._choose.one(sentences("frames", f"lead-{purpose}"), purpose)
            made.append(Part(heading, purpose, [Passage(lead, "frame")], self._subs(purpose)))
        return made

    def _subs(self, purpose: str) -> list[Sub]:
        if purpose in ("review", "learn"):
            return self._review_subs(purpose)
        if purpose == "task" and self._values["tasks"]:
            return self._task_subs()
        subs = self._topic_subs(purpose, self._number_of_subs())
        if purpose == "guarantee" and subs:
            subs[0].facts += facts.requirement_passages(self._values)
        return subs

    def _number_of_subs(self) -> int:
        minutes = int(self._values["duration_min"])
        return 1 if minutes <= 5 else 2 if minutes <= 12 else 3 if minutes <= 25 else 4

    def _topic_subs(self, purpose: str, number: int, avoid: Sequence[str] = ()) -> list[Sub]:
        topics = [
            t for t in self._topics(purpose) if t not in avoid and self._candidates(purpose, t)
        ]
        # The first topic of the plan is what such a meeting is about; the others differ by request.
        kept = topics[:1] + self._choose.ordered(topics[1:], f"topics-{purpose}")
        chosen = sorted(kept[:number], key=topics.index)
        family = self._family(purpose)
        return [Sub(f"{family[topic]}。", topic, purpose) for topic in chosen]

    def _topics(self, purpose: str) -> list[str]:
        brand = "品牌" in self._values["theme"]
        return [t for t in self._plan[purpose] if brand or t not in ("名称", "内涵", "特色")]

    def _family(self, purpose: str) -> Mapping[str, str]:
        families = {name: own for (p, name), own in headings().items() if p == purpose}
        return families[self._choose.one(sorted(families), f"family-{purpose}")]

    def _review_subs(self, purpose: str) -> list[Sub]:
        values, family = self._values, self._family("review")
        achieved = facts.facts_passages(values, "achievements")
        known = facts.facts_passages(values, "registry_facts")
        subs = [
            self._fact_sub(family["achievements"], "长效", achieved),
            self._fact_sub(family["registry"], "特色", known),
            self._fact_sub(family["examples"], "队伍", self._examples()),
            self._fact_sub(
                family["problems"], "责任", facts.problem_passages(values, self._choose)
            ),
        ]
        found = [sub for sub in subs if sub.facts]
        if purpose == "learn":
            found = [sub for sub in found if sub.topic != "责任"]
        if len(found) < 2:
            taken = [sub.topic for sub in found]
            found += self._topic_subs("significance", self._number_of_subs(), taken)
        return found

    def _fact_sub(self, heading: str, topic: str, passages: list[Passage]) -> Sub:
        return Sub(f"{heading}。", topic, "significance", facts=passages)

    def _examples(self) -> list[Passage]:
        found = facts.example_passages(self._values)
        if not found:
            return []
        lead = self._choose.one(sentences("frames", "examples-lead"))
        tail = self._choose.one(sentences("frames", "examples-tail"))
        return [Passage(lead, "frame"), *found, Passage(tail, "frame")]

    def _task_subs(self) -> list[Sub]:
        topics = self._topics("task")
        subs = []
        for place, task in enumerate(self._values["tasks"]):
            topic = _topic_of(str(task["title"]), topics) or topics[place % len(topics)]
            heading = f"{facts.bare(task['title'])}。"
            subs.append(Sub(heading, topic, "task", facts=facts.task_passages(task, place)))
        return subs

    def _candidates(self, purpose: str, topic: str) -> list[Unit]:
        """Return the units that may fill a point, those for this kind of unit first."""
        own = self._values["unit_type"]
        brand = "品牌" in self._values["theme"]
        fitting = [
            unit
            for unit in units()
            if (unit.purpose, unit.topic) == (purpose, topic)
            and unit.unit_type in ("", own)
            and (brand or "品牌" not in unit.text)
            and unit.id not in self._used
        ]
        ordered = self._choose.ordered(fitting, topic)
        return sorted(ordered, key=lambda unit: unit.unit_type == "")

    def _fill(self, speech: Speech) -> None:
        """Add units point by point, in rounds, until the length is there."""
        enough = self._target * (1 - CLOSE)
        while speech.length < enough:
            before = speech.length
            for sub in self._hungry(speech):
                if speech.length >= enough:
                    break
                self._feed(speech, sub)
            if speech.length == before and not self._widen(speech):
                return

    def _hungry(self, speech: Speech) -> list[Sub]:
        """Return the points in the order in which they want text: the shortest first."""
        return sorted(
            (sub for part in speech.parts for sub in part.subs), key=lambda sub: sub.length
        )

    def _feed(self, speech: Speech, sub: Sub) -> None:
        room = self._target * (1 + CLOSE) - speech.length
        fitting = [u for u in self._candidates(sub.purpose, sub.topic) if count(u.text) <= room]
        if fitting:
            self._used.add(fitting[0].id)
            sub.fill.append(Passage(fitting[0].text, f"unit:{fitting[0].id}"))

    def _widen(self, speech: Speech) -> bool:
        """Add a point to the part that has the fewest; returns whether that was possible."""
        for part in sorted(speech.parts, key=lambda part: len(part.subs)):
            if len(part.subs) >= _MOST_SUBS or (part.purpose == "task" and self._values["tasks"]):
                continue
            purpose = part.purpose if part.purpose in ("task", "guarantee") else "significance"
            taken = [sub.topic for p in speech.parts for sub in p.subs if sub.purpose == purpose]
            room = self._target * (1 + CLOSE) - speech.length
            more = self._topic_subs(purpose, 1, taken)
            if more and room > more[0].length + _SHORTEST:
                part.subs.append(more[0])
                return True
        return False

    def _notice(self, speech: Speech) -> None:
        length, target = speech.length, self._target
        minutes = length / int(self._values["rate"])
        if length < target * (1 - MOST_UNDER):
            speech.notices.append(
                f"现有材料只够讲约 {minutes:.0f} 分钟，要讲满 {self._values['duration_min']} 分钟，"
                "请补充成绩、典型、问题、任务及其要点。"
            )
        elif length > target * (1 + MOST_OVER):
            speech.notices.append(
                f"材料已有约 {minutes:.0f} 分钟，超过 {self._values['duration_min']} 分钟，"
                "请删减任务要点或延长时间。"
            )


_SHORTEST = 50
_WORDS = {
    "名称": ("名称", "命名", "查重", "登记"),
    "内涵": ("内涵", "理念", "标识"),
    "定位": ("定位", "调研", "摸底"),
    "载体": ("载体", "活动", "阵地", "示范岗", "责任区"),
    "机制": ("机制", "制度", "台账"),
    "典型": ("典型", "示范", "选树"),
    "宣传": ("宣传", "推介", "交流"),
    "评价": ("考核", "评价", "复核", "验收"),
    "融合任务": ("融合", "攻关", "业务", "中心"),
    "队伍建设": ("队伍", "培训", "书记", "党员"),
    "履约": ("责任书", "责任", "分解"),
    "整改": ("整改", "问题", "短板"),
}


def _topic_of(title: str, topics: Sequence[str]) -> str:
    """Return the topic that a task's title speaks of, or nothing."""
    for topic in topics:
        if any(word in title for word in _WORDS.get(topic, ())):
            return topic
    return ""


def salutation(audience: Sequence[Mapping[str, Any]]) -> str:
    """Return how the audience is addressed, flush left with a full-width colon; 同志们 comes last."""
    named = [facts.bare(item["text"]).rstrip("：:") for item in audience]
    others = [name for name in named if name != "同志们"]
    return "、".join([*others, "同志们"]) + "："
