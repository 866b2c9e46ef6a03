"""A column 错误原因 put into a sheet of an .xlsx, all else in the file as it was sent.

The sheet is rewritten row by row, never held as a tree: drawings, lists of choices and formats that a library
would not know stay, and memory stays small whatever the size.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from service.importing.sheet_parts import column_of, number_in, part_of, pieces
from service.sheet_rows import letters_of
from service.texts import for_xml

HEADING = "错误原因"
"""What the column is called."""
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_WIDTH, _BEYOND = 48, 1 << 30
_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c\b(?:[^>]*?)(?:/>|>.*?</(?:\w+:)?c>)", re.DOTALL)
_OPENING = re.compile(rb"<(?:\w+:)?(?:row|c)(?=[\s/>])[^>]*>")
_NUMBERED = re.compile(rb'\sr="[A-Z]{0,3}\d{1,7}"')
_NUMBER = re.compile(rb'\sr="(\d{1,7})"')
_PLACE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_KIND = re.compile(rb'\st="(\w+)"')
_FULL = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>[^<]")
_TEXT = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)<")
_STRING = re.compile(rb"<(?:\w+:)?si\b(?:/>|[^>]*>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b")
_EMPTY = re.compile(rb"<((?:\w+:)?)sheetData\s*/>")
_COLUMNS = re.compile(rb"<(?:\w+:)?cols\b[^>]*>(.*?)</(?:\w+:)?cols>", re.DOTALL)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")


class Odd(Exception):
    """A sheet whose rows or cells do not tell where they stand, or without what a format needs."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is told of one sheet.

    Attributes:
        heading: 1-based row of the headings.
        texts: what is told, by 1-based row; what is told of the row of headings is told of all.
    """

    heading: int
    texts: Mapping[int, str]


def sheet_of(data: bytes, *names: str) -> str:
    """Return the path in an .xlsx of the first of some sheets that it has, else of its first sheet.

    Raises:
        Odd: it has none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = frozenset(archive.namelist())
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        every = [
            unescape(name)
            for name in re.findall(r"<(?:\w+:)?sheet\b[^>]*?\sname=\"([^\"]*)\"", book)
        ]
        for name in (*(one for one in names if one in every), *every):
            part = part_of(archive, name)
            if part in parts and part.startswith("xl/worksheets/"):
                return part
    raise Odd


def marked(data: bytes, marks: Mapping[str, Mark]) -> bytes:
    """Return an .xlsx with a red column more in some sheets, at the right of what is filled.

    A last column that is called so already gives way to it: what was told of an earlier upload is gone.

    Args:
        data: the .xlsx.
        marks: by path of the sheet (`sheet_of`).

    Raises:
        Odd: see there.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if _STYLES not in book.namelist():
            raise Odd
        styles, bold, plain = _styled(book.read(_STYLES))
        changed = {
            part: _Column(book, part, mark, bold, plain).pieces() for part, mark in marks.items()
        }
        return rewritten(book, {**changed, _STYLES: (styles,)})


def rewritten(book: zipfile.ZipFile, changed: Mapping[str, Iterable[bytes]]) -> bytes:
    """Return a workbook with some parts changed, and without the moment at which each was put into it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in book.namelist():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with new.open(info, "w", force_zip64=True) as part:
                if name in changed:
                    part.writelines(changed[name])
                else:
                    with book.open(name) as source:
                        shutil.copyfileobj(source, part)
    return target.getvalue()


def _styled(styles: bytes) -> tuple[bytes, int, int]:
    """Return the formats of a workbook with two more, and the numbers of these: bold red, wrapped red."""
    red = '<{p}sz val="11"/><{p}color rgb="FFC00000"/><{p}name val="宋体"/></{p}font>'
    styles, font = _with_children(
        styles, "fonts", "font", "<{p}font><{p}b/>" + red + "<{p}font>" + red
    )
    form = '<{p}xf numFmtId="49" fontId="%d" fillId="0" borderId="0" xfId="0" applyFont="1"'
    form += ' applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>'
    styles, first = _with_children(styles, "cellXfs", "xf", form % font + form % (font + 1))
    return styles, first, first + 1


def _with_children(xml: bytes, parent: str, child: str, added: str) -> tuple[bytes, int]:
    """Return a part with two more children of an element, and the number of the first of these."""
    found = re.search(rf"<((?:\w+:)?){parent}\b[^>]*>(.*?)</\1{parent}>".encode(), xml, re.DOTALL)
    if not found:
        raise Odd
    count = len(re.findall(rf"<(?:\w+:)?{child}(?=[\s/>])".encode(), found[2]))
    prefix = found[1].decode()
    opening = f'<{prefix}{parent} count="{count + 2}">'.encode()
    closing = f"{added.format(p=prefix)}</{prefix}{parent}>".encode()
    return xml[: found.start()] + opening + found[2] + closing + xml[found.end() :], count


