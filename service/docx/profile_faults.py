"""What may stand in the file of a style profile, and what is wrong in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.nearness import hint

ROLES = (
    *("title", "subtitle", "heading1", "heading2", "heading3", "heading4", "body", "label"),
    *("table", "table-head"),
)
"""What a profile gives a font and a size."""

# A key is a text, a yes or no, a bound pair of figures, or a table of such; whole numbers have whole bounds.
_TEXT, _FLAG = "text", "flag"
_FACE = {"font": _TEXT, "size": (5.0, 72.0), "line": (5.0, 200.0), "bold": _FLAG}
_SHAPE: Mapping[str, Any] = {
    **dict.fromkeys(("id", "title", "source", "latin"), _TEXT),
    "line": (5.0, 200.0),
    "spacing": (-5.0, 20.0),
    "lines": (1, 100),
    "characters": (1, 100),
    "page": dict.fromkeys(("top", "bottom", "left", "right", "footer"), (0.0, 150.0)),
    "number": _FACE,
    "style": dict.fromkeys(ROLES, _FACE),
}


def profile_faults(given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong in a profile, each as a sentence that goes on after the name of the file."""
    yield from _faults(given, _SHAPE, "")


def _faults(given: Mapping[str, Any], shape: Mapping[str, Any], within: str) -> Iterator[str]:
    place = f"的 [{within}] 里" if within else "里"
    for key, value in given.items():
        if key not in shape:
            yield f"{place}不认识“{key}”，{hint(key, shape)}"
        elif not isinstance(shape[key], dict):
            if told := _wrong(value, shape[key]):
                yield f"{place} {key} 填的“{value}”{told}"
        elif isinstance(value, dict):
            yield from _faults(value, shape[key], f"{within}.{key}" if within else key)
        else:
            yield f"{place} {key} 须是一段，请写成 [{key}]。"


def _wrong(value: object, wanted: Any) -> str:
    """Return what is wrong with a value, as the end of a sentence; empty if nothing."""
    if wanted == _TEXT:
        return "" if isinstance(value, str) and value.strip() else "须是文字，请加引号。"
    if wanted == _FLAG:
        return "" if isinstance(value, bool) else "须是 true 或 false，不加引号。"
    least, most = wanted
    kind = int if isinstance(least, int) else int | float
    if isinstance(value, bool) or not isinstance(value, kind):
        return f"须是{'整数' if kind is int else '数字'}，不加引号和单位。"
    return "" if least <= value <= most else f"须在 {least:g} 至 {most:g} 之间。"
