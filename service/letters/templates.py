"""Which template a batch of letters fills: the shipped one, or the office's own."""

from __future__ import annotations

from collections.abc import Mapping

from service.drafting.package import Template, find_template

LETTER = "letter"
"""Id of the shipped template, and the kind of all that have parties, scores and a register."""


def template_of(options: Mapping[str, str]) -> Template:
    """Return the template of a batch: ours for letters, or the office's own that its options name.

    Raises:
        NotFound: it is not there.
        FaultyTemplate: it cannot be used.
    """
    return find_template(options.get("template", LETTER))


def is_letter(template: Template) -> bool:
    """Whether what it makes is a letter of responsibility, and not another document for each unit."""
    return template.kind == LETTER
