"""A record put together from cells: each value to its field, lists taken apart, nothing lost unsaid."""

from __future__ import annotations

import re
from typing import Any

from nlp.chinese_numbers import value as number
from nlp.nothing_said import says_nothing
from service.applications.hints import without_hint
from service.applications.labels import IGNORED, Target, narrow, ticked
from service.applications.records import fields
from service.applications.splitting import split, titled
from service.drafting.fields import Field, Problem
from service.importing.sheet_parts import fault_told
from service.texts import shortened

# Lines to write on, and nothing written; none of what is listed.
_BLANK = re.compile(r"[\s_\uff3f.…]*|0项")
_COUNT = re.compile(r"(\d+)\s*[名人个位]")
_SPELLED = re.compile(r"([一二三四五六七八九十]{1,3})\s*[名人个位]?")
_COUNT_WITH_REMARK = re.compile(r"(\d+)\s*[名人个位]?\s*[（(]([^（）()]+)[）)]")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]((?:特色)?(?:党建)?(?:服务)?(?:品牌)?)")
# What stands where the facts should: they are in another file.
_ELSEWHERE = re.compile(
    r"[（(]?(?:详|另)?(?:见|附)(?:附件|附表|附后|后)[一二三四五\d]*[）)]?[。.]?"
)
# How forms say of a leader that he is no member of the party.
_OUTSIDE = re.compile(r"[（(](?:党外|非党员|非中共党员|群众|民主党派|无党派)[^（）()]*[）)]")
# A brand is founded on a day, also where the form says that it still goes on.
_STILL = re.compile(r"\s*(?:起?\s*[-—－–~～]*\s*至今|以来|起)$")  # noqa: RUF001
_OF_UNITS = re.compile(
    "(?:党政|市直|国有|非公|公立|民营|中央|省属|市属)?(?:机关|国企|央企|企业|企事业单位|事业单位|学校|高校|中小学|医院|社区|街道|村|乡镇"
    "|农村|城市社区|两新组织|两新|非公企业|社会组织|金融机构|银行|离退休)(?:类|单位|党组织|党支部)?"
)
UNREADABLE = "unreadable"
"""Code of what is told of a cell that shows an error or has a formula without result."""
_MOST_SHOWN = 20
_TITLED = ("measures", "lessons", "next_steps")


class Builder:
    """Gathers the values of one application."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self._items: dict[str, dict[int, dict[str, Any]]] = {}

    def put(self, target: Target, text: str) -> None:
        """Take a value; one that contradicts an earlier one is told and left out."""
        if target.field == IGNORED:
            return
        one = fields()[target.field]
        text, hint = without_hint(text.strip())
        if hint:
            told = f"“{one.label}”开头的“{_short(hint)}”是填写提示，没有读入。"
            self._tell(one, "hint", told)
        if says_nothing(text) or _BLANK.fullmatch(text):
            return
        if one.type in ("long", "list") and _ELSEWHERE.fullmatch(text):
            told = f"“{one.label}”只写了“{text}”，附件没有读入，请把内容填进来。"
            self._tell(one, "elsewhere", told)
        elif one.type != "list":
            self._plain(one, text)
        elif target.part:
            self._item(one, target.number)[target.part] = text
        elif target.number:
            self._item(one, target.number).update(_itemised(one, text))
        else:
            self._list(one, text)

    def fill(self, target: Target, text: str) -> None:
        """Take a value for what is still open; a unit recommends no application of its own."""
        if target.field not in self.data and text.strip() != self.data.get("unit_name"):
            self.put(target, text)

    def unreadable(self, target: Target, fault: str) -> None:
        """Tell of a cell that shows an error or has a formula without result."""
        if (one := fields().get(target.field)) and one.id != "app_id":  # numbers are given anew
            self._tell(one, UNREADABLE, f"“{one.label}”的{fault_told(fault)}")

    def add(self, field: str, item: dict[str, Any]) -> None:
        """Take an item of a list that was read part by part."""
        items = self._items.setdefault(field, {})
        items[max(items, default=0) + 1] = item

    def finish(self) -> dict[str, Any]:
        """Return the data: items of lists in the order of their numbers."""
        if "unit_type" not in self.data and _OF_UNITS.fullmatch(self.data.get("brand_type", "")):
            # 类别 may be that of the unit; a brand is of no such kind.
            self.data["unit_type"] = self.data.pop("brand_type")
        for field, items in self._items.items():
            self.data[field] = [items[number] for number in sorted(items) if items[number]]
        return {name: value for name, value in self.data.items() if value != []}

    def _plain(self, one: Field, text: str) -> None:
        value = _value(one, text)
        if one.id == "leader_name" and _OUTSIDE.search(text):
            self.data.setdefault("leader_is_member", "否")
        elif one.type == "int" and (match := _COUNT_WITH_REMARK.fullmatch(value)):
            value = match[1]
            told = f"“{one.label}”按 {value} 读入，括号里的“{match[2]}”没有读入，请核对。"
            self._tell(one, "remark", told)
        elif one.id == "brand_name" and (match := _QUOTED.fullmatch(value)):
            value = match[1]
            also = f"和后面的“{match[2]}”" if match[2] else ""
            self._tell(one, "quoted", f"品牌名称外面的引号{also}没有读入，文中会统一加上。")
        before = self.data.setdefault(one.id, value)
        if one.id == "contact":
            # A name and a number stand in cells of their own.
            self.data[one.id] = before if value in before else f"{before} {value}"
        elif before != value:
            self._tell(
                one,
                "twice",
                f"“{one.label}”填了两处且不一致，采用“{_short(before)}”，未采用“{_short(value)}”，请核对。",
            )

    def _tell(self, one: Field, code: str, message: str) -> None:
        self.problems.append(Problem(f"/{one.id}", one.label, code, message, "warning"))

    def _item(self, one: Field, number: int) -> dict[str, Any]:
        items = self._items.setdefault(one.id, {})
        return items.setdefault(number or max(items, default=0) + 1, {})

    def _list(self, one: Field, text: str) -> None:
        parts = split(text)
        lead = f"{one.id}_lead"
        if parts.lead and lead in fields():
            self.data.setdefault(lead, parts.lead)
        elif parts.lead:
            self.add(one.id, _itemised(one, parts.lead))
        for item in parts.items:
            self.add(one.id, _itemised(one, item))


def _itemised(one: Field, text: str) -> dict[str, Any]:
    if one.id in _TITLED:
        title, rest = titled(text)
        if title:
            return {"title": title, one.item[0].id: rest}
    return {one.item[0].id: text}


def _value(one: Field, text: str) -> str:
    """Return a value as its type is read: 36名 and 三十六 → 36, ☑是 □否 → 是, 中共党员 → 是."""
    text = ticked(text)
    if one.type == "month":
        text = _STILL.sub("", text)
    if one.type == "int" and (match := _COUNT.fullmatch(narrow(text))):
        return match[1]
    if one.type == "int" and (match := _SPELLED.fullmatch(text)) and (count := number(match[1])):
        return str(count)
    if one.id == "leader_is_member" and "党员" in text:
        return "否" if any(word in text for word in ("非", "不是", "积极分子")) else "是"
    if one.id == "leader_is_member" and text in ("群众", "团员", "共青团员"):
        return "否"
    if one.id == "leader_is_secretary" and "书记" in text:
        return "否" if any(word in text for word in ("非", "不是", "副书记")) else "是"
    return " ".join(text.split()) if one.type != "long" else text


def _short(text: object) -> str:
    return shortened(str(text), _MOST_SHOWN)
