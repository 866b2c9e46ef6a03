"""The body of a Word file: blocks as XML, with the blank lines, breaks and sections between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple, Protocol

from service.docx.archive import Part, Stretch, deflate, pack_segments
from service.docx.namespaces import DECLARATION, R, W
from service.docx.profile import Profile
from service.docx.runs import paragraph
from service.docx.segments import Segment
from service.docx.tables import MOST_REMEMBERED, columns, table_parts
from service.docx.titles import turned
from service.docx.units import A4, characters_wide, twentieths, twips
from service.drafting.blocks import Block, Break, Columns, Paragraph, Section, Table
from service.drafting.markup import RUN_IN

_TITLES = ("title", "subtitle", "centred")
_END = '<w:spacing w:line="20" w:lineRule="exact"/>'
_PAGE = "<w:pageBreakBefore/>"


def document_part(sections: Sequence[Section], profile: Profile) -> Part:
    """Return document.xml, deflated; linear in the blocks of sections not seen just before."""
    segments, state = [_head()], _State()
    sections = [one for one in sections if one.blocks]
    for place, section in enumerate(sections, 1):
        made = _long_section if section.most_rows > MOST_REMEMBERED else _remembered
        segment, state = made(section, profile, state, _following(sections, place))
        segments.append(segment)
    segments.append(_tail(_Body(profile, state, []).section()))
    return pack_segments("word/document.xml", segments)


def _following(sections: Sequence[Section], place: int) -> tuple[Block, ...]:
    """Return the block that follows from a section on; when it is a line of annexes, the next ones too.

    No section is empty. Of a table nothing matters but that it is one.
    """
    first = sections[place].blocks[:1] if place < len(sections) else ()
    if first and isinstance(first[0], Table):
        return (_SOME_TABLE,)
    if not (first and _is_annex(first[0])):
        return first
    coming = (block for at in range(place, len(sections)) for block in sections[at].blocks)
    return tuple(islice(takewhile(_is_annex, coming), _MOST_ANNEXES + 1))


_SOME_TABLE = Table((), ())


class _State(NamedTuple):
    """What stands before a block: its page lies across or not, the kind of block, what it has left to do.

    `kind` is empty behind a break, `None` where the document begins; `signature` is the line above.
    """

    landscape: bool = False
    kind: str | None = None
    before: str = ""
    signature: str = ""


class _Parts(Protocol):
    """What takes the parts of a text, in order."""

    def append(self, text: str, /) -> None:
        """Take a part."""


def _section(
    section: Section, profile: Profile, state: _State, following: tuple[Block, ...]
) -> tuple[Segment, _State]:
    """Return a section, deflated, and the state behind it; `following` is what comes after it."""
    parts: list[str] = []
    behind = _write(section, _Body(profile, state, parts), following)
    return deflate("".join(parts)), behind


_remembered = lru_cache(maxsize=256)(_section)


def _long_section(
    section: Section, profile: Profile, state: _State, following: tuple[Block, ...]
) -> tuple[Segment, _State]:
    """Return what `_section` does, its text never in one: that of a thousand rows takes 30 MB."""
    stretch = Stretch()
    behind = _write(section, _Body(profile, state, stretch), following)
    return stretch.end(), behind


def _write(section: Section, writer: _Body, following: tuple[Block, ...]) -> _State:
    blocks = (*section.blocks, *following)
    for place, block in enumerate(section.blocks, 1):
        after = blocks[place] if place < len(blocks) else None
        writer.add(block, after, _annexes(blocks, place) if after and _is_annex(after) else 0)
    return writer.state


@lru_cache(maxsize=1)
def _head() -> Segment:
    return deflate(f"{DECLARATION}<w:document {W} {R}><w:body>")


@lru_cache(maxsize=16)
def _tail(section: str) -> Segment:
    return deflate(f"{section}</w:body></w:document>")


SECTION_END = '<w:p><w:pPr><w:pStyle w:val="BlankLine"/>' + _END + "{}</w:pPr></w:p>"
"""A paragraph that ends a section and takes no room; to be filled with the section's properties."""


# With more lines of annexes than this the signatures take the last of them along, not all and the text.
_MOST_ANNEXES = 2


def _annexes(blocks: Sequence[Block], place: int) -> int:
    """Return how many lines of a list of annexes begin at a place."""
    return sum(1 for _ in takewhile(_is_annex, blocks[place : place + _MOST_ANNEXES + 1]))


