"""Reads a Word file into a `Document`: paragraphs, tables and sections in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from service.linting import grid, revisions
from service.linting.borders import bordered
from service.linting.content import Contents, boxed
from service.linting.model import Document, Look, Para, Row, Section, Settings, Table
from service.linting.numbering import Numbering
from service.linting.package import Package, open_package
from service.linting.properties import (
    Properties,
    W,
    attribute,
    child,
    flag,
    paragraph_properties,
    run_properties,
    value,
)
from service.linting.roles import with_roles
from service.linting.sections import footers, section, turned
from service.linting.styles import Styles, form, look

# Tables within tables are read down to so many levels (DECISION).
_DEEPEST = 20


def read_document(data: bytes) -> Document:
    """Return a Word file read.

    Raises:
        UnreadableFile: no Word file, damaged, encrypted, too large, or with entities.
    """
    package = open_package(data)
    reader = _Reader(package)
    for block in package.blocks(package.main, f"{W}body"):
        reader.revisions += revisions.count(block)
        reader.block(block)
    return with_roles(reader.document())


class _Reader:
    """Walks the blocks once; remembers the section, counts lists, caches looks."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package)
        self._numbering = Numbering(package)
        self._looks: dict[object, Look] = {}
        self._paragraphs: list[Para] = []
        self._boxed: list[Para] = []
        self._tables: list[Table] = []
        self._sections: list[Section] = []
        self.revisions = 0
        self._embedded = 0
        self._parts: set[str] = set()
        self._break = False
        self._table_style = ""
        self._contents = Contents(self._look)

    def block(self, element: ET.Element, depth: int = 0) -> None:
        """Read a paragraph, a table, the end of a section, or a container of these."""
        if depth > _DEEPEST:
            return
        if element.tag == f"{W}p":
            self._paragraph(element)
        elif element.tag == f"{W}tbl":
            self._table(element, depth)
        elif element.tag == f"{W}sectPr":
            self._end_section(element)
        elif element.tag == f"{W}altChunk":
            self._embedded += 1
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            for one in element:
                self.block(one, depth + 1)

    def document(self) -> Document:
        """Return what was read."""
        settings = self._package.tree(self._package.parts.get("settings", ""))
        comments = self._package.tree(self._package.parts.get("comments", ""))
        notes = tuple(self._notes())
        return Document(
            paragraphs=(*self._paragraphs, *self._boxed),
            tables=tuple(self._tables),
            sections=(*self._sections, *self._open_section()),
            settings=Settings(
                even_and_odd=bool(flag(settings, "evenAndOddHeaders")),
                mirror=bool(flag(settings, "mirrorMargins")),
            ),
            core=_core(self._package),
            macros=self._package.has_macros,
            links=tuple(one.target for one in self._package.external),
            default_east=str(self._styles.default_run.get("east", ("",))[0]),
            revisions=self.revisions,
            embedded=self._embedded,
            comments=0 if comments is None else len(comments),
            notes=notes,
        )

    def _notes(self) -> Iterator[Para]:
        """Yield the paragraphs of footnotes and endnotes that say something."""
        for kind in ("footnotes", "endnotes"):
            tree = self._package.tree(self._package.parts.get(kind, ""))
            if tree is not None:
                self.revisions += revisions.count(tree)
                yield from (para for _, para in self.paragraphs_of(tree) if para.text.strip())

    def paragraphs_of(self, tree: ET.Element) -> Iterator[tuple[ET.Element, Para]]:
        """Yield each paragraph of another part, text boxes included, with its element."""
        lying = {id(element) for element in turned(tree)}
        for element in tree.iter(f"{W}p"):
            para = self.read(element)
            if id(element) in lying:
                para = replace(para, form=replace(para.form, turned=True))
            yield element, para

    def _open_section(self) -> tuple[Section, ...]:
        """Return the last section when nothing describes it: every figure of it is 0."""
        ended = not self._paragraphs or self._paragraphs[-1].section < len(self._sections)
        return () if ended and self._sections else (Section(len(self._sections)),)

    def read(self, element: ET.Element) -> Para:
        """Return a paragraph; counts its list on."""
        direct = paragraph_properties(child(element, "pPr"))
        said = self._styles.paragraph(direct, self._table_style)
        level = self._numbering.level(said)
        if level is not None:
            said = self._styles.paragraph(direct, self._table_style, level.form)
        style = direct.get("style", "")
        first = self._numbering.next(said)
        content = self._contents.read(element, style, first, level.type if level else None)
        mark = self._look(style, element.find(f"{W}pPr/{W}rPr"))
        runs = tuple(content.runs)
        type_ = runs[-1].look if runs else mark
        return Para(
            number=0,
            text=content.text,
            form=form(said, type_.size + type_.spacing),
            runs=runs,
            automatic=first,
            style=self._styles.name(style),
            fields=tuple(content.fields),
            breaks=content.page_break or bool(said.get("page_break")),
            pictures=content.pictures,
        )

    def _paragraph(self, element: ET.Element) -> None:
        para = self.read(element)
        ending = element.find(f"{W}pPr/{W}sectPr")
        if not para.text and not para.pictures and ending is None and revisions.is_gone(element):
            return
        if not para.text.strip() and _ends_with_break(element):
            self._break = True
        breaks = para.breaks or (self._break and bool(para.text.strip()))
        if para.text.strip():
            self._break = _ends_with_break(element) and not para.breaks
        self._paragraphs.append(
            replace(
                para,
                number=len(self._paragraphs) + 1,
                section=len(self._sections),
                breaks=breaks,
            )
        )
        number, at = len(self._paragraphs), len(self._sections)
        for inner in boxed(element):
            one = self.read(inner)
            self._boxed.append(replace(one, number=number, section=at, boxed=True))
        if ending is not None:
            self._end_section(ending)

    def _end_section(self, element: ET.Element) -> None:
        before = self._sections[-1] if self._sections else None
        plain = section(element, len(self._sections))
        relations = self._package.relations(self._package.main)
        self._sections.append(
            replace(
                plain,
                footers=footers(element, before, "footer", relations, self._part),
                headers=footers(element, before, "header", relations, self._part),
            )
        )

    def _part(self, name: str) -> list[tuple[ET.Element, Para]]:
        tree = self._package.tree(name)
        if tree is None:
            return []
        if name not in self._parts:
            self._parts.add(name)
            self.revisions += revisions.count(tree)
        return list(self.paragraphs_of(tree))

    def _look(self, style: str, element: ET.Element | None) -> Look:
        direct = run_properties(element, self._styles.theme)
        key = (style, self._table_style, tuple(sorted(direct.items())))
        if key not in self._looks:
            self._looks[key] = look(self._styles.run(style, direct, self._table_style))
        return self._looks[key]

    def _table(self, element: ET.Element, depth: int) -> None:
        properties = child(element, "tblPr")
        outer, self._table_style = self._table_style, value(properties, "tblStyle") or ""
        number = len(self._tables) + 1
        self._tables.append(Table(number, 0, False, ()))
        rows = []
        for at, row in enumerate(grid.rows(element), 1):
            cells = [self._cell(cell, number, at, depth) for cell in grid.cells(row)]
            marks = child(row, "trPr")
            texts = [
                self._spread(text, cell) for text, cell in zip(cells, grid.cells(row), strict=True)
            ]
            rows.append(
                Row(
                    tuple(text for spread in texts for text in spread),
                    header=bool(flag(marks, "tblHeader")),
                    whole=bool(flag(marks, "cantSplit")),
                )
            )
        self._table_style = outer
        widths = grid.widths(element)
        self._tables[number - 1] = Table(
            number,
            grid.width(properties) or sum(widths),
            bordered(
                properties,
                [list(grid.cells(row)) for row in grid.rows(element)],
                by_style=self._styles.lines(value(properties, "tblStyle") or ""),
            ),
            tuple(rows),
            tuple(widths),
            len(self._sections),
        )

    def _cell(self, cell: ET.Element, table: int, row: int, depth: int) -> str:
        start = len(self._paragraphs)
        for one in cell:
            self.block(one, depth + 1)
        column = sum(1 for p in self._paragraphs[:start] if p.table == table and p.row == row) + 1
        for at in range(start, len(self._paragraphs)):
            para = self._paragraphs[at]
            if not para.table:
                self._paragraphs[at] = replace(para, table=table, row=row, column=column)
        return "\n".join(p.text for p in self._paragraphs[start:])

    @staticmethod
    def _spread(text: str, cell: ET.Element) -> list[str]:
        """Return a cell's text for each column it spans; what a merge hides is empty."""
        properties = child(cell, "tcPr")
        span = value(properties, "gridSpan") or "1"
        merge = child(properties, "vMerge")
        if merge is not None and attribute(merge, "val", "continue") == "continue":
            text = "^^"
        columns = int(span) if re.fullmatch("[0-9]{1,3}", span) else 1
        return [text] + ["<<"] * (columns - 1)


def _ends_with_break(paragraph: ET.Element) -> bool:
    marks = [b for b in paragraph.iter(f"{W}br") if attribute(b, "type") == "page"]
    return bool(marks)


def _core(package: Package) -> Properties:
    names = [r.target for r in package.relations("").values() if r.kind == "core-properties"]
    tree = package.tree(names[0]) if names else None
    found = tree if tree is not None else ()
    return {one.tag.rsplit("}", 1)[-1]: (one.text or "").strip() for one in found}
