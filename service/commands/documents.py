"""Commands on documents: draft one, show and check templates, read score sheets."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import console
from service.clock import today
from service.commands.common import print_json, told
from service.commands.status import DATA, DONE, FINDINGS
from service.errors import BadData, NotFound, UnreadableFile, WrongUse
from service.settings import load_settings

if TYPE_CHECKING:
    from service.drafting.filled import FilledBook


def draft(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status: 1 when facts are missing or odd."""
    from service.drafting.filled_faults import told_in, told_of
    from service.drafting.making import make_documents
    from service.record_checks import further_checks
    from service.whole_files import write_whole

    target = _target(arguments.out)
    template = _template(arguments.template)
    data, book = _record(Path(arguments.data), template)
    if arguments.registry and template.kind == "speech":
        data = _with_registry(data, arguments.registry, named=arguments.named)
    settings = load_settings()
    settings = settings._replace(registry=arguments.registry or settings.registry)
    needed = bool(arguments.registry)
    further = further_checks(template.kind, settings, today(), needed=needed)
    with told_in(book, template):
        made = make_documents(
            template,
            data,
            arguments.style,
            further=further,
            told=partial(told_of, book, template),
        )
    paths = [target] if target.suffix.lower() == ".docx" else []
    for name, written in made.files:
        path = paths.pop() if paths and name.endswith(".docx") else _beside(target, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, written)
        if not arguments.json:
            console.write(f"已生成 {path}")
    if arguments.json:
        print_json(made.wire())
    else:
        for label in made.gaps:
            told(f"缺少“{label}”，文中已用【待补充】标出，请补上。")
        for message in made.warnings:
            told(f"请核对：{message}")
    return FINDINGS if made.gaps or made.warnings else DONE


def _target(out: str) -> Path:
    """Return where the result goes, a .docx or a folder.

    Raises:
        WrongUse: it is called like a file of another kind.
    """
    target = Path(out)
    if target.suffix.lower() in _OTHER_KINDS and not target.is_dir():
        raise WrongUse(f"写不成 {target.suffix} 文件，请以 .docx 结尾，或给出文件夹。")
    return target


_OTHER_KINDS = frozenset(
    (".doc", ".wps", ".pdf", ".txt", ".rtf", ".odt", ".xlsx", ".json", ".html")
)


def _with_registry(data: Mapping[str, Any], url: str, *, named: bool) -> dict[str, Any]:
    from service.book.names import cache_of
    from service.commands.common import Opened
    from service.speeches.registry_facts import with_registry

    with Opened(url, needed=True, create=False) as opened:
        index = cache_of(opened.url)
        shown = with_registry(data, opened.registry, today=today(), named=named, index=index)
    if any(data.get(key) for key in ("registry_facts", "台账数据")):
        told("数据里填的“台账数据”没有采用，已改用台账的实际数字。")
    return shown


def _beside(target: Path, name: str) -> Path:
    """Return where a file goes: into a folder, or beside the file asked for."""
    return (target.parent if target.suffix.lower() == ".docx" else target) / name


def _template(name: str) -> Any:
    from service.drafting.package import find_template

    return find_template(name, load_settings().templates)


