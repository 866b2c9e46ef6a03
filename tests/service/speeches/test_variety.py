"""Long speeches with little data: they do not go round in circles, and speak of the kind of unit."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Any

import pytest

from service.speeches.checks import passages
from service.speeches.composing import compose
from service.speeches.library import units
from tests.service.speeches.asking import MEETINGS, TYPES, text, values

MINUTES = 40


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_long_speech_does_not_go_round_in_circles(kind: str, meeting: str) -> None:
    """Share of its stretches of six characters that it said before, names and theme left out."""
    given = values(unit_type=kind, meeting_type=meeting, duration_min=MINUTES)
    whole = text(compose(given))
    for name in ("theme", "meeting_name", "host_org"):
        whole = whole.replace(given[name], "\n")
    runs = [run for run in re.split(r"\W", whole) if len(run) >= 6]
    found = Counter(run[place : place + 6] for run in runs for place in range(len(run) - 5))
    assert sum(number - 1 for number in found.values()) < 0.01 * found.total()


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "其他"])
def test_a_long_speech_speaks_of_the_kind_of_unit(kind: str) -> None:
    """Share of its words that are for this kind of unit alone."""
    own = {f"unit:{unit.id}" for unit in units() if unit.unit_types}
    shares = []
    for meeting in MEETINGS:
        speech = compose(values(unit_type=kind, meeting_type=meeting, duration_min=MINUTES))
        spoken = sum(len(passage.text) for passage in passages(speech) if passage.source in own)
        shares.append(spoken / speech.length)
    assert sum(shares) / len(shares) > 0.18


@pytest.mark.parametrize(("told", "mean", "most"), [(False, 0.32, 0.45), (True, 0.20, 0.30)])
def test_long_speeches_of_one_season_differ(told: bool, mean: float, most: float) -> None:
    """Share of the shorter speech's stretches of eight characters that stand in another."""
    before: list[dict[str, str]] = []
    made = []
    for number in range(6):
        asked: dict[str, Any] = {
            "meeting_type": "推进会",
            "unit_type": "国企",
            "said_before": before,
        }
        name = f"甲市第{number + 1}次推进会"
        speech = compose(values(meeting_name=name, duration_min=MINUTES, **asked))
        whole = text(speech)
        made.append({whole[i : i + 8] for i in range(len(whole) - 7)})
        if told:
            used = [p.source for p in passages(speech) if p.source.startswith("unit:")]
            before += [{"text": source} for source in used]
    shares = [len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(made, 2)]
    assert sum(shares) / len(shares) < mean
    assert max(shares) < most


SAME_DATA = [(kind, "示范集团党委") for kind in TYPES if kind != "其他"]
SAME_DATA += [("医院", "示范市人民医院党委"), ("医院", "示范县人民医院党委")]
SAME_DATA += [("医院", "示范市口腔医院党委"), ("医院", "示范县中医医院党委")]
SAME_DATA += [("机关", "示范区公安分局党委"), ("国企", "示范冶金研究院党委")]
SAME_DATA += [("学校", "示范市第一幼儿园党支部"), ("国企", "示范航空股份有限公司党委")]


@pytest.mark.parametrize(("kind", "host"), SAME_DATA)
def test_speeches_on_the_same_data_differ_where_the_data_leave_them_free(
    kind: str, host: str
) -> None:
    """Share of stretches of eight characters of another day's speech, beyond what the data say."""
    made = []
    for day in ("2026-01-15", "2026-03-05", "2026-04-16", "2026-06-11", "2026-08-03"):
        asked: dict[str, Any] = {"unit_type": kind, "host_org": host, "date": day}
        plain = values("full", **asked, superior_spirit=[], said_before=[])
        free = [p for p in passages(compose(plain)) if not p.is_given and p.source != "tasks"]
        made.append({p.text[i : i + 8] for p in free for i in range(len(p.text) - 7)})
    shares = [len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(made, 2)]
    assert sum(shares) / len(shares) < 0.30


OFFICES = [
    ("医院", "示范市人民医院党委", "综合医院", 0.25),
    ("医院", "示范市妇幼保健院党委", "妇幼医院", 0.24),
    ("医院", "示范市儿童医院党委", "儿童医院", 0.24),
    ("医院", "示范市肿瘤医院党委", "肿瘤医院", 0.24),
    ("医院", "示范市中医医院党委", "中医医院", 0.24),
    ("医院", "示范市精神卫生中心党委", "精神专科", 0.24),
    ("医院", "示范市口腔医院党委", "口腔医院", 0.24),
    ("医院", "示范市传染病医院党委", "传染病医院", 0.20),
    ("学校", "示范市第一幼儿园党支部", "幼儿园", 0.25),
    ("国企", "示范机场集团党委", "机场", 0.25),
    ("国企", "示范铁路局集团公司党委", "铁路", 0.25),
    ("国企", "示范航空股份有限公司党委", "航空公司", 0.25),
    ("国企", "示范冶金研究院党委", "科研院所", 0.25),
    ("机关", "示范区公安分局党委", "公安民警", 0.20),
]


@pytest.mark.parametrize(("kind", "host", "setting", "least"), OFFICES, ids=lambda one: str(one))
def test_a_setting_is_told_of_itself_and_not_twice_alike_in_a_season(
    kind: str, host: str, setting: str, least: float
) -> None:
    """Share of its own units' words, and of stretches of eight characters that six meetings share."""
    own = {f"unit:{unit.id}" for unit in units() if setting in unit.unit_types}
    assert len(own) >= 80
    made, spoken, whole = [], 0, 0
    for number in range(6):
        name, day = f"第{number + 1}次推进会", f"2026-0{number + 2}-10"
        asked: dict[str, Any] = {"unit_type": kind, "host_org": host, "meeting_type": "推进会"}
        speech = compose(values(meeting_name=name, date=day, duration_min=15, **asked))
        spoken += sum(len(passage.text) for passage in passages(speech) if passage.source in own)
        whole += speech.length
        heard = text(speech)
        made.append({heard[i : i + 8] for i in range(len(heard) - 7)})
    shares = [len(a & b) / min(len(a), len(b)) for a, b in itertools.combinations(made, 2)]
    assert spoken > least * whole
    assert sum(shares) / len(shares) < 0.20
    assert max(shares) < 0.40
