"""Real LibreOffice for tests: a Word file to PDF, and where on its pages things stand."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

FONTS = Path(__file__).parent.parent / ".venv" / "fonts" / "fonts.conf"
_MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """A line of a page: its text and its box in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page: size in millimetres, lines from top to bottom."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines of the text, without the page number."""
        return tuple(line for line in self.lines if not re.fullmatch(r"— ?\d+ ?—", line.text))


def to_pdf(docx: bytes, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a Word file, with stand-in fonts of four faces."""
    return to_pdfs({"document": docx}, folder)["document"]


def to_pdfs(documents: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """Return the PDFs of several Word files by name; one start of LibreOffice for all."""
    assert FONTS.is_file(), "run .ci/setup-office first"
    sources = [folder / f"{name}.docx" for name in documents]
    for source, data in zip(sources, documents.values(), strict=True):
        source.write_bytes(data)
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{home}", "--headless"),
                *("--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)),
            ],
            check=True,
            capture_output=True,
            timeout=300,
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        )
    return {name: folder / f"{name}.pdf" for name in documents}


def pages(pdf: Path) -> list[Page]:
    """Return the pages of a PDF with their lines."""
    found = subprocess.run(
        ["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True
    )
    root = ET.fromstring(found.stdout)
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        Page(
            float(page.get("width", 0)) * _MM,
            float(page.get("height", 0)) * _MM,
            tuple(
                sorted((_line(e, space) for e in page.iter(f"{space}line")), key=lambda x: x.top)
            ),
        )
        for page in root.iter(f"{space}page")
    ]


def _line(element: ET.Element, space: str) -> Line:
    text = " ".join(word.text or "" for word in element.iter(f"{space}word"))
    left, top, right, bottom = (
        float(element.get(key, 0)) * _MM for key in ("xMin", "yMin", "xMax", "yMax")
    )
    return Line(text, left, top, right, bottom)


def faces(pdf: Path) -> set[str]:
    """Return the names of the fonts in a PDF, without their subset tags."""
    listed = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True)
    return {line.split()[0].split("+")[-1] for line in listed.stdout.splitlines()[2:]}
