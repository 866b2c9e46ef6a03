"""Many documents of ours as one file to print: each begins on a right-hand page, numbered from one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from service.docx.archive import Part, Segment, archive, deflate, inflate, members, pack_segments
from service.docx.body import SECTION_END

_BEGIN, _LAST, _END = b"<w:body>", b"<w:sectPr>", b"</w:body></w:document>"
_DOCUMENT = "word/document.xml"
# A print file is large and read once: quick to make counts more than small.
_LEVEL = 1


def combine(documents: Iterable[bytes]) -> bytes:
    """Return one Word file with all documents in order; all were written with one style profile.

    Time and memory grow with what the documents do not share: an annex of all is deflated once.

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
        head, body, following = _opened(data, rest)
        if not last:
            yield deflate(head)
        else:
            yield _deflated_once(SECTION_END.format(last.decode()).encode())
        # From the end of the first section on, documents of one batch are often alike.
        place = body.find(_LAST)
        if place < 0:
            yield deflate(body, level=_LEVEL)
            last = _numbered_anew(following)
        else:
            yield deflate(body[:place], level=_LEVEL)
            yield _deflated_once(_numbered_anew(body[place:]))
            last = following
    if not last:
        raise ValueError("no document to combine")
    yield deflate(last + _END)


def _opened(data: bytes, rest: dict[str, Part]) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the body of a document, its body, the properties of its last section."""
    parts = members(data)
    if _DOCUMENT not in parts:
        raise ValueError("not a document written by this program")
    text = inflate(parts[_DOCUMENT])
    begin, end = text.find(_BEGIN) + len(_BEGIN), text.rfind(_LAST)
    if begin < len(_BEGIN) or end < begin or not text.endswith(_END):
        raise ValueError("not a document written by this program")
    if not rest:
        for part in parts.values():
            inflate(part)
        rest |= parts
    return text[:begin], text[begin:end], text[end : -len(_END)]


@lru_cache(maxsize=8)
def _deflated_once(content: bytes) -> Segment:
    return deflate(content)


def _numbered_anew(section: bytes) -> bytes:
    """Let the section whose properties stand first begin on an odd page with number 1."""
    section = section.replace(b'<w:type w:val="nextPage"/>', b'<w:type w:val="oddPage"/>', 1)
    return section.replace(b"<w:docGrid", b'<w:pgNumType w:start="1"/><w:docGrid', 1)
