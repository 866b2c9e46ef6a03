"""Texts as they come in: what is cut off around them, and what one line may not hold."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Sequence

_SPACES = (
    string.whitespace
    + "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_AROUND = _SPACES + _INVISIBLE
_RULE = "│"
_BEGINS, _ENDS = f"{_RULE} ", f" {_RULE}"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_INSIDE = str.maketrans("“”", "‘’")
_MARKS = "“”《》「」"
_MOST_RUNS = 10
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def for_xml(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _NOT_IN_XML.sub("", text)


def trimmed(text: str) -> str:
    """Return a text without white space and invisible characters around it; inside nothing changes."""
    return text.strip(_AROUND)


def is_plain(texts: Iterable[str]) -> bool:
    """Return whether nothing in some texts may have to be cut off, told or refused.

    True is certain: there are no blanks at their edges, and no other blanks, breaks, controls, invisible or
    private characters within. False is not, of characters younger than our tables.
    """
    line = _RULE.join(texts)
    return (
        line.isprintable()
        and _BEGINS not in line
        and _ENDS not in line
        and not line.startswith(" ")
        and not line.endswith(" ")
    )


def breaks_line(text: str) -> bool:
    """Return whether a text that should be one line holds a line break or tab."""
    return _BREAKS.search(text) is not None


def one_line(text: str) -> str:
    """Return a text trimmed, line breaks and tabs inside (with what is blank around them) as one space."""
    return trimmed(" ".join(trimmed(part) for part in _BREAKS.split(text) if trimmed(part)))


def json_trouble(trouble: ValueError | RecursionError) -> str:
    """Return why bytes are no JSON in UTF-8, as the end of a Chinese sentence."""
    if isinstance(trouble, RecursionError):
        return "里的括号套得太深，请检查。"
    if isinstance(trouble, json.JSONDecodeError):
        return f"第 {trouble.lineno} 行写法有误，请检查引号、逗号和括号。"
    return "不是 UTF-8 编码的文字，请用记事本另存为 UTF-8。"


def in_a_row(sentences: Iterable[str]) -> str:
    """Return sentences as one: semicolons between them, the full stop of the last at its end."""
    told = list(sentences)
    return "；".join([*(one.rstrip("。") for one in told[:-1]), *told[-1:]])


def first_of(texts: Sequence[str], most: int, between: str = "、") -> str:
    """Return the first texts in a line, 等 after them if there are more than `most`."""
    return between.join(texts[:most]) + ("等" if len(texts) > most else "")


def rows_told(rows: Sequence[int]) -> str:
    """Return numbers of rows in order as a text, those that follow each other as one: 3–5、8."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return first_of(["–".join(map(str, run)) for run in runs], _MOST_RUNS)


def row_told(row: int, sheet: str = "") -> str:
    """Return a row as sentences name it, with its sheet where a file has several."""
    return f"{f'工作表“{sheet}”' if sheet else ''}第 {row} 行"


def shortened(text: str, most: int) -> str:
    """Return a text; of one with more characters than `most` the first of these, and ……."""
    return text if len(text) <= most else f"{text[:most]}……"


def first_faults(sentences: Sequence[str], most: int) -> str:
    """Return the first of some faults, a line each; how many there are in all if there are more."""
    more = [f"……共 {len(sentences)} 处，请先改正以上各处。"] if len(sentences) > most else []
    return "\n".join([*sentences[:most], *more])


def quoted(text: str) -> str:
    """Return a text in quotation marks, those inside as single ones."""
    return f"“{inside_quotes(text)}”"


def inside_quotes(text: str) -> str:
    """Return a text as it stands between quotation marks, its own single (GB/T 15834—2011, 4.8.3.3)."""
    return text.translate(_INSIDE)


def named(name: str) -> str:
    """Return a name in quotation marks, unless it has marks of its own."""
    return name if any(mark in name for mark in _MARKS) else f"“{name}”"


def brand_named(brand: str) -> str:
    """Return a brand as texts name it: in quotes, unless its name has some, with the word 党建品牌."""
    return f"{named(brand)}{'' if brand.endswith('品牌') else '党建品牌'}"


def paragraphs(text: str) -> str:
    r"""Return a text trimmed, its line breaks written as `\n`; spaces inside stay as they are."""
    return trimmed(re.sub(r"\r\n|\r|\x85|\u2028|\u2029|\v|\f", "\n", text))
