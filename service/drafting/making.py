"""What one request for a document gives: the Word file, and what goes with it by kind."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pkgutil import resolve_name
from typing import Any

from service.docx.profile import find_profile
from service.drafting.drafts import Draft, bad_fields, check_data, make
from service.drafting.fields import Problem
from service.drafting.package import Template

_COMPANIONS = {"speech": "service.speeches.prepare:companions"}
"""By kind of document, the function that makes further files of a draft and its prepared values."""

File = tuple[str, bytes]
Further = Callable[[Mapping[str, Any]], Iterable[Problem]]
"""Looks at checked values against something outside the record, such as the registry."""


@dataclass(frozen=True, slots=True)
class Made:
    """Documents made of one record: the document first, then what goes with it."""

    files: tuple[File, ...]
    gaps: tuple[str, ...]
    warnings: tuple[str, ...]
    template: str

    def wire(self) -> dict[str, Any]:
        """Return the shape `pinwen.draft/1`; files in base64 are left to who asks for them."""
        return {
            "schema": "pinwen.draft/1",
            "template": self.template,
            "files": [name for name, _ in self.files],
            "gaps": list(self.gaps),
            "warnings": list(self.warnings),
        }

    def packed(self) -> list[dict[str, str]]:
        """Return the files as JSON values: name and base64."""
        return [{"name": n, "content": base64.b64encode(d).decode()} for n, d in self.files]


def make_documents(
    template: Template,
    data: Mapping[str, Any],
    style: str = "",
    *,
    further: Further | None = None,
    told: Callable[[Problem], str] = attrgetter("message"),
) -> Made:
    """Return the documents of one record.

    Args:
        template: what to fill.
        data: the record.
        style: id or path of a style profile; that of the template if empty.
        further: checks of the values beyond those of the template.
        told: how a warning is told.

    Raises:
        BadFields: the data are not enough, or wrong.
        NotFound: no such style profile.
    """
    checked, prepared = check_data(template, data)
    found = tuple(further(checked.values)) if further else ()
    if any(problem.severity == "error" for problem in found):
        raise bad_fields(found)
    made = make(template, checked, prepared, find_profile(style or template.style))
    return Made(
        files=(
            (f"{made.file_name}.docx", made.docx),
            *_companions(template, made, prepared.values),
        ),
        gaps=made.gaps,
        warnings=tuple(map(told, (*made.warnings, *found))),
        template=template.id,
    )


def _companions(template: Template, made: Draft, data: Mapping[str, Any]) -> Sequence[File]:
    if template.kind not in _COMPANIONS:
        return ()
    made_of: Callable[[Draft, Mapping[str, Any]], Sequence[File]] = resolve_name(
        _COMPANIONS[template.kind]
    )
    return made_of(made, data)
