"""Files that others make: the traps that checkers fall into, and a correct file that has none."""

from __future__ import annotations

import io

import pytest
from docx import Document

from service.linting import lint
from tests.service.linting.builder import build
from tests.service.linting.reports import rules


@pytest.mark.parametrize("form", ["styles", "direct"])
def test_a_correct_document_is_clean_however_it_is_made(form: str) -> None:
    report = lint(build({"form": form}))
    assert report.findings == ()
    assert report.clean and len(report.passed) > 70
    assert len(report.needs_rendering) == 12 and len(report.needs_paper) == 14
    judged = {line.rule for line in (*report.passed, *report.not_applicable)}
    open_ = {line.rule for line in (*report.needs_rendering, *report.needs_paper)}
    assert not judged & open_


def test_what_python_docx_makes_is_seen_through() -> None:
    document = Document()
    document.add_heading("关于做好党建品牌工作的通知", 0)
    document.add_paragraph("各单位：")
    document.add_heading("一、总体要求", 1)
    document.add_paragraph("各级党组织要认真抓好落实，按时报送材料。")
    document.add_heading("（一）目标", 2)
    document.add_paragraph("摸清底数", style="List Number")
    document.add_paragraph("建立台账", style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    report = lint(stream.getvalue())
    # Letter paper, theme fonts, blue and bold headings, no page number, numbers by list.
    wanted = {"GW101", "GW102", "GW103", "GW104", "GW201", "GW202", "GW203", "GW204", "GW211"}
    wanted |= {"GW212", "GW233", "GW234", "GW241", "GW242", "GW301", "GW303", "GW501", "GW005"}
    assert wanted <= rules(report)
    page = next(finding for finding in report.findings if finding.rule == "GW101")
    assert page.found == "215.9 × 279.4 毫米"
    listed = next(f for f in report.findings if f.rule == "GW205")
    assert [place.text for place in listed.places] == ["1.摸清底数", "2.建立台账"]


@pytest.mark.parametrize("form", ["styles", "direct"])
@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"page.right": 28}, "GW104"),
        ({"page.width": 215.9, "page.height": 279.4}, "GW101"),
        ({"footer.odd": "center", "footer.even": "center"}, "GW502"),
        ({"heading2.bold": True}, "GW234"),
        ({"heading3.bold": True}, "GW235"),
        ({"body.font": "仿宋"}, "GW221"),
        ({"body.font": "华文中宋"}, "GW202"),
        ({"footer.one_run": True}, "GW507"),
        ({"page.grid": "linesAndChars", "page.space": -849}, "GW106"),
        ({"body.colour": "0563C1"}, "GW241"),
        ({"heading1.theme": "majorEastAsia"}, "GW242"),
    ],
)
def test_traps(form: str, change: dict[str, object], rule: str) -> None:
    assert rule in rules(lint(build({**change, "form": form})))


def test_the_same_typeface_under_another_name_is_advice_and_no_breach() -> None:
    report = lint(build({"body.font": "仿宋"}))
    assert "GW202" not in rules(report)
    assert [f.severity for f in report.findings if f.rule == "GW221"] == ["advice"]
    assert report.clean


def test_a_derived_figure_is_not_called_a_rule() -> None:
    report = lint(build({"body.line": 30}))
    [found] = [f for f in report.findings if f.rule == "GW107"]
    assert (found.strength, found.severity) == ("推算", "advice")
    assert "标准规定" not in found.message


def test_an_enterprise_deviates_and_does_not_breach() -> None:
    data = build({"page.width": 215.9, "page.height": 279.4})
    strict, mild = lint(data), lint(data, enterprise=True)
    assert {(f.severity, f.deviates) for f in strict.findings if f.rule == "GW101"} == {
        ("error", False)
    }
    assert {(f.severity, f.deviates) for f in mild.findings if f.rule == "GW101"} == {
        ("warning", True)
    }


def test_a_theme_font_of_figures_is_not_called_chinese() -> None:
    document = Document()
    document.add_heading("关于做好党建品牌工作的通知", 0)
    document.add_table(1, 1).cell(0, 0).text = "12"
    stream = io.BytesIO()
    document.save(stream)
    told = {f.message[:2] for f in lint(stream.getvalue()).findings if f.rule == "GW242"}
    assert told == {"中文", "西文"}
