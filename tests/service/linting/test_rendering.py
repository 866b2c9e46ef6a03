"""Real pages by LibreOffice: right ones pass, wrong ones are told; unrendered is never passed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from service.docx.profile import find_profile
from service.docx.writer import write_docx
from service.drafting.blocks import Paragraph
from service.linting import Report, lint, rendering
from service.linting.clauses import load
from tests.office import FONTS
from tests.service.linting.builder import build

RENDERED = {clause.id for clause in load() if clause.column == "rendering"}
LONG = [
    Paragraph("title", "二〇二六年工作安排"),
    *(Paragraph(f"heading{n}", text) for n, text in ((1, "一、甲"), (2, "（一）乙"))),
    *[Paragraph("body", "国" * 300)] * 6,
]


@pytest.fixture(autouse=True)
def fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS))


def rendered(report: Report) -> dict[str, str]:
    return {f.rule: f.found for f in report.findings if f.rule in RENDERED}


@pytest.mark.parametrize(
    ("profile", "line"), [("gbt9704", "满行 28 字"), ("notice-28pt-s3", "满行 29 字")]
)
def test_full_pages_of_ours_pass_every_measure(profile: str, line: str) -> None:
    report = lint(write_docx(LONG, find_profile(profile)), profile=profile, render=True)
    assert rendered(report) == {}
    assert report.facts["pages"] == 4
    assert not report.needs_rendering
    passed = {one.rule: one.title for one in report.passed}
    assert passed.keys() >= {"GW801", "GW802", "GW803", "GW804", "GW808"}
    assert (passed["GW802"], passed["GW803"]) == ("满页 22 行", line)


def test_wrong_pages_are_told_with_what_was_measured() -> None:
    text = [["title", "工作安排"], ["blank", ""], ["body", "国" * 1400], ["heading1", "一、甲"]]
    report = lint(
        build(
            {
                "text": [*text, ["heading2", "（一）乙"]],
                "body.spacing": 0,
                "page.top": 30,
                "page.bottom": 42,
                "page.left": 23,
                "page.right": 31,
                "page.footer": 15,
                "footer.odd": "center",
                "footer.even": "center",
                "heading1.font": "仿宋_GB2312",
                "heading2.font": "仿宋_GB2312",
            }
        ),
        render=True,
    )
    found = rendered(report)
    assert found["GW803"] == "27 字"
    assert found["GW804"].startswith("首行字距上边 3")
    assert {"GW805", "GW806", "GW808", "GW809"} <= set(found)


def test_a_signature_alone_on_a_page_is_found() -> None:
    text = [["title", "通知"], ["blank", ""], ["body", "国" * 300], ["signature+", "示范公司"]]
    report = lint(build({"text": [*text, ["date", "2026年3月5日"]]}), render=True)
    assert rendered(report)["GW811"] == "只有落款"


def test_without_libreoffice_nothing_of_the_pages_is_passed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = lint(build(), render=True)
    assert {line.rule for line in report.needs_rendering} == RENDERED
    assert all("未判定" in line.note for line in report.needs_rendering)
    assert not RENDERED & {line.rule for line in report.passed}


def test_a_conversion_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for tool in ("soffice", "pdftotext", "pdffonts", "pdftoppm"):
        script = tmp_path / tool
        script.write_text("#!/bin/sh\nexec sleep 30\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert rendering.render(build(), seconds=1) is None


def test_what_the_tools_print_is_read() -> None:
    listing = (
        "name                                 type              encoding         emb sub uni object ID\n"
        "------------------------------------ ----------------- ---------------- --- --- --- ---------\n"
        "ABCDEF+FandolFang-Regular            CID Type 0C (OT)  Identity-H       yes yes yes      9  0\n"
        "Arial                                TrueType          WinAnsi          no  no  no      12  0\n"
    )
    faces = {face.name: (face.embedded, face.type) for face in rendering.read_fonts(listing)}
    assert faces == {
        "FandolFang-Regular": (True, "CID Type 0C (OT)"),
        "Arial": (False, "TrueType"),
    }
    assert rendering.read_boxes("no xml") == ()
    assert rendering.read_fonts("") == ()
