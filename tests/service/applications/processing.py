"""A file or folder of applications → a folder of documents and one zip, without a table: for tests."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from service.applications.batch import finish, joined, renderer, work_of
from service.applications.names import NameCheck
from service.applications.options import Options
from service.applications.reading import gather
from service.batches.model import Done, Item, MadeItem, Renderer, Together, Work
from service.batches.reporting import index_file
from service.checking import Surroundings
from service.errors import BadData, ServiceError
from service.importing.report import told_workbook
from service.whole_files import content, write_beside

ARCHIVE = "申报材料.zip"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a source.

    Attributes:
        made: applications with documents.
        failed: applications that could not be made, with the reason.
        rejected: rows and forms that are no application.
        files: everything written, relative to the folder.
        archive: the zip of it all.
    """

    made: int
    failed: int
    rejected: int
    with_problems: int
    files: tuple[str, ...]
    archive: Path


def process(
    source: Path,
    out: Path,
    *,
    options: Mapping[str, str] | None = None,
    around: Surroundings | None = None,
    today: dt.date | None = None,
) -> Outcome:
    """Make everything of a workbook, form, JSON file, zip or folder of applications.

    Args:
        source: what units sent.
        out: folder for what is made; it is made if it is not there. A file that is there with another
            content (of an earlier run, or edited since) stays; the new one gets a name with （新）.
        options: see `service.applications.options.KNOWN`.
        around: registry and rules to check names against; the shipped rules by default.
        today: what dates are held against where the option `day` is not set.

    Raises:
        BadData: there is no application in the source.
        UnreadableFile: it cannot be read.
        WrongUse: an option is wrong.
        StorageUnavailable: the folder cannot be written.
    """
    given = Options(options or {})
    check = NameCheck(around, given.text("day"))
    work = work_of(gather(source), given, check, today)
    render = renderer(work.shared, given.given)
    files: list[tuple[str, bytes]] = []
    items = [_made(place, item, render, files) for place, item in enumerate(work.items)]
    if not items:
        first = work.rejected[0].message if work.rejected else "没有找到申报数据，请检查。"
        raise BadData(f"“{source.name}”里没有可以生成的申报：{first}")
    assert work.together is not None
    together = work.together()
    items = list(_all_told(items, together))
    done = Done({**work.shared, **together.shared}, items, work.rejected, out)
    files += [
        *((name, make(done)) for name, make in finish(done)),
        index_file(done),
        *_told(source, work, items),
    ]
    files.append((ARCHIVE, archive_of(files)))
    written = write_beside(out, files)
    return Outcome(
        made=sum(one.state == "done" for one in items),
        failed=sum(one.state == "failed" for one in items),
        rejected=len(work.rejected),
        with_problems=sum(bool(one.problems) for one in items),
        files=written,
        archive=out / written[-1],
    )


def _made(place: int, item: Item, render: Renderer, files: list[tuple[str, bytes]]) -> MadeItem:
    """Make the documents of one application; one that cannot be made does not stop the others."""
    one = MadeItem(
        place, item.key, item.label, item.row, "done", (), {}, problems=(), sheet=item.sheet
    )
    try:
        made = render(item.payload)
    except ServiceError as trouble:
        told = (trouble.message,)
        return replace(one, state="failed", problems=told)
    files += made.files
    names = tuple((name, hashlib.sha256(data).hexdigest()) for name, data in made.files)
    return replace(one, files=names, facts=made.facts, problems=tuple(made.problems))


def _all_told(items: Iterable[MadeItem], together: Together) -> Iterator[MadeItem]:
    """Yield items with what all of them together tell of each."""
    for one, told in zip(items, together.told, strict=True):
        facts, problems = one.facts, one.problems
        if one.state == "done":
            facts, problems = joined(facts, problems, told.values)
        yield replace(one, facts=facts, problems=problems)


def _told(source: Path, work: Work, items: list[MadeItem]) -> list[tuple[str, bytes]]:
    """Return the upload with a column 错误原因: everything told of each row, if it is a workbook."""
    if source.is_dir() or source.suffix.lower() != ".xlsx":
        return []
    told: dict[str, dict[int, list[str]]] = {}
    for one in items:
        if one.problems:
            told.setdefault(one.sheet, {}).setdefault(one.row, []).extend(one.problems)
    for rejected in work.rejected:
        told.setdefault(rejected.sheet, {}).setdefault(rejected.row, []).append(rejected.message)
    if not told:
        return []
    report = told_workbook(content(source), told, work.headings)
    return [(f"错误原因_{source.name}", report)]


def archive_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of files in order of name; the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(files):
            # Word and Excel files are deflated already.
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return target.getvalue()
