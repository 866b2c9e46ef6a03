"""Applications in batches: what units send → materials, profiles, digests, table, report, score sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from nlp.proofreading.wordcount import word_count
from service.applications import records, summary, views
from service.applications.checks import check
from service.applications.comparing import Comparison
from service.applications.digests import PARTS, digest
from service.applications.intake import intake_report
from service.applications.judging import score_sheets, weighted
from service.applications.names import frequent_words
from service.applications.opinions import opinion
from service.applications.options import Options
from service.applications.reading import Intake, gather_bytes
from service.applications.records import Application, settle
from service.batches.model import Done, Item, Rejected, Rendered, Renderer, Work
from service.batches.names import Names
from service.checking import Surroundings
from service.drafting.drafts import draft
from service.drafting.fields import Problem
from service.errors import WrongUse
from service.name_book import open_book
from service.office import office_surroundings
from service.settings import load_settings
from service.storage import open_registry
from service.tables import workbook

TABLE, REPORT, INTAKE = "汇总表", "综合报告", "导入报告.xlsx"
FOLDERS = {"application": "申报材料", "profile": "一页简介", "digest": "摘要"}
"""Folders of the documents of each application; file names are the same in all: 序号_单位_品牌.docx."""


def read(name: str, data: bytes, options: Mapping[str, str]) -> Work:
    """Return the applications that a file holds (.xlsx, .docx, .json, or .zip of them).

    Raises:
        BadData: nothing in it is an application.
        UnreadableFile: it cannot be opened.
        WrongUse: an option is wrong.
        NotFound: names are to be checked against a registry that is not there.
    """
    given, intake = Options(options), gather_bytes(name, data)
    settings = load_settings()
    if given.text("registry") not in _YES:
        return work_of(intake, given, office_surroundings(settings))
    if not settings.registry:
        raise WrongUse("没有设置台账（registry），无法与台账核对名称，请先设置或去掉这个选项。")
    with open_registry(settings.registry, scope=settings.scope, create=False) as registry:
        return work_of(intake, given, office_surroundings(settings, open_book(registry)))


_YES = ("是", "yes", "true", "1")


def work_of(intake: Intake, options: Options, around: Surroundings | None = None) -> Work:
    """Return what is to be made of what was read; rows without unit or brand are rejected."""
    if options.require_sound().text("weights"):
        weighted(options.numbers("weights"))
    applications, rejected = arrange(intake)
    compared = Comparison(applications, options, around)
    width, names = max(2, len(str(len(applications)))), Names()
    items = [
        Item(
            key=f"{one.unit}|{one.brand}",
            label=f"{one.unit}“{one.brand}”",
            row=one.origin.row,
            payload={
                "file": names.take(f"{one.number:0{width}}_{one.unit}_{one.brand}", ".docx"),
                "number": one.number,
                "origin": str(one.origin),
                "sheet": one.origin.sheet,
                "data": one.data,
                "problems": [*_wire(one.problems), *compared.problems.get(one.number, [])],
                "names": compared.name_result(one.number),
                "name_findings": compared.name_findings(one.number),
            },
        )
        for one in applications
    ]
    return Work(_common(intake, options, compared, applications), items, rejected)


def arrange(intake: Intake) -> tuple[list[Application], list[Rejected]]:
    """Return the applications numbered in the order read, and what cannot be one."""
    applications: list[Application] = []
    rejected: list[Rejected] = []
    taken: dict[tuple[str, str], Application] = {}
    for one in intake.readings:
        data, values, problems = settle(one.data)
        missing = [p.message for p in problems if p.code == "missing" and p.path.count("/") == 1]
        key = (str(values["unit_name"]), str(values["brand_name"]))
        if not missing and key in taken:
            missing = [f"与{taken[key].origin}是同一份申报（{key[0]}“{key[1]}”），请删去一份。"]
        if missing:
            rejected.append(Rejected(one.origin.sheet, one.origin.row, _at(one.origin, missing)))
            continue
        number = len(applications) + 1
        found = Application(number, one.origin, data, values, (*one.problems, *problems))
        applications.append(taken.setdefault(key, found))
    return applications, rejected


def _at(origin: records.Origin, told: Sequence[str]) -> str:
    return "".join(told) if origin.row else f"{origin.file}：{''.join(told)}"


def _wire(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {"field": p.label, "code": p.code, "severity": p.severity, "message": p.message}
        for p in problems
    ]


def _common(
    intake: Intake,
    options: Options,
    compared: Comparison,
    applications: Sequence[Application],
) -> dict[str, Any]:
    """Return what belongs to the whole batch, as JSON values."""
    passages = [
        {**asdict(one), "items": "；".join(compared.who(n) for n in one.owners)}
        for one in compared.passages
    ]
    return {
        "options": dict(options.given),
        "standard": options.standard.title,
        "elements": [element.name for element in options.standard.elements],
        "notes": [[str(note.origin), note.message] for note in intake.notes],
        "name_groups": [
            {"names": "；".join(compared.who(n) for n in group.numbers), "reason": group.reason}
            for group in compared.groups
        ],
        "words": [
            {"word": word, "count": count}
            for word, count in frequent_words(one.brand for one in applications)
        ],
        "copied": [
            {key: p[key] for key in ("items", "length", "text")}
            for p in passages
            if p["kind"] == "copied"
        ],
        "common": [
            {"count": len(p["owners"]), "text": p["text"]}
            for p in passages
            if p["kind"] == "common"
        ],
    }


def renderer(shared: Mapping[str, Any], options: Mapping[str, str]) -> Renderer:
    """Return what makes the three documents of one application;."""
    given = Options({**shared.get("options", {}), **options})
    style = given.text("style")

    def render(payload: Mapping[str, Any]) -> Rendered:
        data, values, _ = settle(payload["data"])
        made = draft(records.TEMPLATE, data, style=style)
        short = digest(values, given.digest)
        page = draft("profile", views.profile_data(values), style=style)
        files = [
            (_path("application", payload), made.docx),
            (_path("profile", payload), page.docx),
        ]
        problems = [*payload["problems"], *_wire(check(values, given.standard, given.limits))]
        if short.text:
            brief = draft("digest", views.digest_data(values, short), style=style)
            files.append((_path("digest", payload), brief.docx))
        problems += _lengths(made.text, short.missing, given)
        told = [one["message"] for one in problems]
        gaps = [f"缺少“{label}”，文中已标出。" for label in made.gaps]
        return Rendered(files, _facts(payload, values, problems, given), [*told, *gaps])

    return render


def _path(kind: str, payload: Mapping[str, Any]) -> str:
    return f"{FOLDERS[kind]}/{payload['file']}"


def _lengths(text: str, missing: Sequence[str], options: Options) -> list[dict[str, Any]]:
    """Return what is to be told of the length of the material and the parts of the digest."""
    found = []
    if options.case and (trouble := options.case.trouble(word_count(text))):
        found.append(("申报材料", "length", f"申报材料{trouble}"))
    # Who and which brand stand at the head of the digest's document.
    lacking = [name for name in missing if name not in (PARTS["who"], PARTS["brand"])]
    if lacking:
        told = f"原文里没有可以摘出的{'、'.join(lacking)}句子，摘要中没有这部分，请补写。"
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
    """Return what tables and reports need of one application, as JSON values."""
    missing = list(options.standard.missing(values))
    row = {
        **views.table_row(payload["number"], values),
        "elements": _elements(missing, options),
        "names": payload["names"],
        "opinion": opinion(problems),
        "remark": "",
    }
    return {
        "number": payload["number"],
        "origin": payload["origin"],
        "file": payload["file"],
        "region": str(values["region"] or ""),
        "unit_type": str(values["unit_type"] or ""),
        "missing": missing,
        "name_findings": payload["name_findings"],
        "problems": list(problems),
        "row": row,
    }


def _elements(missing: Sequence[str], options: Options) -> str:
    """Return the cell 六要素; another standard than that is named in it."""
    told = f"缺{len(missing)}项：{'、'.join(missing)}" if missing else "齐全"
    return told if options.standard.id == "six" else f"{options.standard.title}：{told}"


def finish(done: Done) -> Sequence[tuple[str, bytes]]:
    """Return the summary table, the report, the report of the intake, and the score sheets."""
    return list(_registers(done))


def _registers(done: Done) -> Iterator[tuple[str, bytes]]:
    options = Options(done.shared["options"])
    rows = [one.facts for one in done.items if one.state == "done"]
    rejected = [(_place(one), one.message) for one in done.rejected]
    rejected += [(one.label, "".join(one.problems)) for one in done.items if one.state == "failed"]
    facts = {key: options.text(key) for key in ("office", "day") if options.text(key)}
    prefix = options.text("title")
    if rows:
        table = {**facts, "title": f"{prefix}党建品牌申报汇总表"}
        made = draft("summary-table", summary.table_data(rows, table))
        yield f"{TABLE}.docx", made.docx
        yield f"{TABLE}.xlsx", workbook([summary.table_listing(rows)])
        yield from score_sheets(rows, options)
    report = summary.report_data(rows, done.shared, rejected, options.numbers("plan"))
    report |= {**facts, "title": f"{prefix}党建品牌申报情况综合报告"}
    yield f"{REPORT}.docx", draft("summary-report", report, style=options.text("style")).docx
    yield INTAKE, intake_report(rows, done.shared, rejected)


def _place(one: Rejected) -> str:
    if one.row:
        return f"“{one.sheet}”第 {one.row} 行" if one.sheet else f"第 {one.row} 行"
    return "申报表"
