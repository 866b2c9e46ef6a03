"""Who signs: the names above a date."""

from __future__ import annotations

from dataclasses import replace

from service.linting.items import STOPS
from service.linting.model import Para

_SIGNATURE_LONGEST = 40
_FAR = 6


def is_right(para: Para) -> bool:
    """Whether a line stands at the right: set so, far indented, or pushed there by spaces."""
    pushed = para.text.startswith(("        ", "　　　　"))
    return para.form.align == "right" or para.form.left >= _FAR or pushed


def sign(found: list[Para]) -> None:
    """Make the short right-hand lines just above a date the names that sign."""
    for at in range(len(found) - 1, max(-1, len(found) - 6), -1):
        para = found[at]
        text = para.text.strip()
        if not text:
            continue
        if not is_right(para) or len(text) > _SIGNATURE_LONGEST or text[-1] in STOPS or para.table:
            return
        if para.role == "party":
            return  # to be signed by hand
        found[at] = replace(para, role="signature")


def sign_at_left(found: list[Para]) -> None:
    """Make the name above a date that ends the document its signature, where neither stands at the right."""
    said = [at for at, para in enumerate(found) if para.role != "blank" and not para.boxed]
    for before, at, after in zip(said, said[1:], [*said[2:], None], strict=False):
        ends = after is None or found[after].breaks or found[after].role in _BELOW
        if found[at].role == "date" and not found[at].table and ends and _is_name(found[before]):
            found[before] = replace(found[before], role="signature")


_BELOW = ("attachment-label", "remark", "imprint")
# 特此通知 and the like end the text, often without a stop.
_ENDS = ("特此", "此复", "此致", "以上", "妥否", "当否", "盼", "请", "谢谢")


def _is_name(para: Para) -> bool:
    text = para.text.strip()
    return (
        para.role in ("body", "centred")
        and len(text) <= _SIGNATURE_LONGEST
        and not text.startswith(_ENDS)
        and not any(stop in text for stop in (*STOPS, "：", ":"))
    )
