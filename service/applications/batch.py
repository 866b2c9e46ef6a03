"""Applications in batches: what units send → materials, profiles, digests, table, report, score sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nlp.wordcount import word_count
from service.applications import records, views
from service.applications.building import UNREADABLE
from service.applications.checks import check, founded_ahead
from service.applications.digests import digest, lacking
from service.applications.entries import Entries, wired
from service.applications.judging import weighted
from service.applications.names import NameCheck
from service.applications.names_apart import NameCheckApart, office_or_registry
from service.applications.opinions import shortfall
from service.applications.options import Options
from service.applications.prepare import composed
from service.applications.reading import Intake, gather_bytes
from service.applications.records import Application, Reading, settle
from service.applications.registers import finish
from service.applications.repeated import differences
from service.applications.storing import restored
from service.applications.together import compared, joined
from service.batches.model import Rejected, Rendered, Renderer, Work
from service.directory import Directory
from service.docx.profile import find_profile
from service.drafting.drafts import Draft, draft, make
from service.drafting.fields import Checked
from service.drafting.kinds import Prepared
from service.drafting.package import find_template
from service.errors import WrongUse
from service.settings import load_settings

__all__ = ["finish", "joined", "read", "renderer", "work_of"]

FEW = 200
"""Up to so many sets one process is done first: each takes it 6 ms, and another 0.6 s to begin."""
FOLDERS = {"application": "申报材料", "profile": "一页简介", "digest": "摘要"}
"""Folders of the documents of each application; file names are the same in all: 序号_单位_品牌.docx."""


def read(name: str, data: bytes, options: Mapping[str, str], today: dt.date | None = None) -> Work:
    """Return the applications that a file holds (.xlsx, .docx, .json, or .zip of them).

    What lies ahead of the option `day`, or of today where it is not set, is told.

    Raises:
        BadData: nothing in it is an application.
        UnreadableFile: it cannot be opened.
        WrongUse: an option is wrong.
        NotFound: names are to be checked against a registry that is not there.
    """
    given, intake = Options(options), gather_bytes(name, data)
    # What it says is on disk now: many megabytes need not stay while it is compared.
    del data
    wanted = given.text("registry") in _YES
    if wanted and not load_settings().registry:
        raise WrongUse("没有设置台账（registry），无法与台账核对名称，请先设置或去掉这个选项。")
    # Told now, not after everything has been read.
    with office_or_registry(registry=wanted):
        pass
    check = NameCheckApart(registry=wanted, day=given.text("day"))
    return work_of(intake, given, check, today)


_YES = ("是", "yes", "true", "1")


def work_of(
    intake: Intake,
    options: Options,
    check: NameCheck | None = None,
    today: dt.date | None = None,
) -> Work:
    """Return what is to be made of what was read; rows without unit or brand are rejected."""
    if options.require_sound().text("weights"):
        weighted(options.numbers("weights"))
    rejected = list[Rejected]()
    entries = Entries(_dated(arrange(intake, rejected), options.day, today), len(intake.readings))
    return Work(
        _common(intake, options),
        entries,
        rejected,
        intake.headings,
        together=lambda: compared(entries.applications(), options, check),
    )


def _dated(
    applications: Iterable[Application], day: dt.date | None, today: dt.date | None
) -> Iterator[Application]:
    """Yield applications with what of them lies ahead: of the office's day, else of today."""
    until, called = (day, "汇总日期 ") if day else (today, "今天 ")
    for one in applications:
        ahead = founded_ahead(one.values, until, called) if until else ()
        yield replace(one, problems=(*one.problems, *ahead))


def arrange(intake: Intake, rejected: list[Rejected]) -> Iterator[Application]:
    """Yield the applications numbered in the order read; what cannot be one is added to `rejected`.

    What could not be read at all comes last there.
    """
    number, taken = 0, Directory()
    for place, one in enumerate(intake.readings):
        values, problems = settle(one.data)
        unreadable = {p.path: p.message for p in one.problems if p.code == UNREADABLE}
        missing = [unreadable.get(p.path, p.message) for p in problems if records.keeps_out(p)]
        unit, brand = str(values["unit_name"]), str(values["brand_name"])
        before = None if missing else taken.first(f"{unit}\n{brand}")
        if before is not None:
            missing = [_sent_twice(intake.readings[before], values, f"（{unit}“{brand}”）")]
        if missing:
            rejected.append(_rejected(one.origin, "".join(missing), intake.several))
            continue
        taken.put(f"{unit}\n{brand}", place)
        number += 1
        yield Application(number, one.origin, values, (*one.problems, *problems))
    rejected += (Rejected("", 0, f"{note.origin}：{note.message}") for note in intake.unread)


