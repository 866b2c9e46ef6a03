"""Applications from whatever units send: JSON, workbooks, filled-in forms, a folder or zip of them."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from service.applications.forms import read_form
from service.applications.joining import Joined, Note
from service.applications.records import Origin, Reading, Readings
from service.applications.workbooks import read_workbook
from service.errors import BadData, ServiceError, UnreadableFile
from service.file_kinds import is_package, is_word
from service.texts import json_trouble
from service.whole_files import content, is_hidden

_TABLES = (".xlsx", ".xls", ".csv", ".tsv", ".txt")
_OLD = (".doc", ".wps", ".et", ".pdf", ".rtf")
_KNOWN = (".docx", ".json", *_TABLES, *_OLD)
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".iso")
# What systems leave in folders by themselves.
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini")
_MOST_UNPACKED = 1 << 30
# A unit sends its forms as a .zip, an office the .zip of all units.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Intake:
    """What a source gave: applications in the order read, and what was not understood.

    Attributes:
        notes: of what was read in part, and of files that can be no application.
        unread: files of which nothing was read, though they may hold applications.
        headings: 1-based row of the headings by sheet, where the source is one workbook.
        several: whether the source is a folder or zip, so that a row is told with its file.
    """

    readings: Sequence[Reading]
    notes: tuple[Note, ...]
    unread: tuple[Note, ...] = ()
    headings: Mapping[str, int] = field(default_factory=dict)
    several: bool = False


def gather(source: Path) -> Intake:
    """Return the applications of a file, or of all files of a folder in the order of their names.

    Raises:
        UnreadableFile: the one file cannot be read; of a folder such files are told in the notes.
        BadData: it holds no application.
    """
    if not source.is_dir():
        return gather_bytes(source.name, content(source))
    files = sorted(path for path in source.rglob("*") if path.is_file())
    found = ((path.relative_to(source).as_posix(), content(path)) for path in files)
    return _several(found, _Room())


def gather_bytes(name: str, data: bytes) -> Intake:
    """Return the applications of an uploaded file; a .zip counts as a folder. Raises as `gather`."""
    if PurePosixPath(name).suffix.lower() == ".zip":
        room = _Room()
        return _several(_unpacked(data, room), room)
    found, notes = _read(name, data)
    # Those of a workbook are put together of its rows when they are taken, and those lie on disk.
    readings = found if isinstance(found, Joined) else Readings(found)
    if not readings and not notes:
        raise BadData(f"“{name}”里没有申报数据，请检查。", file=name)
    headings = found.headings if isinstance(found, Joined) else {}
    return Intake(readings, tuple(notes), headings=headings)


class _Room:
    """What may still be unpacked, over all archives of a source: small ones can hold very much."""

    def __init__(self) -> None:
        self._left = _MOST_UNPACKED

    def take(self, size: int) -> None:
        """Take so many bytes; raises UnreadableFile if there are not."""
        if size > self._left:
            raise UnreadableFile("压缩包解压后过大，疑似异常文件，请拆分。")
        self._left -= size


def _several(files: Iterator[tuple[str, bytes]], room: _Room) -> Intake:
    readings = Readings()
    notes: list[Note] = []
    unread: list[Note] = []
    for name, data, trouble in _flat(files, room):
        path = PurePosixPath(name)
        if trouble:
            unread.append(Note(Origin(name), trouble))
        elif path.suffix.lower() not in _KNOWN:
            notes.append(Note(Origin(name), "不是申报表，未读入。", skipped=True))
        else:
            try:
                found, told = _read(name, data)
            except ServiceError as wrong:
                unread.append(Note(Origin(name), wrong.message))
                continue
            before = len(readings)
            for one in found:
                readings.put(one)
            (notes if len(readings) > before else unread).extend(told)
    return Intake(readings, tuple(notes), tuple(unread), several=True)


def _flat(
    files: Iterable[tuple[str, bytes]], room: _Room, depth: int = 1
) -> Iterator[tuple[str, bytes, str]]:
    """Yield files, those of a .zip among them by both names, each with what keeps it from being read."""
    for name, data in files:
        path = PurePosixPath(name)
        if is_hidden(path.name) or "__MACOSX" in name:
            continue
        if path.name.lower() in _LEFT_BY_SYSTEMS:
            continue
        if path.suffix.lower() in _PACKED or (path.suffix.lower() == ".zip" and depth > _DEEPEST):
            yield name, b"", "压缩包没有打开，请解压后把里面的文件放进来。"
        elif path.suffix.lower() == ".zip":
            inside = ((f"{name}/{one}", told) for one, told in _unpacked(data, room))
            try:
                yield from _flat(inside, room, depth + 1)
            except UnreadableFile as trouble:
                yield name, b"", trouble.message
        else:
            yield name, data, ""


def _read(name: str, data: bytes) -> tuple[Iterable[Reading], list[Note]]:
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".json":
        return read_json(name, data), []
    if not data:
        raise UnreadableFile("文件是空的，请重新导出或另存后再放入。")
    # Many a .doc is a .docx that somebody has renamed.
    if ending == ".docx" or (ending in (".doc", ".wps") and is_package(data)):
        return read_form(name, data)
    if ending in _TABLES and is_word(data):
        return read_form(name, data)
    if ending in _TABLES:
        return read_workbook(name, data)
    kind = " .docx 或 .xlsx " if ending in _OLD else "申报表（.docx、.xlsx）"
    raise UnreadableFile(f"不能读取这种文件，请另存为{kind}后再放入。")


def read_json(name: str, data: bytes) -> list[Reading]:
    """Return the applications of a JSON file: one record, or a list of them.

    Raises:
        UnreadableFile: it is no JSON.
        BadData: something in it is no record.
    """
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        raise UnreadableFile(f"“{name}”{json_trouble(trouble)}") from trouble
    records = said if isinstance(said, list) else [said]
    if not all(isinstance(one, Mapping) for one in records):
        raise BadData(f"“{name}”里每份申报须用花括号括起，请检查。", file=name)
    several = len(records) > 1
    return [
        Reading(Origin(name, "", number if several else 0), one)
        for number, one in enumerate(records, 1)
    ]


def _unpacked(data: bytes, room: _Room) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive; names that are not UTF-8 are read as GBK, as Windows writes them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data), metadata_encoding="gb18030") as archive:
            room.take(sum(info.file_size for info in archive.infolist()))
            for info in sorted(archive.infolist(), key=lambda one: one.filename):
                if not info.is_dir():
                    yield info.filename, archive.read(info)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, UnicodeDecodeError) as trouble:
        raise UnreadableFile("压缩包打不开，可能已损坏或加密，请重新压缩。") from trouble
