"""What stands in a Word file otherwise than as text: boxes ticked, text boxes, fields of a form, changes.

Works on the XML of a document before its paragraphs and tables are read, so that these hold what a reader
sees. No library is needed: elements are asked for what they have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.docx.namespaces import WORD

_W = f"{{{WORD}}}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = _FALLBACK.replace("Fallback", "Choice")
_WRAPPERS = ("sdt", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
"""What Word puts around text: fields of a form, changes not yet accepted, tags, fields of other kinds."""
_YES, _NO = "☑", "□"
_WINGDINGS = {
    0x6E: "■",
    0x6F: _NO,
    0x71: _NO,
    0x72: _NO,
    0xA8: _NO,
    0xFC: "√",
    0xFD: "☒",
    0xFE: _YES,
}
_WINGDINGS_2 = {0x50: "√", 0x52: _YES, 0x53: "☒", 0x54: "☒", 0xA3: _NO}
_SYMBOLS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
"""Boxes and ticks by font and code; other pictures of these fonts say nothing in a form."""
# Where fonts of symbols have their characters.
_PRIVATE = range(0xF000, 0xF100)
_OFF = ("0", "false", "off")


def lay_open(body: Any) -> None:
    """Put what a reader sees into plain paragraphs and tables; linear in the size of the document."""
    _drop_deleted_rows(body)
    _empty_unfilled(body)
    _unwrap(body)
    _spell_symbols(body)
    _spell_boxes(body)
    _take_out_text_boxes(body)


def _all(body: Any, name: str) -> list[Any]:
    return list(body.iter(_W + name))


def _drop_deleted_rows(body: Any) -> None:
    for row in _all(body, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            row.getparent().remove(row)


def _empty_unfilled(body: Any) -> None:
    """Leave out what a field of a form says while nobody has filled it in (单击此处输入文字)."""
    for control in _all(body, "sdt"):
        shown = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
        if shown is not None and shown.get(f"{_W}val") not in _OFF:
            for text in _all(control, "t"):
                text.text = ""


def _unwrap(body: Any) -> None:
    """Put what stands inside wrappers in their place: else it would be passed over."""
    for name in _WRAPPERS:
        for wrapper in _all(body, name):
            inside = wrapper.find(f"{_W}sdtContent") if name == "sdt" else wrapper
            for child in list(inside if inside is not None else ()):
                wrapper.addprevious(child)
            wrapper.getparent().remove(wrapper)


def _spell_symbols(body: Any) -> None:
    """Write boxes and ticks set in a font of symbols as the characters that they show."""
    for symbol in _all(body, "sym"):
        code = symbol.get(f"{_W}char", "")
        shown = _shown(symbol.get(f"{_W}font", ""), int(code, 16) if _is_hex(code) else 0)
        symbol.addprevious(_text(symbol, shown))
        symbol.getparent().remove(symbol)
    for fonts in _all(body, "rFonts"):
        font = fonts.get(f"{_W}ascii", "")
        run = fonts.getparent().getparent()
        if font.lower() in _SYMBOLS and run is not None:
            for text in run.findall(f"{_W}t"):
                text.text = "".join(_shown(font, ord(c), c) for c in text.text or "")


def _is_hex(code: str) -> bool:
    return 0 < len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code)


def _shown(font: str, code: int, else_: str = "") -> str:
    """Return what a character of a font shows; of a font of no symbols the character itself."""
    known = _SYMBOLS.get(font.lower())
    if known is None:
        return else_ or (chr(code) if 0x2000 <= code < 0x3000 else "")
    if code in _PRIVATE:
        return known.get(code - _PRIVATE.start, "")
    return known.get(code, else_)


def _spell_boxes(body: Any) -> None:
    """Write check boxes of the older fields of forms as characters."""
    for box in _all(body, "checkBox"):
        run = next(box.iterancestors(f"{_W}r"), None)
        if run is not None:
            run.append(_text(run, _YES if _is_checked(box) else _NO))


def _is_checked(box: Any) -> bool:
    for name in ("checked", "default"):
        state = box.find(_W + name)
        if state is not None:
            return state.get(f"{_W}val", "1") not in _OFF
    return False


def _take_out_text_boxes(body: Any) -> None:
    """Put the paragraphs and tables of each text box before the paragraph that it is anchored in."""
    for choice in list(body.iter(_CHOICE)):
        # Both say the same, for newer and for older programs.
        for other in choice.itersiblings(_FALLBACK):
            other.getparent().remove(other)
    for content in _all(body, "txbxContent"):
        anchor = next(content.iterancestors(f"{_W}p"), None)
        if anchor is not None:
            for child in _blocks(content):
                anchor.addprevious(child)


def _blocks(content: Any) -> Iterator[Any]:
    yield from [child for child in content if child.tag in (f"{_W}p", f"{_W}tbl")]


def _text(near: Any, shown: str) -> Any:
    made = near.makeelement(f"{_W}t", {})
    made.text = shown
    return made