def _is_annex(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind == "attachment"


def _stays_with(block: Paragraph, after: Block | None, annexes: int) -> bool:
    """Return whether a paragraph must not be parted from what follows it.

    Signatures never stand alone on a page (7.3.5.5), nor with a short list of annexes for all their text;
    a sentence that announces a table stands above it.
    """
    if annexes:
        return annexes <= _MOST_ANNEXES
    if isinstance(after, Columns):
        return True
    if isinstance(after, Table):
        return block.kind == "note" or block.plain.endswith("：")
    return isinstance(after, Paragraph) and after.kind == "signature"


class _Body:
    """Writes blocks in order and remembers what stands between them."""

    def __init__(self, profile: Profile, state: _State, parts: _Parts) -> None:
        self.parts = parts
        self.landscape, self._kind, self._before, self._signature_above = state
        self._profile = profile

    @property
    def state(self) -> _State:
        """What stands behind the blocks written."""
        return _State(self.landscape, self._kind, self._before, self._signature_above)

    def add(self, block: Block, after: Block | None, annexes: int = 0) -> None:
        """Write a block; `after` is the one that follows, `annexes` so many lines of annexes."""
        if isinstance(block, Paragraph):
            self._paragraph(block, after, annexes)
            self._kind = block.kind
        elif isinstance(block, Break):
            self._break(block)
        else:
            self._flush_break()
            if isinstance(block, Table):
                if self._kind in _TITLES:
                    self._blank()
                for part in table_parts(block, self._width, self._profile.faces["table"].size):
                    self.parts.append(part)
                # Two tables, or a table and the end, need a paragraph between them.
                if after is None or isinstance(after, Table | Columns):
                    self.parts.append(paragraph("blank", "", _END))
            else:
                self._blank()
                self.parts.append(columns(block, self._width))
                if after is None or isinstance(after, Table | Columns):
                    self.parts.append(paragraph("blank", "", _END))
            self._kind = "table"

    @property
    def _width(self) -> int:
        """Width of the text in twips."""
        p = self._profile
        if self.landscape:
            return A4[1] - twips(p.top) - twips(p.bottom)
        return A4[0] - twips(p.left) - twips(p.right)

    def _paragraph(self, block: Paragraph, after: Block | None, annexes: int) -> None:
        kind = block.kind
        if (self._kind in _TITLES and kind not in _TITLES) or (
            kind in ("signature", "attachment") and self._kind and self._kind != kind
        ):
            self._blank()
        extra, self._before = self._before, ""
        if kind == "signature":
            extra += self._signature(block, after)
        elif _stays_with(block, after, annexes):
            extra = f"<w:keepNext/>{extra}"
        style = f"{kind}-run-in" if RUN_IN in block.text else kind
        text = block.text if kind != "title" else turned(block.text, self._title_room)
        self.parts.append(paragraph(style, text, extra))
        if kind == "attachment-label":
            self._blank()

    @property
    def _title_room(self) -> float:
        """How many characters of a title fill a line."""
        return self._width / twentieths(self._profile.faces["title"].size)

    def _blank(self) -> None:
        self.parts.append(paragraph("blank", ""))

    def _flush_break(self) -> None:
        if self._before:
            self.parts.append(paragraph("blank", "", self._before + _END))
            self._before = ""

    def _signature(self, block: Paragraph, after: Block | None) -> str:
        """Return the indent of a line of an unsealed signature: see GB/T 9704-2012 7.3.5.2.

        The date begins two characters right of the name's first character; when the date is the longer
        one it ends two characters from the edge and the name is moved.
        """
        if isinstance(after, Paragraph) and after.kind == "signature":
            self._signature_above = block.plain
            name, date = characters_wide(block.plain), characters_wide(after.plain)
            right = 2.0 if name >= date else 2 + date + 2 - name
        elif self._signature_above:
            name, date = characters_wide(self._signature_above), characters_wide(block.plain)
            self._signature_above = ""
            right = name - date if name >= date else 2.0
        else:
            return ""
        right = max(0.0, right)
        width = twentieths(self._profile.faces["body"].size + self._profile.spacing)
        return f'<w:ind w:rightChars="{round(right * 100)}" w:right="{round(right * width)}"/>'

    def _break(self, block: Break) -> None:
        if self._kind is None:
            # Nothing stands before it: no page is begun, only its form is told.
            self.landscape = block.kind == "landscape"
            return
        if block.kind == "page":
            self._before = _PAGE
        elif (block.kind == "landscape") != self.landscape:
            self.parts.append(SECTION_END.format(self.section()))
            self.landscape = not self.landscape
            self._before = ""
        self._kind = ""

    def section(self) -> str:
        """Return the properties of the section that ends here."""
        p = self._profile
        top, bottom, left, right = (twips(side) for side in (p.top, p.bottom, p.left, p.right))
        width, height, turned, footers = *A4, "", ("rId4", "rId5")
        footer = twips(p.footer)
        if self.landscape:
            # Head of the table at the binding side (GB/T 9704-2012, 8).
            width, height, turned = height, width, ' w:orient="landscape"'
            top, right, bottom, left = left, top, right, bottom
            footers = ("rId6", "rId7")
            # The page number hangs on the page; the empty line of its footer may not push up the text.
            footer = max(0, min(footer, bottom - twentieths(p.number.line)))
        grid = twentieths(p.line)
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{footers[0]}"/>'
            f'<w:footerReference w:type="even" r:id="{footers[1]}"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
            f'w:header="851" w:footer="{footer}" w:gutter="0"/>'
            f'<w:docGrid w:type="lines" w:linePitch="{grid}"/></w:sectPr>'
        )
