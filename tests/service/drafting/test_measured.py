"""Every sample of every shipped template on paper, in every profile: measured in LibreOffice's PDF."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

import templates as shipped
from service.docx.profile import DEFAULT, find_profile, profiles
from service.drafting.drafts import draft
from service.drafting.package import SAMPLES, find_template
from tests.office import Page, pages, to_pdfs

# Further samples differ in words alone: they are measured in the style of official documents.
EACH = [
    (name, sample, style)
    for style in profiles()
    for name in shipped.folders()
    for sample in (find_template(name).sample_names if style == DEFAULT else SAMPLES)
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], Path]:
    """All samples in all profiles as PDF; LibreOffice starts once for each profile."""
    found = {}
    for style in profiles():
        folder = tmp_path_factory.mktemp(style)
        made = {
            f"{name}--{sample}": draft(name, find_template(name).sample(sample), style=style).docx
            for name, sample, of in EACH
            if of == style
        }
        for key, path in to_pdfs(made, folder).items():
            name, sample = key.split("--")
            found[name, sample, style] = path
    return found


@pytest.mark.parametrize(("name", "sample", "style"), EACH, ids=lambda value: str(value))
def test_pages_are_as_the_profile_says(
    printed: dict[tuple[str, str, str], Path], name: str, sample: str, style: str
) -> None:
    profile = find_profile(style)
    found = pages(printed[name, sample, style])
    for number, page in enumerate(found, 1):
        upright = page.height > page.width
        assert sorted((round(page.width), round(page.height))) == [210, 297]
        assert page.body, f"page {number} is empty"
        if upright:
            # A line stands out of the text area by a hanging mark at most, as wide as a character.
            hanging = profile.faces["body"].size * 25.4 / 72 + 1
            _in_the_text_area(page, number, (profile.left, profile.right), hanging)
            assert page.body[0].top >= profile.top - 1
            assert page.body[-1].bottom <= 297 - profile.bottom + 1
        [shown] = [line for line in page.lines if line not in page.body]
        assert shown.text.replace(" ", "") == f"—{number}—"


def _in_the_text_area(page: Page, number: int, sides: tuple[float, float], hanging: float) -> None:
    left, right = sides if number % 2 else sides[::-1]
    assert min(line.left for line in page.body) >= left - 1
    assert max(line.right for line in page.body) <= 210 - right + hanging


@pytest.mark.parametrize(("name", "sample", "style"), EACH, ids=lambda value: str(value))
def test_nothing_of_the_text_is_lost_on_paper(
    printed: dict[tuple[str, str, str], Path], name: str, sample: str, style: str
) -> None:
    """LibreOffice leaves out a mark that hangs behind a full line at some widths of characters."""
    made = draft(name, find_template(name).sample(sample), style=style)
    path = printed[name, sample, style]
    shown = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert _counted(made.text) - _counted(shown) == Counter()


def _counted(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


@pytest.mark.parametrize(("name", "sample", "style"), EACH, ids=lambda value: str(value))
def test_fonts_are_embedded_and_nothing_is_missing(
    printed: dict[tuple[str, str, str], Path], name: str, sample: str, style: str
) -> None:
    path = printed[name, sample, style]
    listed = subprocess.run(
        ["pdffonts", str(path)], check=True, capture_output=True, text=True
    ).stdout
    rows = listed.splitlines()[2:]
    assert rows
    assert "Type 3" not in listed
    assert all(" yes " in row for row in rows)
    text = subprocess.run(
        ["pdftotext", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "\ufffd" not in text
