"""Many documents of ours as one file to print: each begins on a right-hand page, numbered from one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from service.docx.archive import archive, pack
from service.docx.body import SECTION_END

_BEGIN, _LAST, _END = "<w:body>", "<w:sectPr>", "</w:body></w:document>"
_DOCUMENT = "word/document.xml"


def combine(documents: Iterable[bytes]) -> bytes:
    """Return one Word file with all documents in order; all were written with one style profile.

    Memory grows with the text of the documents, about 40 kB for a letter.

    Raises:
        ValueError: no document, or one that was not written by us.
    """
    first: dict[str, bytes] = {}
    bodies: list[str] = []
    head = last = ""
    for data in documents:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            text = packed.read(_DOCUMENT).decode()
            if not first:
                first = {name: packed.read(name) for name in packed.namelist()}
        begin, end = text.find(_BEGIN) + len(_BEGIN), text.rfind(_LAST)
        if begin < len(_BEGIN) or end < begin or not text.endswith(_END):
            raise ValueError("not a document written by this program")
        if last:
            bodies.append(SECTION_END.format(last))
        head = text[:begin]
        body, last = _numbered_anew(text[begin:end], text[end : -len(_END)])
        bodies.append(body)
    if not first:
        raise ValueError("no document to combine")
    first[_DOCUMENT] = f"{head}{''.join(bodies)}{last}{_END}".encode()
    # A print file is large and read once: quick to make counts more than small.
    return archive(pack(name, content, level=1) for name, content in first.items())


def _numbered_anew(body: str, last: str) -> tuple[str, str]:
    """Let the first section of a document begin on an odd page with number 1."""
    if "<w:sectPr>" in body:
        start = body.index("<w:sectPr>")
        return body[:start] + _first(body[start:]), last
    return body, _first(last)


def _first(section: str) -> str:
    section = section.replace('<w:type w:val="nextPage"/>', '<w:type w:val="oddPage"/>', 1)
    return section.replace("<w:docGrid", '<w:pgNumType w:start="1"/><w:docGrid', 1)