class _Column:
    """One column put into one sheet."""

    def __init__(
        self, archive: zipfile.ZipFile, part: str, mark: Mark, bold: int, plain: int
    ) -> None:
        self._archive, self._part = archive, part
        self._styles = {mark.heading: bold}
        self._plain = plain
        last, heading = self._looked_over(mark.heading)
        self._anew = _text_of(archive, heading).startswith(HEADING)
        self._column = last if self._anew else last + 1
        of_all = mark.texts.get(mark.heading)
        named = f"{HEADING}：{of_all}" if of_all else HEADING
        self._left = deque(sorted({**mark.texts, mark.heading: named}.items()))
        self._prefix = b""

    def _looked_over(self, heading: int) -> tuple[int, bytes]:
        """Return the last filled column (1-based), and its cell among the headings if that is filled."""
        last, cell = 0, b""
        for piece in pieces(self._archive, self._part):
            if not all(map(_NUMBERED.search, _OPENING.findall(piece))):
                raise Odd
            for one in _CELL.findall(piece):
                if _FULL.search(one) and (place := _PLACE.search(one)):
                    column = column_of(place[1]) + 1
                    if column > last:
                        last, cell = column, b""
                    if column == last and int(place[2]) == heading:
                        cell = one
        return last, cell

    def pieces(self) -> Iterator[bytes]:
        """Yield the sheet, with the column."""
        found = False
        for piece in pieces(self._archive, self._part):
            if not found and (begin := _DATA.search(piece)):
                found, self._prefix = True, begin[1]
                rows = _EMPTY.sub(rb"<\1sheetData></\1sheetData>", piece[begin.start() :])
                piece = self._widened(piece[: begin.start()]) + rows
            yield self._ended(_ROW.sub(self._row, piece))
        if self._left:
            raise Odd

    def _widened(self, head: bytes) -> bytes:
        """Return what stands before the rows, with the width of the column, without the used area."""
        head = re.sub(rb"<(?:\w+:)?dimension\b[^>]*?(?:/>|></(?:\w+:)?dimension>)", b"", head)
        found = _COLUMNS.search(head)
        every = [
            part
            for one in _COLUMN.findall(found[1] if found else b"")
            for part in self._beside(one)
        ]
        own = b'<%scol min="%d" max="%d" width="%d" customWidth="1"/>'
        every.append(own % (self._prefix, self._column, self._column, _WIDTH))
        every.sort(key=lambda tag: number_in(tag, b"min"))
        columns = b"<%scols>%s</%scols>" % (self._prefix, b"".join(every), self._prefix)
        return head[: found.start()] + columns + head[found.end() :] if found else head + columns

    def _beside(self, tag: bytes) -> Iterator[bytes]:
        """Yield a format of columns without this column: as it is, or what is left of it and right of it."""
        low, high = number_in(tag, b"min"), number_in(tag, b"max")
        for first, last in ((low, min(high, self._column - 1)), (max(low, self._column + 1), high)):
            if first <= last:
                one = re.sub(rb'\smin="\d+"', b' min="%d"' % first, tag)
                one = re.sub(rb'\smax="\d+"', b' max="%d"' % last, one)
                yield one if one.endswith(b"/>") else one[:-1] + b"/>"

    def _row(self, found: re.Match[bytes]) -> bytes:
        """Return a row with what is told of it, after rows that the sheet does not have."""
        number = int(_NUMBER.search(found[2])[1])  # type: ignore[index]  # looked over
        before = self._rows_before(number)
        is_told = bool(self._left) and self._left[0][0] == number
        if not is_told and not self._anew:
            return before + found[0]
        told = self._cell(*self._left.popleft()) if is_told else b""
        cells = _CELL.findall(found[3] or b"")
        places = [column_of(_PLACE.search(cell)[1]) + 1 for cell in cells]  # type: ignore[index]
        left = [cell for cell, place in zip(cells, places, strict=True) if place < self._column]
        right = [cell for cell, place in zip(cells, places, strict=True) if place > self._column]
        attributes = re.sub(rb'\sspans="[^"]*"', b"", found[2])
        inside = b"".join((*left, told, *right))
        return before + b"<%srow%s>%s</%srow>" % (found[1], attributes, inside, found[1])

    def _ended(self, piece: bytes) -> bytes:
        """Return a piece, with the rows that were left where the rows end."""
        end = b"</%ssheetData>" % self._prefix
        if not self._left or end not in piece:
            return piece
        return piece.replace(end, self._rows_before(_BEYOND) + end, 1)

    def _rows_before(self, number: int) -> bytes:
        """Return rows that the sheet does not have, for what is left to tell above a row."""
        made = []
        while self._left and self._left[0][0] < number:
            row, text = self._left.popleft()
            cell = self._cell(row, text)
            made.append(b'<%srow r="%d">%s</%srow>' % (self._prefix, row, cell, self._prefix))
        return b"".join(made)

    def _cell(self, row: int, text: str) -> bytes:
        p = self._prefix.decode()
        place = f'r="{letters_of(self._column - 1)}{row}" s="{self._styles.get(row, self._plain)}"'
        # What looks like a number of a character is read as one.
        said = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", for_xml(text))
        inside = f'<{p}is><{p}t xml:space="preserve">{escape(said, quote=False)}</{p}t></{p}is>'
        return f'<{p}c {place} t="inlineStr">{inside}</{p}c>'.encode()


def _text_of(archive: zipfile.ZipFile, cell: bytes) -> str:
    """Return the text of a cell, empty for none."""
    kind = _KIND.search(cell)
    said = b"".join(_TEXT.findall(cell))
    if kind and kind[1] == b"s" and _STRINGS in archive.namelist():
        strings = _STRING.findall(archive.read(_STRINGS))
        said = b"".join(_TEXT.findall(strings[int(said)])) if int(said) < len(strings) else b""
    return unescape(said.decode("utf-8", "replace")).strip()
