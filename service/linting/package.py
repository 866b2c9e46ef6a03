"""A Word file opened as what it is, a zip of XML parts: bounded, without entities, nothing executed.

Only what the report needs is unpacked; macros and links to the outside are noticed, never followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree as ET

from service.docx.namespaces import RELATIONSHIPS, WORD
from service.errors import UnreadableFile
from service.file_kinds import called, is_compound, is_locked

# Limits against zip bombs and runaway files (DECISION).
MOST_PARTS, MOST_BYTES, MOST_PART_BYTES = 5_000, 512 << 20, 96 << 20
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": (
        b"http://schemas.openxmlformats.org/drawingml/2006/main"
    ),
}
_MARKS = tuple(
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)
_DAMAGED = "文件打不开，可能已损坏或不是 Word 文档（.docx），请在 WPS 或 Word 中另存后重试。"
# What the parser raises, unknown encodings included.
_UNPARSED = (ET.ParseError, LookupError, ValueError)
_OLD = "这是旧格式的 Word 文件，请在 WPS 或 Word 中另存为 .docx 后重试。"
_LOCKED = "文件设了打开密码，请在 WPS 或 Word 中取消密码，另存后重试。"
_OTHER = "这不是 Word 文档，可能是表格或演示文稿改了扩展名，请选择 Word 文档（.docx）。"
_EMPTY = "文件是空的（0 字节），可能没有传完，请重新取得这个文件。"
_FOREIGN = (
    "这其实是{}，只是扩展名写成了 .docx，请取得它的 Word 文档（.docx），或另存为 .docx 后重试。"
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document"))
_LARGE = "文件解压后过大，疑似异常文件，请检查。"


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of a relationships part: kind is the last word of its type; `target` a part's name."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """An opened Word file.

    Attributes:
        names: every part's name.
        main: name of the main document part.
    """

    data: bytes = field(repr=False)
    names: frozenset[str]
    main: str = ""

    def raw(self, name: str) -> bytes:
        """Return a part unpacked, or nothing when there is none.

        Raises:
            UnreadableFile: damaged, larger than it says, encrypted, or with entities.
        """
        if name not in self.names:
            return b""
        return _unpacked(self._archive, name)

    def tree(self, name: str) -> ET.Element | None:
        """Return a part as a tree, or None when there is none.

        Raises:
            UnreadableFile: as `raw`, or no well-formed XML.
        """
        raw = self.raw(name)
        if not raw:
            return None
        try:
            return ET.fromstring(raw)  # noqa: S314 - entities were refused
        except _UNPARSED as trouble:
            raise UnreadableFile(_DAMAGED, part=name) from trouble

    def blocks(self, name: str, container: str) -> Iterator[ET.Element]:
        """Yield the children of an element that is a child of the root, forgetting each after use.

        Raises:
            UnreadableFile: as `tree`.
        """
        depth = 0
        path: list[ET.Element] = []
        try:
            for event, element in ET.iterparse(io.BytesIO(self.raw(name)), ("start", "end")):  # noqa: S314
                if event == "start":
                    path.append(element)
                    depth += 1
                    continue
                path.pop()
                depth -= 1
                if depth == 2 and path[1].tag == container:
                    yield element
                    path[1].clear()
        except _UNPARSED as trouble:
            raise UnreadableFile(_DAMAGED, part=name) from trouble

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the relationships of a part (of the package for an empty name), by id."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for one in tree if tree is not None else ():
            external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            found[one.get("Id", "")] = Relation(one.get("Id", ""), kind, target, external)
        return found

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """Names of the parts that the main document has one of, by kind (styles, settings, theme)."""
        return {r.kind: r.target for r in self.relations(self.main).values() if not r.external}

    @cached_property
    def is_document(self) -> bool:
        """Whether the main part is a document, and not a workbook or slides under another name."""
        try:
            _, root = next(ET.iterparse(io.BytesIO(self.raw(self.main)), ("start",)))  # noqa: S314
        except (StopIteration, *_UNPARSED) as trouble:
            raise UnreadableFile(_DAMAGED, part=self.main) from trouble
        return isinstance(root, ET.Element) and root.tag.endswith("}document")

    @cached_property
    def has_macros(self) -> bool:
        """Whether it holds macros or embedded controls."""
        return any("vbaproject" in n.lower() or "/activex/" in n.lower() for n in self.names)

    @cached_property
    def external(self) -> tuple[Relation, ...]:
        """What it would fetch from elsewhere when opened: linked pictures, templates, objects."""
        parts = [n for n in self.names if n.endswith(".rels")]
        owners = [n.replace("_rels/", "").removesuffix(".rels") for n in sorted(parts)]
        found = [r for name in owners for r in self.relations(name).values()]
        return tuple(r for r in found if r.external and r.kind != "hyperlink")

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.data))


def open_package(data: bytes) -> Package:
    """Return a Word file opened; every XML part is looked at before it is parsed.

    Raises:
        UnreadableFile: no Word file, damaged, encrypted, too large, or with entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as trouble:
        raise UnreadableFile(_what(data)) from trouble
    if data[30:200].startswith(b"mimetype" + _OPEN_DOCUMENT):
        raise UnreadableFile(_FOREIGN.format(" OpenDocument 文档（.odt）"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableFile(_LARGE)
    package = Package(data, frozenset(part.filename for part in parts))
    mains = [r.target for r in package.relations("").values() if r.kind == "officeDocument"]
    if not mains and any(name.startswith(("xl/", "ppt/")) for name in package.names):
        raise UnreadableFile(_OTHER)
    if not mains or mains[0] not in package.names:
        raise UnreadableFile(_DAMAGED)
    package.main = mains[0]
    if not package.is_document:
        raise UnreadableFile(_OTHER)
    return package


def _what(data: bytes) -> str:
    """Return what to say of a file that is no package, by how it begins."""
    if is_compound(data):
        if is_locked(data):
            return _LOCKED
        return _OTHER if any(name in data for name in _WORKBOOKS) else _OLD
    if not data:
        return _EMPTY
    name = called(data)
    return _FOREIGN.format(name) if name else _DAMAGED


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as stream:
            raw = stream.read(MOST_PART_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as trouble:
        raise UnreadableFile(_DAMAGED, part=name) from trouble
    if len(raw) > MOST_PART_BYTES:
        raise UnreadableFile(_LARGE, part=name)
    if any(mark in raw for mark in _MARKS):
        raise UnreadableFile("文件里有实体声明，疑似异常文件，请在 WPS 或 Word 中另存后重试。")
    for strict, usual in _TRANSITIONAL.items():
        raw = raw.replace(strict, usual)
    return raw
