"""Letters in batches: a workbook with a row for each unit → letters, register, score sheets, print file.

An office's own template is filled in the same way; what is no letter has neither register nor scores.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.batches.model import Done, Make, Rendered, Renderer, Work
from service.collecting import no_collection
from service.docx.profile import find_profile
from service.drafting.drafts import bad_fields, make
from service.drafting.fields import Problem, validate
from service.drafting.kinds import prepare
from service.drafting.placing import placed
from service.errors import WrongUse
from service.letters.templates import is_letter, template_of

# What a batch of letters may be told beside its workbook: which template, in which style.
_OPTIONS = ("template", "style")
FEW = 600
"""Up to so many letters one process is done first: each takes it 1.5 ms, and another 0.4 s to begin."""


def surroundings() -> str:
    """Return a digest of what letters depend on beside workbook and options: the tree of organisations."""
    # Loaded here: helpers make letters of what was read with the tree.
    from service.letters.registry_tree import tree_of_settings
    from service.settings import load_settings

    return tree_of_settings(load_settings()).digest()


def warm_up() -> None:
    """Load what every letter needs, so that the first does not wait for it."""
    template = template_of({})
    template.body()
    find_profile(template.style)


def read(
    _name: str, data: bytes, options: Mapping[str, str], _today: dt.date | None = None
) -> Work:
    """Return the letters a workbook asks for; rows that contradict each other are rejected.

    Where the settings name a registry, rows that its tree of organisations contradicts are as well.

    Raises:
        BadData: the shared facts are not enough for any letter.
        UnreadableFile: the file is no workbook.
        WrongUse: an option is set that letters do not have.
    """
    for name in options:
        if name not in _OPTIONS:
            raise WrongUse(f"责任书没有“{name}”这个选项，请删去；内容都写在工作簿里。", option=name)
    # Loaded here: helpers make letters and read no workbook.
    from service.letters.reading import read_letters

    with no_collection():
        return read_letters(data, template_of(options))


def renderer(shared: Mapping[str, Any], options: Mapping[str, str]) -> Renderer:
    """Return what makes one unit's letter; the shared facts are read once."""
    template = template_of(options)
    own = [one for one in template.fields if one.scope == "unit"]
    fields = [one for one in template.fields if one.scope == "shared"]
    common = validate(fields, shared).values
    known = {one.id: (one.label, common[one.id]) for one in fields}
    profile = find_profile(options.get("style") or template.style)

    def render(payload: Mapping[str, Any]) -> Rendered:
        unit = validate(own, payload["data"], known=known)
        if not unit.acceptable:
            raise bad_fields(_told(unit.problems, payload))
        prepared = prepare(template.kind, {**common, **unit.values})
        if any(problem.severity == "error" for problem in prepared.problems):
            raise bad_fields(_told(prepared.problems, payload))
        made = make(template, unit, prepared, profile)
        gaps = [f"缺少“{label}”，文中已标出。" for label in made.gaps]
        noted = _told(unit.problems, payload)
        warnings = [problem.message for problem in (*noted, *prepared.problems)]
        told = [*gaps, *warnings, *payload.get("noted", ())]
        facts = _facts(prepared.values) if is_letter(template) else {}
        return Rendered([(payload["file"], made.docx)], facts, told)

    return render


def _told(problems: Sequence[Problem], payload: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return problems whose messages name the sheet and row of the list they are in."""
    told = []
    for problem in problems:
        _, name, *rest = problem.path.split("/")
        rows = payload["rows"].get(name, [])
        if rest and rest[0].isdigit() and int(rest[0]) < len(rows):
            sheet, row = rows[int(rest[0])]
            message = placed(sheet, row, problem)
            problem = Problem(problem.path, problem.label, problem.code, message, problem.severity)
        told.append(problem)
    return tuple(told)


def _facts(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "unit_id": values["unit_id"],
        "unit_name": values["unit_name"],
        "post": values["unit_signatory_post"],
        "doc_no": str(values["doc_no"] or ""),
        "sign_date": values["sign_date"].isoformat() if values["sign_date"] else "",
        "copies": values["copies"],
    }


def finish(done: Done) -> Iterator[tuple[str, Make]]:
    """Yield the register, the score sheets, and the files to print; of what is no letter these alone."""
    # Loaded here: nobody waits for them before the first letter.
    from service.letters.endings import ending_files

    yield from ending_files(done, letters=is_letter(template_of(done.options)))
