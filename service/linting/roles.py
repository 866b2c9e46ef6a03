"""What each paragraph is in an official document, guessed from its style, its words and where it stands.

So a file whose every look is set by hand is judged like one of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.proofreading import heading_level
from service.linting import wording
from service.linting.clauses import family
from service.linting.items import STOPS, is_item, running_face, unlist
from service.linting.model import Document, Para, Table
from service.linting.signing import is_right, sign, sign_at_left

ROLES = (
    *("title", "subtitle", "salutation", "body", "heading1", "heading2", "heading3", "heading4"),
    *("attachment-note", "attachment-label", "attachment-title", "signature", "date", "remark"),
    *("document-number", "mark", "imprint", "note", "centred", "contents"),
    *("secrecy", "signatory", "item", "party", "present", "cell", "head-cell", "side", "boxed"),
    "blank",
)
"""Roles. `remark` is 附注, `mark` 发文机关标志 and what else is red, `secrecy` what stands in the left corner
above, `item` a numbered sentence that heads nothing, `party` 甲方 or 乙方, `present` 出席 and the like in
minutes, `side` of a signature page, `boxed` what stands in a text box."""

_STYLES = {
    **dict.fromkeys(("title", "标题"), "title"),
    **dict.fromkeys(("subtitle", "副标题"), "subtitle"),
    **dict.fromkeys(("salutation", "称呼", "主送机关"), "salutation"),
    **dict.fromkeys(("signature", "签名", "落款", "closing"), "signature"),
    **dict.fromkeys(("附件说明",), "attachment-note"),
    **dict.fromkeys(("附件标注",), "attachment-label"),
    **dict.fromkeys(("caption", "题注", "表注"), "note"),
    **dict.fromkeys(("居中正文",), "centred"),
}
_GOES_ON = "；;，,、"
_ABOVE = (
    *("title", "subtitle", "centred", "mark", "document-number", "attachment-label"),
    *("secrecy", "signatory", "contents"),
)
_TITLE_LONGEST, _SALUTATION_LONGEST = 60, 80
_SHORT_CALL, _TITLE_SMALLEST = 12, 18
_RED = ("FF00", "C000", "E600")


@dataclass(slots=True)
class _State:
    """Where the guess stands: before the running text or in it, and what came last."""

    head: bool = True
    last: str = ""
    titled: bool = False
    title_size: float = 0.0
    ended: bool = False
    face: str = ""
    listing: bool = False
    minutes: bool = False


def with_roles(document: Document) -> Document:
    """Return the document with the role of each paragraph filled in; linear."""
    found: list[Para] = []
    state = _State(face=running_face(document))
    for para in document.paragraphs:
        if para.boxed:
            found.append(replace(para, role=_boxed(para)))
            continue
        role = _role(para, document.tables, state)
        if role == "body" and is_right(para) and wording.SHORT_DATE.fullmatch(para.text):
            role = "date"
        if role == "date" and state.last != "subtitle":
            sign(found)
        _move(state, para, role)
        found.append(replace(para, role=role))
    unlist(found)
    sign_at_left(found)
    return replace(document, paragraphs=tuple(found))


def _boxed(para: Para) -> str:
    """Return the role of what stands in a text box: red is a mark, all else is only read."""
    if not para.text.strip():
        return "blank"
    return "mark" if _is_red(para) else "boxed"


def _move(state: _State, para: Para, role: str) -> None:
    """Bring the state up to a paragraph."""
    if role == "blank":
        return
    if para.breaks and role in ("attachment-label", "title"):
        state.titled = role == "title"
    if role in ("title", "attachment-title"):
        state.titled, state.title_size = True, para.size
    if role in ("title", "mark") and wording.MINUTES.search(para.text):
        state.minutes = True
    if role not in _ABOVE:
        state.head = False
    if role in ("attachment-label", "title"):
        state.head = True
    # One of several that stand in a row, not the last of them: （一）……；
    state.listing = role == "item" and para.text.rstrip().endswith(("；", ";"))
    state.ended = role == "date" or (state.ended and role in ("remark", "imprint"))
    state.last = role


def _role(para: Para, tables: Sequence[Table], state: _State) -> str:
    text = para.text.strip()
    if not text:
        return "blank"
    if para.table:
        return _cell(para, tables[para.table - 1], state)
    if role := _by_words(text, state):
        return role
    if role := _by_style(para, text, state):
        return role
    if level := heading_level(text):
        listed = text[-1] in _GOES_ON or (state.listing and text[-1] in STOPS)
        return "item" if listed or is_item(para, text, state.face) else f"heading{level}"
    if wording.PARTY.match(text) or _to_sign(text, state):
        return "party"
    if wording.ARTICLE.fullmatch(text) and (face := _face_of_heading(para)):
        return face
    if wording.CHAPTER.match(text):
        return "centred" if para.form.align == "center" else "body"
    if state.head and (role := _in_head(para, text, state)):
        return role
    return _in_text(para, text, state)


def _cell(para: Para, table: Table, state: _State) -> str:
    if (
        wording.IMPRINT.match(para.text)
        and len(para.text) > _SHORT_CALL
        and all(len(set(row.cells) - {"<<", "^^"}) == 1 for row in table.rows)
    ):
        return "imprint"  # lines above and below it are often drawn as a table of one column
    if state.head and not state.titled and _is_red(para):
        return "mark"  # of several offices it is often set in a table
    if not table.bordered:
        return "side"
    return "head-cell" if table.rows[para.row - 1].header else "cell"


def _by_words(text: str, state: _State) -> str:
    listed = state.last == "contents" and wording.CONTENTS_LINE.fullmatch(text)
    if listed or wording.CONTENTS_HEAD.fullmatch(text):
        return "contents"
    if wording.LABEL.fullmatch(text):
        return "attachment-label"
    if wording.NOTE.match(text) or (
        state.last == "attachment-note" and wording.NOTE_GOES_ON.match(text)
    ):
        return "attachment-note"
    if wording.NUMBERED_NOTE.match(text) and not state.head and not state.ended:
        return "attachment-note"
    if wording.DATE.fullmatch(text):
        return "subtitle" if state.head and state.titled else "date"
    called = wording.COPIED.match(text) and (state.titled or not state.head)
    if called or ((state.ended or state.last == "imprint") and wording.IMPRINT.match(text)):
        return "imprint"
    if state.minutes and wording.PRESENT.match(text):
        return "present"
    if wording.REGARDS.fullmatch(text):
        return "note"
    if state.last == "date" and wording.REMARK.fullmatch(text):
        return "remark"
    return _above(text) if state.head and not state.titled else ""


def _above(text: str) -> str:
    """Return the role of what stands above a title."""
    if any(form.fullmatch(text) for form in wording.CORNER):
        return "secrecy"
    if wording.SIGNATORY.match(text):
        return "signatory"
    if wording.ISSUE.fullmatch(text) or wording.ISSUED.fullmatch(text):
        return "mark"
    return "document-number" if wording.NUMBER.fullmatch(text) else ""


def _by_style(para: Para, text: str, state: _State) -> str:
    name = para.style.strip().lower()
    if wording.CONTENTS_STYLE.fullmatch(name):
        return "contents"
    if match := wording.HEADING_STYLE.fullmatch(name):
        # The first line of all in “标题 1”, without a number, is what the whole is called.
        if match[1] == "1" and state.head and not state.titled and not heading_level(text):
            return "title"
        return f"heading{heading_level(text) or min(int(match[1]), 4)}"
    role = _STYLES.get(name, "")
    if role == "salutation" and not text.endswith(("：", ":")):
        return ""
    return role


def _in_head(para: Para, text: str, state: _State) -> str:
    """Return the role of a paragraph before the running text, empty when the text begins with it."""
    if _is_red(para):
        return "mark"
    if _is_call(text) and len(text) <= _SALUTATION_LONGEST:
        return "salutation"
    if wording.BEGINS.search(text):
        return ""
    if text[-1] in STOPS and not text.endswith(("！", "？")):
        # A mark too many does not make a title running text.
        return "title" if _large(para) and len(text) <= _TITLE_LONGEST else ""
    if state.last == "attachment-label":
        return "attachment-title" if len(text) <= _TITLE_LONGEST else ""
    if not state.titled:
        return "title" if len(text) <= _TITLE_LONGEST else ""
    if para.form.align != "center":
        return ""
    same = state.last == "title" and abs(para.size - state.title_size) < 0.5
    return "title" if same and not text.startswith(("（", "(", "—")) else "subtitle"


def _to_sign(text: str, state: _State) -> bool:
    """Whether a line is there to be signed or dated by hand."""
    if state.last == "party" and wording.DAY_TO_FILL.fullmatch(text):
        return True
    bare = text.rstrip("_\uff3f \u3000")
    return bare.endswith(("：", ":")) and wording.TO_SIGN.fullmatch(text) is not None


def _face_of_heading(para: Para) -> str:
    """Return the level whose face a whole paragraph is in, 黑体 or 楷体; empty if in none."""
    faces = {family(run.look.east) for run in para.runs if run.text.strip()}
    return {"黑体": "heading1", "楷体": "heading2"}.get("".join(faces), "")


def _is_call(text: str) -> bool:
    """Whether a line calls on somebody: 各单位： does, 现将有关事项通知如下： does not."""
    return text.endswith(("：", ":")) and "。" not in text and not wording.BEGINS.search(text)


def _in_text(para: Para, text: str, state: _State) -> str:
    flush = abs(para.form.first + para.form.left) < 0.3
    if text.endswith(("：", ":")) and flush and len(text) <= _SHORT_CALL:
        return "salutation"
    if (_large(para) or (para.breaks and para.form.align == "center")) and text[-1] not in STOPS:
        return "title"
    if para.form.align == "center":
        return "centred"
    if wording.CAPTION.fullmatch(text):
        return "note"
    return "note" if state.last in ("cell", "head-cell") and text.startswith("注") else "body"


def _large(para: Para) -> bool:
    return para.form.align == "center" and para.size >= _TITLE_SMALLEST


def _is_red(para: Para) -> bool:
    return any(run.look.colour.startswith(_RED) for run in para.runs)
