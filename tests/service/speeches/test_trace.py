"""The sidecar of a speech: every figure and everything quoted, with where it is from."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from service.drafting.drafts import draft
from service.speeches.composing import compose
from service.speeches.library import units
from service.speeches.trace import SHOWN, trace
from tests.service.speeches.asking import FIELDS, TEMPLATE, drawn, values

UNITS = {f"unit:{unit.id}" for unit in units()}


def shown_in(text: str) -> Counter[str]:
    """What a reader finds in a document: figures and quotations, numbers of headings left out."""
    lines = (re.sub(r"^\d+\.", "", line) for line in text.splitlines())
    return Counter(found[0] for line in lines for found in SHOWN.finditer(line))


@settings(max_examples=25)
@given(st.data())
def test_each_figure_and_quotation_of_the_text_has_an_entry(data: st.DataObject) -> None:
    changes = drawn(data)
    changes["meeting_name"] = data.draw(
        st.sampled_from(["2026年党建工作会议", "“七一”表彰大会", "第3次推进会"])
    )
    changes["achievements"] = [
        {"fact": "培训书记", "number": number, "unit": "人"}
        for number in data.draw(st.lists(st.integers(0, 10**6), max_size=4), label="achievements")
    ]
    asked = TEMPLATE.sample("full") | changes
    sidecar = trace(compose(values("full", **changes)), values("full", **changes))
    told = Counter(entry["text"] for entry in sidecar["facts"])
    assert told == shown_in(draft(TEMPLATE, asked).text)


def test_an_entry_leads_to_its_row_and_to_where_the_office_has_it_from() -> None:
    given_ = values("full")
    sidecar = trace(compose(given_), given_)
    entry = next(one for one in sidecar["facts"] if one["text"] == "19")
    assert (entry["source"], entry["told"]) == ("achievements/2", "科技部统计")
    for one in sidecar["facts"]:
        key = one["source"].split("/")[0]
        assert key in FIELDS or one["source"] in UNITS, one


def test_an_entry_tells_where_in_its_paragraph_it_stands() -> None:
    given_ = values("full", duration_min=30)
    speech = compose(given_)
    paragraphs = ["".join(p.text for p in paragraph) for paragraph in speech.paragraphs]
    placed = [one for one in trace(speech, given_)["facts"] if "paragraph" in one]
    assert placed
    for one in placed:
        assert paragraphs[one["paragraph"] - 1].startswith(one["text"], one["start"])


def test_what_is_missing_is_listed() -> None:
    given_ = values("minimal", meeting_type="表彰会")
    assert trace(compose(given_), given_)["gaps"] == ["表彰"]
