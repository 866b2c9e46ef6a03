"""The values of an application as its document needs them; its words stay those of the applicant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from service.applications.checks import check
from service.applications.sentences import closed
from service.applications.splitting import paragraphs
from service.applications.standards import brand_type, level_of
from service.drafting.kinds import Prepared
from service.drafting.numbers import chinese_day, plain_number
from service.texts import brand_named

_MEANING = (
    ("name_meaning", "名称释义"),
    ("concept", "品牌理念"),
    ("logo_meaning", "品牌标识"),
    ("slogan", "品牌传播语"),
    ("goal", "创建目标"),
)
_WAYS = (
    ("carrier", "活动载体"),
    ("participation", "全员参与"),
    ("mechanism", "制度机制"),
    ("highlights", "品牌亮点"),
)


def prepare(values: Mapping[str, Any]) -> Prepared:
    """Return what the document needs, oddities as warnings."""
    return Prepared(composed(values), check(values))


def composed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with headings, facts in a sentence, honours by level; nothing is judged."""
    honours = sorted_honours(values["honours"])
    return {
        **values,
        "title": document_title(str(values["brand_name"])),
        "facts": _facts(values),
        "meaning": _meaning(values),
        "deeds": [*(_deed(one) for one in values["measures"]), *_parts(values, _WAYS)],
        "gains": [*(_gain(one) for one in values["results"]), *_praise(honours, values["media"])],
        "insights": [part(one["text"], str(one["title"] or "")) for one in values["lessons"]],
        "plans": [part(one["text"], str(one["title"] or "")) for one in values["next_steps"]],
        "honours": honours,
    }


def document_title(brand: str) -> str:
    """Return the title: the brand in quotes, unless its name has some."""
    return f"{brand_named(brand)}申报材料"


def part(text: object, title: str) -> dict[str, Any]:
    """Return a text by paragraphs under a heading, which may be empty."""
    first, *rest = list(paragraphs(str(text))) or [""]
    return {"title": title, "first": first, "rest": rest}


def _parts(values: Mapping[str, Any], named: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the fields that are there, each under its heading."""
    return [part(values[field], title) for field, title in named if values[field]]


def _meaning(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what the brand means; a goal is never left out in silence, its gap shows."""
    told = [one for one in _MEANING if values[one[0]] or one[0] == "goal"]
    if not any(values[field] for field, _ in told):
        return []
    return [part(values[field], title) for field, title in told]


def _deed(one: Mapping[str, Any]) -> dict[str, Any]:
    found = part(one["text"], str(one["title"] or ""))
    more = [closed(str(one[name])) for name in ("mechanism", "data") if one[name]]
    if one["since"]:
        more.append(f"此项做法自{chinese_day(one['since'])}起实施。")
    return {**found, "rest": [*found["rest"], *(["".join(more)] if more else [])]}


def _gain(one: Mapping[str, Any]) -> dict[str, Any]:
    found = part(one["text"], str(one["kind"] or ""))
    return {**found, "first": found["first"] + _figure(one)}


def _figure(one: Mapping[str, Any]) -> str:
    """Return the figure of a result in brackets, if the text does not tell it already."""
    if not (one["number"] or one["number"] == 0) or plain_number(one["number"]) in one["text"]:
        return ""
    when = f"截至{chinese_day(one['date'])}，" if one["date"] else ""
    return f"（{when}{plain_number(one['number'])}{one['unit'] or ''}）"


def _facts(values: Mapping[str, Any]) -> str:
    """Return the plain facts, those that are there: a sentence on the unit, one on the brand."""
    told, said = _numbers(values), []
    if values["founded"]:
        said.append(f"创建于{chinese_day(str(values['founded']))}")
    kind = str(values["brand_type"] or "")
    # That it belongs to no kind is nothing to be said of a brand.
    if kind.removesuffix("类") not in ("", "其他", "其它"):
        said.append(f"属于{brand_type(kind) or kind}")
    if values["parent_brand"]:
        said.append(f"是“{values['parent_brand']}”品牌群的组成部分")
    if values["leader_role"] or values["leader_name"]:
        said.append(f"由{values['leader_role'] or ''}{values['leader_name'] or ''}领衔")
    if others := _others(values):
        said.append(f"有{others}参与")
    if said:
        told += f"{brand_named(str(values['brand_name']))}{'，'.join(said)}。"
    return told


def _numbers(values: Mapping[str, Any]) -> str:
    """Return a sentence on branches and members, as far as the unit's own words do not tell them."""
    intro = str(values["unit_intro"] or "").replace(" ", "")
    branches, members, formal = (
        values[name] for name in ("branch_count", "member_count", "formal_count")
    )
    said = []
    # A branch has no branches below: forms have it as one.
    if (
        branches
        and _called(values) != "党支部"
        and not any(
            told in intro
            for told in (f"支部{branches}", f"{branches}个党支部", f"{branches}个支部")
        )
    ):
        said.append(f"下设党支部{branches}个")
    if members and f"党员{members}" not in intro:
        more = f"，其中正式党员{formal}名" if formal and formal != members else ""
        said.append(f"现有党员{members}名{more}")
    return f"{_called(values)}{'，'.join(said)}。" if said else ""


def _others(values: Mapping[str, Any]) -> str:
    """Return how many beside the members take part, as far as the unit's own words do not tell it."""
    own = str(values["participation"] or "").replace(" ", "")
    named = (("团员青年", values["youth_count"]), ("群众", values["mass_count"]))
    return "、".join(f"{who}{count}名" for who, count in named if count and str(count) not in own)


def _called(values: Mapping[str, Any]) -> str:
    """Return what an applicant calls itself: by the kind of its organisation, if its name tells it."""
    name = str(values["unit_name"])
    return next((kind for kind in ("党支部", "党总支", "党委") if name.endswith(kind)), "本单位")


def sorted_honours(honours: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return honours by level, highest first, later ones first within a level."""
    dated = sorted(honours, key=lambda one: str(one["date"] or ""), reverse=True)
    return sorted(dated, key=lambda one: level_of(*(str(one[k] or "") for k in _TELLING))[0])


_TELLING = ("level", "title", "body")


def _praise(
    honours: Iterable[Mapping[str, Any]], media: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return honours and reports as one part, none if there are none."""
    prizes = [_prize(one) for one in honours]
    reports = [_report(one) for one in media]
    said = [f"获得荣誉：{'；'.join(prizes)}。"] if prizes else []
    said += [f"媒体报道：{'；'.join(reports)}。"] if reports else []
    return [part("".join(said), "荣誉和报道")] if said else []


def _prize(one: Mapping[str, Any]) -> str:
    inside = [
        str(one["body"] or ""),
        chinese_day(str(one["date"])) if one["date"] else "",
        str(one["level"] or ""),
    ]
    told = "，".join(text for text in inside if text)
    return str(one["title"]).rstrip("。；") + (f"（{told}）" if told else "")


def _report(one: Mapping[str, Any]) -> str:
    when = chinese_day(str(one["date"])) if one["date"] else ""
    outlet = str(one["outlet"] or "")
    told = "，".join(text for text in (outlet, when) if text)
    return str(one["title"]).rstrip("。；") + (f"（{told}）" if told else "")
