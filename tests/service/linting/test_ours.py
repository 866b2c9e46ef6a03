"""What we write ourselves comes out clean, in every profile; and what a gap leaves open is said."""

from __future__ import annotations

from typing import Any

import pytest

from service.docx.profile import profiles
from service.drafting.drafts import draft
from service.drafting.package import Template, templates
from service.linting import lint

TEMPLATES = templates()
WHOLE = [(one, name) for one in TEMPLATES for name in one.sample_names if name != "minimal"]


@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize(
    ("template", "sample"), WHOLE, ids=[f"{one.id}-{name}" for one, name in WHOLE]
)
def test_a_whole_sample_is_clean(template: Template, sample: str, profile: str) -> None:
    made = draft(template, template.sample(sample), style=profile)
    assert not made.gaps
    found = lint(made.docx, profile=profile).findings
    assert [(f.rule, f.message, f.place) for f in found if f.severity != "advice"] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_of_a_minimal_sample_only_its_gaps_are_found(template: Template) -> None:
    sample: dict[str, Any] = template.sample("minimal")
    made = draft(template, sample)
    found = [f for f in lint(made.docx).findings if f.severity != "advice"]
    assert all("缺" in f.message for f in found)
    assert bool(found) == bool(made.gaps)
