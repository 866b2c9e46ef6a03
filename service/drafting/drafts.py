"""One document from one record: check, prepare, fill, write."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.docx.profile import Profile, find_profile
from service.docx.writer import write_sections
from service.drafting.blocks import Block, BlockError, Paragraph, plain_text, read_sections
from service.drafting.fields import Checked, Problem, validate
from service.drafting.filters import BodyError
from service.drafting.gaps import Gap, gaps_in
from service.drafting.kinds import Prepared, prepare
from service.drafting.numbers import chinese_day
from service.drafting.package import Template, find_template
from service.errors import BadData
from service.texts import first_faults

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 200
_MOST_TOLD = 20


class BadFields(BadData):
    """Data that no document can be made of; `facts["problems"]` lists everything wrong."""

    code = "bad-fields"


@dataclass(frozen=True, slots=True)
class Draft:
    """A document made.

    Attributes:
        docx: the Word file.
        blocks: what it consists of.
        gaps: labels of the facts that are missing, as printed in it.
        warnings: what was noticed in the data and does not keep the document back.
        file_name: a name for it, without ending, safe on Windows.
    """

    docx: bytes
    blocks: tuple[Block, ...]
    gaps: tuple[str, ...]
    warnings: tuple[Problem, ...]
    file_name: str
    template: str

    @property
    def text(self) -> str:
        """The document as plain text, a paragraph a line."""
        return plain_text(self.blocks)


def check_data(template: Template, data: Mapping[str, Any]) -> tuple[Checked, Prepared]:
    """Return checked and prepared values.

    Raises:
        BadFields: something keeps the document from being made; all of it is listed.
    """
    checked = validate(template.fields, data)
    if not checked.acceptable:
        raise bad_fields(checked.problems)
    prepared = prepare(template.kind, checked.values)
    if any(problem.severity == "error" for problem in prepared.problems):
        raise bad_fields(prepared.problems)
    return checked, prepared


def bad_fields(problems: tuple[Problem, ...]) -> BadFields:
    """Return the error for problems of data: a line for each, all as facts."""
    errors = [problem for problem in problems if problem.severity == "error"]
    told = list(dict.fromkeys(problem.message for problem in errors))
    return BadFields(
        first_faults(told, _MOST_TOLD),
        problems=[
            {"pointer": p.path, "field": p.label, "code": p.code, "message": p.message}
            for p in errors
        ],
    )


def draft(template: Template | str, data: Mapping[str, Any], *, style: str = "") -> Draft:
    """Return a document made of a record.

    Args:
        template: a template, or its id.
        data: by id or label of the fields, as `samples/full.json` of the template.
        style: id or path of a style profile; that of the template if not given.

    Raises:
        NotFound: no such template or profile.
        BadFields: the data are not enough, or wrong.
        BadData: the template cannot be filled.
    """
    one = find_template(template) if isinstance(template, str) else template
    checked, prepared = check_data(one, data)
    return make(one, checked, prepared, find_profile(style or one.style))


def make(template: Template, checked: Checked, prepared: Prepared, profile: Profile) -> Draft:
    """Return a document of values that are checked and prepared.

    Raises:
        BadData: the template cannot be filled with them.
    """
    try:
        texts = template.body().sections(prepared.values)
        sections = read_sections(texts)
    except (BodyError, BlockError) as trouble:
        raise BadData(str(trouble), template=template.id) from trouble
    blocks = tuple(block for section in sections for block in section.blocks)
    titles = (b.plain for b in blocks if isinstance(b, Paragraph) and b.kind == "title")
    title = next(titles, template.title)
    return Draft(
        docx=write_sections(sections, profile, title=title),
        blocks=blocks,
        gaps=gaps_in("".join(texts)),
        warnings=(*checked.problems, *prepared.problems),
        file_name=file_name(template.file_name, prepared.values),
        template=template.id,
    )


def file_name(pattern: str, values: Mapping[str, Any]) -> str:
    """Return a pattern such as `{year}年{unit_name}责任书` filled, as a name safe on Windows."""
    filled = re.sub(r"\{(\w+)\}", lambda match: _shown(values.get(match[1], "")), pattern)
    safe = _UNSAFE.sub("_", filled).strip(" ._")
    # File systems take 255 bytes, so bytes decide; no character is cut in two.
    return safe.encode()[:_LONGEST_NAME].decode(errors="ignore") or "文件"


def _shown(value: object) -> str:
    if isinstance(value, Gap):
        return value.label
    return chinese_day(value) if isinstance(value, dt.date) else str(value)
