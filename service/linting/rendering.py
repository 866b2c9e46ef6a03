"""The pages of a Word file as LibreOffice sets them, measured in the PDF by the poppler tools.

Boxes of substitute fonts are taller than their ink, so heights are judged by baselines and middles.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree as ET

from service.docx.units import MM_PER_POINT
from service.texts import for_xml

_XHTML = "{http://www.w3.org/1999/xhtml}"
SECONDS = 90
"""How long LibreOffice may take for one file (DECISION)."""
NUMBER = re.compile(r"[—\-－–]?\s*(\d+)\s*[—\-－–]?")
_DASHED = re.compile(r"—\s?\d+\s?—")
_PGM = re.compile(rb"P5\s+(\d{1,5})\s+(\d{1,5})\s+255\s")
# Dots an inch, pages measured, and how dark a dot is that counts as ink.
_DPI, _MEASURED, _DARK = 144, 4, 128


@dataclass(frozen=True, slots=True)
class Text:
    """A line on a page: text and box in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of the middle of its box."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        number: from 1; width, height in millimetres.
        lines: of text, from the top; folio: the line with the page number.
        ink: where the ink of the text begins and ends, in millimetres from the top; None unmeasured.
    """

    number: int
    width: float
    height: float
    lines: tuple[Text, ...]
    folio: Text | None = None
    ink: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the PDF: name without subset tag, whether it is embedded, its type."""

    name: str
    embedded: bool
    type: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The pages of a file and the fonts they use."""

    pages: tuple[Page, ...]
    faces: tuple[Face, ...]


def available() -> bool:
    """Whether LibreOffice and the poppler tools are installed."""
    return all(shutil.which(tool) for tool in ("soffice", "pdftotext", "pdffonts", "pdftoppm"))


def render(docx: bytes, *, seconds: int = SECONDS) -> Rendered | None:
    """Return the pages of a Word file; None when a tool is missing, fails or takes too long.

    LibreOffice runs with a profile of its own in a folder that is deleted, so a running office is not
    disturbed and nothing of the file stays behind.
    """
    if not available():
        return None
    with tempfile.TemporaryDirectory(prefix="pinwen-") as folder:
        pdf = _to_pdf(docx, Path(folder), seconds)
        if pdf is None:
            return None
        boxes = _run(["pdftotext", "-bbox-layout", str(pdf), "-"], seconds)
        fonts = _run(["pdffonts", str(pdf)], seconds)
        images = _run(
            ["pdftoppm", "-gray", "-r", str(_DPI), "-l", str(_MEASURED), str(pdf)], seconds
        )
    if not boxes or not fonts:
        return None
    pages = read_boxes(boxes.decode("utf-8", "replace"))
    inked = zip_longest(pages, _images(images or b""))
    measured = tuple(replace(page, ink=_ink(page, dots)) for page, dots in inked if page)
    return Rendered(measured, read_fonts(fonts.decode("utf-8", "replace")))


def _ink(page: Page, picture: tuple[int, int, bytes] | None) -> tuple[float, float] | None:
    """Return where the ink of a page's text begins and ends; its number stands below."""
    if picture is None:
        return None
    width, height, dots = picture
    end = page.folio.top - 0.5 if page.folio else page.height
    rows = range(min(height, int(end * _DPI / 25.4)))
    inked = [y for y in rows if min(dots[y * width : (y + 1) * width]) < _DARK]
    return (inked[0] * 25.4 / _DPI, (inked[-1] + 1) * 25.4 / _DPI) if inked else None


def _images(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield width, height and dots of each picture of a stream of PGM files."""
    place = 0
    while match := _PGM.match(data, place):
        width, height = int(match[1]), int(match[2])
        place = match.end() + width * height
        yield width, height, data[match.end() : place]


def _to_pdf(docx: bytes, folder: Path, seconds: int) -> Path | None:
    source, home = folder / "document.docx", folder / "home"
    source.write_bytes(docx)
    done = _run(
        [
            *("soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
        ],
        seconds,
    )
    pdf = folder / "document.pdf"
    return pdf if done is not None and pdf.is_file() else None


def _run(command: Sequence[str], seconds: int) -> bytes | None:
    """Return what a program prints, None when it fails or takes too long; its children end with it."""
    with subprocess.Popen(  # noqa: S603 - fixed programs, our own paths
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return None
    return printed if process.returncode == 0 else None


def read_boxes(xml: str) -> tuple[Page, ...]:
    """Return the pages that `pdftotext -bbox-layout` describes."""
    try:
        # The tool names a document type of its own; nothing of it is resolved by this parser.
        root = ET.fromstring(for_xml(xml))  # noqa: S314 - printed by our own tool
    except ET.ParseError:
        return ()
    return tuple(_page(one, number) for number, one in enumerate(root.iter(f"{_XHTML}page"), 1))


def _page(element: ET.Element, number: int) -> Page:
    height = float(element.get("height", 0)) * MM_PER_POINT
    pieces = [_text(one) for one in element.iter(f"{_XHTML}line")]
    lines = _joined(sorted((one for one in pieces if one.text.strip()), key=lambda x: x.middle))
    folios = [one for one in lines if _is_folio(one, height)]
    folio = folios[-1] if folios else None
    rest = tuple(one for one in lines if one is not folio)
    return Page(number, float(element.get("width", 0)) * MM_PER_POINT, height, rest, folio)


def _is_folio(line: Text, height: float) -> bool:
    plain = line.text.strip()
    return line.top > height * 0.85 and bool(_DASHED.fullmatch(plain) or NUMBER.fullmatch(plain))


def _joined(pieces: list[Text]) -> list[Text]:
    """Return pieces of one height joined: the tool parts a line at wide gaps."""
    lines: list[Text] = []
    for one in pieces:
        last = lines[-1] if lines else None
        if last is None or abs(last.middle - one.middle) > 1.5:
            lines.append(one)
            continue
        left, right = sorted((last, one), key=lambda x: x.left)
        lines[-1] = Text(
            f"{left.text} {right.text}",
            left.left,
            min(left.top, right.top),
            max(left.right, right.right),
            max(left.bottom, right.bottom),
        )
    return lines


def _text(element: ET.Element) -> Text:
    words = " ".join(word.text or "" for word in element.iter(f"{_XHTML}word"))
    left, top, right, bottom = (
        float(element.get(key, 0)) * MM_PER_POINT for key in ("xMin", "yMin", "xMax", "yMax")
    )
    return Text(words, left, top, right, bottom)


def read_fonts(listing: str) -> tuple[Face, ...]:
    """Return the fonts that `pdffonts` lists; the row of dashes tells how wide its columns are."""
    rows = listing.splitlines()
    if len(rows) < 2:
        return ()
    spans = [match.span() for match in re.finditer("-+", rows[1])]
    faces = set()
    for row in rows[2:]:
        name, kind, _, embedded, *_ = (row[start:end].strip() for start, end in spans)
        faces.add(Face(name.split("+")[-1], embedded == "yes", kind))
    return tuple(sorted(faces, key=lambda face: face.name))