def _sent_twice(before: Reading, values: Mapping[str, Any], who: str) -> str:
    """Return what is told of an application whose unit and brand an earlier one has."""
    told = f"与{before.origin}是同一份申报{who}"
    if others := differences(settle(before.data)[0], values):
        return f"{told}，但{others}不同；已采用前一份，请核对以哪一份为准，只留一份。"
    return f"{told}，内容相同，请删去一份。"


def _rejected(origin: records.Origin, told: str, several: bool) -> Rejected:
    """Return what could not be taken, with its row; of several files, or a form, with its file as well."""
    if origin.row and not several:
        return Rejected(origin.sheet, origin.row, told)
    return Rejected("", 0, f"{origin}：{told}")


def _common(intake: Intake, options: Options) -> dict[str, Any]:
    """Return what belongs to the whole batch before it is compared, as JSON values."""
    return {
        "options": dict(options.given),
        "standard": options.standard.title,
        "elements": [element.name for element in options.standard.elements],
        "unread": len(intake.unread),
        "notes": [[str(note.origin), note.message] for note in intake.notes],
        "left_out": sum(not note.skipped for note in intake.notes),
    }


def warm_up() -> None:
    """Load what every application needs, so that the first does not wait for it."""
    for name in FOLDERS:
        find_template(name).body()


def renderer(shared: Mapping[str, Any], options: Mapping[str, str]) -> Renderer:
    """Return what makes the three documents of one application."""
    given = Options({**shared.get("options", {}), **options})
    material, profile, brief_one = map(find_template, FOLDERS)
    style = given.text("style")
    types = given.listed("types")

    def render(payload: Mapping[str, Any]) -> Rendered:
        values = restored(payload["values"])
        # Not judged by the way: what the office asks for is, below.
        prepared = Prepared(composed(values))
        made = make(material, Checked(values), prepared, find_profile(style or material.style))
        short = digest(values, given.digest)
        page = draft(profile, views.profile_data(values), style=style)
        files = [
            (_path("application", payload), made.docx),
            (_path("profile", payload), page.docx),
        ]
        odd = check(values, given.standard, given.limits, types)
        problems = [*payload["problems"], *wired(odd)]
        if short.text:
            brief = draft(brief_one, views.digest_data(values, short), style=style)
            files.append((_path("digest", payload), brief.docx))
        problems += _lengths(made, short.missing, given)
        said = [one["message"] for one in problems]
        gaps = [f"缺少“{label}”，文中已标出。" for label in made.gaps]
        return Rendered(files, _facts(payload, values, problems, given), [*said, *gaps])

    return render


def _path(kind: str, payload: Mapping[str, Any]) -> str:
    return f"{FOLDERS[kind]}/{payload['file']}"


def _lengths(made: Draft, missing: Sequence[str], options: Options) -> list[dict[str, Any]]:
    """Return what is to be told of the length of the material and the parts of the digest."""
    found = []
    if options.case and (trouble := options.case.trouble(word_count(made.text))):
        found.append(("申报材料", "length", f"申报材料{trouble}"))
    if told := lacking(missing):
        found.append(("摘要", "digest", told))
    return [
        {"field": field, "code": code, "severity": "warning", "message": message}
        for field, code, message in found
    ]


def _facts(
    payload: Mapping[str, Any],
    values: Mapping[str, Any],
    problems: Sequence[Mapping[str, Any]],
    options: Options,
) -> dict[str, Any]:
    """Return what tables and reports need of one application, as JSON values.

    What all applications together tell is put in by `joined`.
    """
    missing = list(options.standard.missing(values))
    row = {
        **views.table_row(payload["number"], values, options.listed("types")),
        "elements": _elements(missing, options),
        "remark": "",
    }
    return {
        "number": payload["number"],
        "origin": payload["origin"],
        "file": payload["file"],
        "region": str(values["region"] or ""),
        "unit_type": str(values["unit_type"] or ""),
        "missing": missing,
        "problems": list(problems),
        "row": row,
    }


def _elements(missing: Sequence[str], options: Options) -> str:
    """Return the cell 六要素; another standard than that is named in it."""
    told = shortfall(missing) if missing else "齐全"
    return told if options.standard.id == "six" else f"{options.standard.title}：{told}"
