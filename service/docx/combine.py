"""Many documents of ours as one file to print: each begins on a right-hand page, numbered from one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from service.docx.archive import (
    Part,
    archive,
    deflate,
    inflate,
    member,
    members,
    pack_segments,
    stretches,
)
from service.docx.body import SECTION_END
from service.docx.segments import Segment

_BEGIN, _LAST, _END = b"<w:body>", b"<w:sectPr>", b"</w:body></w:document>"
_DOCUMENT = "word/document.xml"


def combine(documents: Iterable[bytes]) -> bytes:
    """Return one Word file with all documents in order; all were written with one style profile.

    Text is not deflated anew but where sections begin: time goes with the number of documents.

    Raises:
        ValueError: no document, or one that was not written by us.
    """
    rest: dict[str, Part] = {}
    text = pack_segments(_DOCUMENT, _segments(documents, rest))
    return archive(text if name == _DOCUMENT else part for name, part in rest.items())


def _segments(documents: Iterable[bytes], rest: dict[str, Part]) -> Iterator[Segment]:
    """Yield the body of the file to print; the parts beside it, those of the first, go into `rest`."""
    last = b""
    for data in documents:
        head, *body, tail = _opened(data, rest)
        yield _section_end(last) if last else head
        last = tail.data[: -len(_END)]
        anew = False
        for one in body:
            begun = None if anew else _numbered_anew(one)
            anew = anew or begun is not None
            yield begun or one
        if not anew:
            last = _begin_anew(last)
    if not last:
        raise ValueError("no document to combine")
    yield deflate(last + _END)


def _opened(data: bytes, rest: dict[str, Part]) -> list[Segment]:
    """Return the text of a document: what stands before its body, the body, its last section's properties."""
    found = stretches(member(data, _DOCUMENT))
    if not (
        len(found) > 1
        and found[0].data.endswith(_BEGIN)
        and found[-1].data.startswith(_LAST)
        and found[-1].data.endswith(_END)
    ):
        raise ValueError("not a document written by this program")
    if not rest:
        rest |= members(data)
        for part in rest.values():
            inflate(part)
    return found


@lru_cache(maxsize=8)
def _section_end(properties: bytes) -> Segment:
    return deflate(SECTION_END.format(properties.decode()))


@lru_cache(maxsize=64)
def _numbered_anew(segment: Segment) -> Segment | None:
    """Return a stretch in which a section ends with that section beginning anew, None if none ends there."""
    place = segment.data.find(_LAST)
    if place < 0:
        return None
    return deflate(segment.data[:place] + _begin_anew(segment.data[place:]))


def _begin_anew(section: bytes) -> bytes:
    """Let the section whose properties stand first begin on an odd page with number 1."""
    section = section.replace(b'<w:type w:val="nextPage"/>', b'<w:type w:val="oddPage"/>', 1)
    return section.replace(b"<w:docGrid", b'<w:pgNumType w:start="1"/><w:docGrid', 1)
