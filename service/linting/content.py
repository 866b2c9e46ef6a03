"""What a paragraph says: text in stretches of one look, fields, pictures; deleted text is not said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from service.linting.model import Field, Look, Run
from service.linting.properties import W, attribute

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = {
    f"{W}{n}" for n in ("hyperlink", "ins", "smartTag", "moveTo", "customXml", "bdo", "dir")
}
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}

FALLBACK = f"{_COMPATIBLE}Fallback"


@dataclass(slots=True)
class _Open:
    """A field that has begun: its code so far, whether its result has begun, the runs its marks are in."""

    code: str = ""
    shown: bool = False
    said: str = ""
    runs: list[ET.Element] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """What one paragraph says."""

    runs: list[Run] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    page_break: bool = False
    pictures: int = 0

    @property
    def text(self) -> str:
        """The text of all its runs."""
        return "".join(run.text for run in self.runs)


class Contents:
    """Reads paragraph after paragraph; a field may begin in one and end in another."""

    def __init__(self, look: Callable[[str, ET.Element | None], Look]) -> None:
        self._look = look
        self._open: list[_Open] = []

    def read(
        self,
        paragraph: ET.Element,
        style: str,
        first: str = "",
        number_type: ET.Element | None = None,
    ) -> Content:
        """Return what a paragraph of a style says; `first` is its automatic number, of its list's type."""
        said = Content()
        place = 0
        if first:
            mark = paragraph.find(f"{W}pPr/{W}rPr")
            said.runs.append(Run(first, self._look(style, _laid_over(mark, number_type))))
            place = len(first)
        for run in _runs(paragraph):
            if run.tag == f"{W}fldSimple":
                said.fields.append(
                    Field(attribute(run, "instr").strip().split(" ")[0].upper(), False)
                )
                continue
            text = "".join(self._texts(run, said, empty=place == 0))
            if text:
                said.runs.append(Run(text, self._look(style, run.find(f"{W}rPr")), place))
                place += len(text)
        return said

    def _texts(self, run: ET.Element, said: Content, *, empty: bool) -> Iterator[str]:
        for piece in run:
            if piece.tag == f"{W}fldChar":
                yield self._field(piece, run, said)
            elif piece.tag == f"{W}instrText" and self._open:
                self._open[-1].code += piece.text or ""
                self._open[-1].runs.append(run)
            elif piece.tag == f"{W}br":
                if attribute(piece, "type") == "page":
                    said.page_break = said.page_break or empty
                elif not attribute(piece, "type"):
                    yield "\n"
            elif piece.tag in _PICTURES or piece.tag == f"{_COMPATIBLE}AlternateContent":
                said.pictures += 1
            else:
                yield self._shown(_plain(piece))

    def _shown(self, text: str) -> str:
        if not all(one.shown for one in self._open):
            return ""
        for one in self._open:
            one.said += text
        return text

    def _field(self, mark: ET.Element, run: ET.Element, said: Content) -> str:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._open.append(_Open(runs=[run]))
        elif self._open and kind == "separate":
            self._open[-1].shown = True
        elif self._open and kind == "end":
            done = self._open.pop()
            code = (done.code.split() or [""])[0].upper()
            one_run = all(one is run for one in done.runs)
            said.fields.append(Field(code, one_run))
            if code == "PAGE" and not done.said:
                return self._shown("1")  # no result was stored: any number stands for it
        return ""


def _plain(piece: ET.Element) -> str:
    if piece.tag == f"{W}t":
        return piece.text or ""
    if piece.tag == f"{W}ruby":
        base = piece.find(f"{W}rubyBase")
        return "" if base is None else "".join(one.text or "" for one in base.iter(f"{W}t"))
    if piece.tag == f"{W}sym":
        code = attribute(piece, "char")
        return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
    return _SIGNS.get(piece.tag, "")


def _runs(element: ET.Element) -> Iterator[ET.Element]:
    """Yield runs and simple fields of a paragraph, through links and insertions, without deletions."""
    for one in element:
        if one.tag == f"{W}r":
            yield one
        elif one.tag == f"{W}sdt":
            for inner in one.findall(f"{W}sdtContent"):
                yield from _runs(inner)
        elif one.tag == f"{W}fldSimple":
            yield one
            yield from _runs(one)
        elif one.tag in _THROUGH:
            yield from _runs(one)


def boxed(paragraph: ET.Element) -> Iterator[ET.Element]:
    """Yield the paragraphs of the text boxes anchored in a paragraph, each once; linear."""
    waiting = list(reversed(paragraph))
    while waiting:
        one = waiting.pop()
        if one.tag == f"{W}txbxContent":
            yield from one.iter(f"{W}p")
        elif one.tag not in (FALLBACK, f"{W}t"):
            waiting += reversed(one)


def _laid_over(lower: ET.Element | None, upper: ET.Element | None) -> ET.Element | None:
    """Return properties of type with those laid over them that another element names."""
    if lower is None or upper is None:
        return lower if upper is None else upper
    kept = {one.tag: dict(one.attrib) for one in lower}
    for one in upper:
        # A font for one script leaves those for the others.
        kept[one.tag] = {**kept.get(one.tag, {}), **one.attrib}
    made = ET.Element(lower.tag)
    made.extend(ET.Element(tag, attributes) for tag, attributes in kept.items())
    return made
