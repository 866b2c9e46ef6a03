"""The text of one paragraph as runs: emphasis, run-in headings, gaps, line breaks; escaped."""

from __future__ import annotations

import re
from functools import lru_cache

from service.docx.styles import STYLES
from service.drafting.gaps import GAP
from service.drafting.markup import RUN_IN, SOFT, STRONG

# Marks that both scripts use: without the hint Word sets them in the Latin font.
_AMBIGUOUS = re.compile("[“”‘’—…·×①-⑳°℃‰]")
_SPECIAL = re.compile(f"([{STRONG}{RUN_IN}]|{GAP.pattern.replace('(', '(?:')})")
_TRIMMED = re.compile(r"^ | $|  ")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_HINT = '<w:rFonts w:hint="eastAsia"/>'


@lru_cache(maxsize=1024)
def paragraph(kind: str, text: str, extra: str = "") -> str:
    """Return a paragraph of a kind as XML; `extra` is added to its properties."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{STYLES[kind]}"/>{extra}</w:pPr>{runs(text)}</w:p>'
        if text
        else f'<w:p><w:pPr><w:pStyle w:val="{STYLES[kind]}"/>{extra}</w:pPr></w:p>'
    )


def runs(text: str) -> str:
    """Return a text as runs; gaps are highlighted, what follows a run-in heading is body type."""
    if not _SPECIAL.search(text):
        return _one_run(text, "")
    written, strong, run_in = [], False, False
    for piece in _SPECIAL.split(text):
        if piece == STRONG:
            strong = not strong
        elif piece == RUN_IN:
            run_in = True
        elif piece:
            style = "Gap" if GAP.fullmatch(piece) else "Strong" if strong else ""
            if not style and run_in:
                style = "RunIn"
            written.append(_one_run(piece, f'<w:rStyle w:val="{style}"/>' if style else ""))
    return "".join(written)


def _one_run(text: str, properties: str) -> str:
    if _AMBIGUOUS.search(text):
        properties += _HINT
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{_content(text)}</w:r>"


def _content(text: str) -> str:
    text = text.translate(_ESCAPES)
    if SOFT not in text and "\t" not in text:
        keep = ' xml:space="preserve"' if _TRIMMED.search(text) else ""
        return f"<w:t{keep}>{text}</w:t>"
    parts = []
    for piece in re.split(f"([{SOFT}\t])", text):
        if piece == SOFT:
            parts.append("<w:br/>")
        elif piece == "\t":
            parts.append("<w:tab/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{piece}</w:t>')
    return "".join(parts)
