"""A Word document with every inheritance resolved: what a paragraph and a stretch of type really look like.

Lengths are in millimetres on the page, in points for type and lines, in characters for indents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Look:
    """Type as it is set.

    Attributes:
        east, ascii, other: font of each slot that Chinese texts use; empty when nothing names one.
        themed: the slots whose font the theme decides.
        size, spacing: in points; spacing is added to each character.
        colour: six hexadecimal digits, `000000` when automatic.
    """

    east: str = ""
    ascii: str = ""
    other: str = ""
    themed: frozenset[str] = frozenset()
    size: float = 10.0
    spacing: float = 0.0
    colour: str = "000000"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; `place` is its offset in the paragraph's text."""

    text: str
    look: Look
    place: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a paragraph.

    Attributes:
        align: left, right, center, both, distribute.
        first: indent of the first line in characters of the paragraph, negative when hanging.
        left, right: likewise for all lines.
        line: pitch in points, or in lines when `rule` is `auto`; `rule`: auto, exact, atLeast.
        before, after: room in points.
        outline: 1 to 9, 0 for text.
    """

    align: str = "left"
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    before: float = 0.0
    after: float = 0.0
    outline: int = 0
    keep_next: bool = False
    page_break: bool = False
    frame: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field: first word of its code, and whether all its marks stand in one run."""

    code: str
    one_run: bool


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph.

    Attributes:
        number: from 1, cells included, in reading order.
        text: as read, the automatic number written out in front.
        automatic: that number, empty when there is none.
        style: name of its style as Word knows it.
        role: what it is in a document, one of `roles.ROLES`.
        table: number of the table it stands in from 1, 0 outside; `row`, `column` from 1.
        section: number of the section from 0.
        breaks: it begins on a new page.
        boxed: it stands in a text box; such come after all others, with the number of their anchor.
    """

    number: int
    text: str
    form: Form
    runs: tuple[Run, ...] = ()
    automatic: str = ""
    style: str = ""
    fields: tuple[Field, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0
    section: int = 0
    breaks: bool = False
    pictures: int = 0
    boxed: bool = False
    role: str = ""

    @property
    def size(self) -> float:
        """Size of most of its characters in points; of the paragraph mark when it has none."""
        sizes: dict[float, int] = {}
        for run in self.runs:
            sizes[run.look.size] = sizes.get(run.look.size, 0) + len(run.text)
        return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells' texts, whether it repeats, whether it may part."""

    cells: tuple[str, ...]
    header: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table: number from 1, width in millimetres (0 when it is left to Word), rows."""

    number: int
    width: float
    bordered: bool
    rows: tuple[Row, ...]
    columns: tuple[float, ...] = ()
    section: int = 0


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer: its paragraphs, and the side its page number is put to by a frame or text box."""

    paragraphs: tuple[Para, ...]

    @property
    def number(self) -> Para | None:
        """The paragraph with the page number, if there is one."""
        return next((p for p in self.paragraphs if any(f.code == "PAGE" for f in p.fields)), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: page and margins in millimetres, grid, footers by type (default, even, first)."""

    number: int
    width: float = 0.0
    height: float = 0.0
    landscape: bool = False
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    footer: float = 0.0
    gutter: float = 0.0
    grid: str = ""
    character_space: int = 0
    title_page: bool = False
    number_format: str = ""
    columns: int = 1
    footers: Mapping[str, Footer] = field(default_factory=dict)
    headers: Mapping[str, Footer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings part says that shows on paper."""

    even_and_odd: bool = False
    mirror: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document read.

    Attributes:
        core: title, creator, lastModifiedBy and so on, as written.
        links: targets of pictures, templates, objects outside the file.
        default_east: font that the document's defaults name for Chinese text, empty for none.
        revisions, comments: how many are left in the text.
        embedded: how many other files stand in the text whole, which Word shows and nobody reads here.
        notes: paragraphs of footnotes and endnotes.
    """

    paragraphs: tuple[Para, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    settings: Settings
    core: Mapping[str, str]
    macros: bool = False
    links: tuple[str, ...] = ()
    default_east: str = ""
    revisions: int = 0
    comments: int = 0
    embedded: int = 0
    notes: tuple[Para, ...] = ()

    def of(self, *roles: str) -> tuple[Para, ...]:
        """Return the paragraphs of some roles, with text."""
        return tuple(p for p in self.paragraphs if p.role in roles and p.text.strip())
