"""Documents judged by a house's own profile: its figures decide, deviations from the standard are told."""

from __future__ import annotations

from pathlib import Path

from service.linting import lint
from tests.service.linting.builder import build
from tests.service.linting.reports import rules


def test_the_deviations_of_a_profile_are_in_every_report() -> None:
    assert lint(build()).deviations == ()
    found = {d.element: d for d in lint(build(), profile="notice-28pt-s3").deviations}
    assert found["行距"].expected == "28.95 磅" and found["行距"].clause == "5.2.3"
    assert found["三级标题加粗"].found == "加粗"
    assert found["正文字号"].found == "小三（15 磅）"
    assert not any(one.tolerated for one in found.values())


def test_a_deviation_within_the_tolerance_is_called_so(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(
        'id = "house"\ntitle = "本单位"\n[page]\ntop = 36.5\nright = 25\n', encoding="utf-8"
    )
    found = {d.element: d for d in lint(build(), profile=str(house)).deviations}
    assert found["天头（上边距）"].tolerated and found["天头（上边距）"].strength == "规定"
    assert not found["右边距"].tolerated and found["右边距"].strength == "推算"


def test_a_house_profile_judges_by_its_own_figures() -> None:
    data = build({"body.size": 15, "heading3.bold": True})
    theirs = rules(lint(data, profile="notice-28pt-s3"))
    assert "GW212" in rules(lint(data)) and "GW235" in rules(lint(data))
    # What is left over of the salutation and others is in another size there.
    assert "GW235" not in theirs
    found = [f for f in lint(data, profile="notice-28pt-s3").findings if f.rule == "GW212"]
    assert all("各单位党组织" not in place.text for f in found for place in f.places)
    assert all("所选版式" in f.message for f in found)


def test_advice_under_a_house_profile_names_its_own_figures(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text(
        'id = "house"\ntitle = "本单位"\nline = 26\n[page]\ntop = 30\nleft = 30\n', "utf-8"
    )
    told = {f.rule: f.suggestion for f in lint(build(), profile=str(house)).findings}
    assert told["GW105"].endswith("上 30、下 35 毫米。")
    assert told["GW104"].endswith("左 30、右 26 毫米。")
    assert told["GW107"] == "请把行距设为固定值 26 磅；再大，一面就少一行。"


def test_a_house_profile_sets_the_place_of_the_page_number(tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text('id = "house"\ntitle = "本单位"\n[page]\nfooter = 18\n', "utf-8")
    lower = build({"page.footer": 18})
    assert "GW508" not in rules(lint(lower, profile=str(house)))
    assert "GW508" in rules(lint(lower)) and "GW508" not in rules(lint(build()))
    report = lint(build(), profile=str(house))
    [told] = [one for one in report.findings if one.rule == "GW508"]
    assert "所选版式（本单位）要求是13.5 毫米" in told.message
    assert told.suggestion == "请把“页脚距边界”设为约 18 毫米。"
    assert "成品一字线距版心下边缘 13.5 毫米" in {one.title for one in report.needs_rendering}
    found = {d.element: d for d in report.deviations}["一字线距版心下边缘"]
    assert (found.expected, found.found, found.strength) == ("7 毫米", "13.5 毫米", "规定")