def _record(path: Path, template: Any) -> tuple[Mapping[str, Any], FilledBook | None]:
    """Return the data of a file, and the workbook that it is."""
    from service.drafting.filled import one_record, read_form
    from service.file_kinds import is_workbook
    from service.texts import json_trouble
    from service.whole_files import content

    if path.suffix.lower() == ".docx":
        from service.applications.shorter import SHORTER, shortened

        if template.kind == "application":
            return _form(path), None
        if template.id in SHORTER:
            data, noted = shortened(template.id, _form(path))
            for message in noted:
                told(f"请核对：{message}")
            return data, None
        raise WrongUse(f"“{path.name}”是 Word 文件，这里要的是填好的 .xlsx 或 .json。")
    given = content(path)
    if path.suffix.lower() in _TABLES or is_workbook(given):
        book = read_form(given, template)
        for message in book.notes:
            told(f"请核对：{message}")
        return one_record(book, path.name, template.kind), book
    try:
        data = json.loads(given.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        raise UnreadableFile(f"“{path.name}”{json_trouble(trouble)}") from trouble
    if not isinstance(data, dict):
        raise BadData(f"“{path.name}”里要是一份数据（用花括号括起），请检查。")
    return data, None


_TABLES = frozenset((".xlsx", ".xls", ".et", ".xlsm", ".ods", ".csv", ".tsv", ".htm", ".html"))


def _form(path: Path) -> Mapping[str, Any]:
    """Return what a filled-in form says; what was not understood in it is told."""
    from service.applications.reading import gather

    intake = gather(path)
    if not intake.readings:
        raise BadData("\n".join(note.message for note in intake.notes))
    if len(intake.readings) > 1:
        count = len(intake.readings)
        raise BadData(f"“{path.name}”里有 {count} 份申报，请用 pinwen batch application 成批生成。")
    [one] = intake.readings
    for message in (*(p.message for p in one.problems), *(n.message for n in intake.notes)):
        told(f"请核对：{message}")
    return one.data


def templates_list(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.drafting.package import templates

    faults: list[str] = []
    found = templates(load_settings().templates, faults)
    if arguments.json:
        print_json(
            [{"id": t.id, "title": t.title, "kind": t.kind, "version": t.version} for t in found]
        )
    else:
        console.write(
            console.table(("编号", "名称", "版式"), [(t.id, t.title, t.style) for t in found])
        )
    for fault in faults:
        told(fault)
    return DATA if faults else DONE


def templates_show(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status; `--xlsx` writes the workbook to fill in."""
    from service.drafting.catalogue import template_wire
    from service.drafting.workbook import form_workbook
    from service.whole_files import write_whole

    template = _template(arguments.template)
    if arguments.xlsx:
        samples = [] if arguments.blank else template.samples(arguments.sample or "full")
        write_whole(Path(arguments.xlsx), form_workbook(template, samples))
        told(f"已写出 {arguments.xlsx}，填好后用 pinwen batch 或 pinwen draft 生成。")
        return DONE
    if arguments.sample:
        print_json(template.sample(arguments.sample))
        return DONE
    shown = template_wire(template)
    if arguments.json:
        print_json(shown)
        return DONE
    console.write(
        f"{template.title}（{template.id}，版本 {template.version}，版式 {template.style}）"
    )
    if template.help:
        console.write(template.help)
    for name, title in shown["sample_titles"].items():
        console.write(f"示例 {name}：{title}")
    rows = [(f["id"], f["label"], f["type"], f["must"], f["help"]) for f in shown["fields"]]
    console.write(console.table(("字段", "名称", "类型", "必填", "说明"), rows))
    return DONE


def templates_check(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status: 3 when the template has faults."""
    from service.drafting.catalogue import check_package

    if not Path(arguments.folder).is_dir():
        raise NotFound(f"没有“{arguments.folder}”这个文件夹，请检查路径。")
    faults = check_package(Path(arguments.folder))
    if arguments.json:
        print_json([{"file": f.file, "line": f.line, "message": f.message} for f in faults])
    else:
        for fault in faults:
            console.write(str(fault))
        if not faults:
            console.write("模板检查通过。")
    return DATA if faults else DONE


def templates_new(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.drafting.catalogue import new_package

    folder = new_package(Path(arguments.folder), arguments.title)
    told(
        f"已建立模板 {folder}，请编辑 template.toml 和 body.j2，再用 pinwen templates check 检查。"
    )
    return DONE


def scores(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.commands.judging import judged
    from service.letters.results import read_scores
    from service.letters.score_notes import notes
    from service.listings import scores_listing
    from service.tables import write_listing

    if Path(arguments.file).is_dir():
        return judged(arguments)
    results = read_scores(Path(arguments.file))
    listing = scores_listing(results)
    if arguments.output:
        write_listing(listing, Path(arguments.output))
        told(f"已写出 {arguments.output}。")
    elif arguments.json:
        print_json(list(listing.items))
    else:
        console.write(
            console.table(listing.headings, [tuple(map(str, row)) for row in listing.rows])
        )
    noted = list(notes(results))
    for one in noted:
        told(one)
    return FINDINGS if noted else DONE
