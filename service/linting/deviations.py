"""What a style profile sets otherwise than the standard: printed in every report, judged by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from service.docx.profile import DEFAULT, Profile, find_profile
from service.linting.clauses import family
from service.linting.kinds.base import figure, size_name
from service.linting.report import Deviation

# Attribute → clause, strength, name, unit, tolerance; 37 ± 1 and 28 ± 1 are the standard's (5.2.1).
_FIGURES = (
    ("top", "5.2.1", "规定", "天头（上边距）", "毫米", 1.0),
    ("left", "5.2.1", "规定", "订口（左边距）", "毫米", 1.0),
    ("bottom", "5.2.1", "推算", "下边距", "毫米", 0.0),
    ("right", "5.2.1", "推算", "右边距", "毫米", 0.0),
    ("lines", "5.2.3", "一般", "每面行数", "行", 0.0),
    ("characters", "5.2.3", "一般", "每行字数", "字", 0.0),
    ("line", "5.2.3", "推算", "行距", "磅", 0.0),
    ("spacing", "5.2.3", "推算", "字距", "磅", 0.0),
    ("number_below", "7.5", "规定", "一字线距版心下边缘", "毫米", 0.0),
)
_FACES = (
    ("title", "7.3.1", "标题"),
    ("subtitle", "", "副标题"),
    ("body", "5.2.2", "正文"),
    ("heading1", "7.3.3", "一级标题"),
    ("heading2", "7.3.3", "二级标题"),
    ("heading3", "7.3.3", "三级标题"),
    ("heading4", "7.3.3", "四级标题"),
    ("label", "7.3.7", "附件标注"),
)


def deviations(profile: Profile) -> tuple[Deviation, ...]:
    """Return where a profile differs from the standard's, in order of clauses named; none for its own."""
    standard = find_profile(DEFAULT)
    return (*_of_figures(profile, standard), *_of_faces(profile, standard))


def figures(profile: Profile) -> dict[str, str]:
    """Return the figures of a profile by which a clause says what it asks and what to do, as written."""
    pressed = "紧缩" if profile.spacing < 0 else "加宽"
    told = f"{pressed} {figure(abs(profile.spacing))} 磅" if profile.spacing else "标准"
    keys = (
        "top",
        "bottom",
        "left",
        "right",
        "footer",
        "number_below",
        "line",
        "lines",
        "characters",
    )
    return {key: figure(getattr(profile, key)) for key in keys} | {"spacing": told}


def _of_figures(profile: Profile, standard: Profile) -> Iterator[Deviation]:
    for key, clause, strength, element, unit, tolerance in _FIGURES:
        wanted, found = float(getattr(standard, key)), float(getattr(profile, key))
        if abs(wanted - found) > 1e-6:
            yield Deviation(
                clause,
                strength,
                element,
                f"{figure(wanted)} {unit}",
                f"{figure(found)} {unit}",
                tolerated=abs(wanted - found) <= tolerance,
            )


def _of_faces(profile: Profile, standard: Profile) -> Iterator[Deviation]:
    for role, clause, element in _FACES:
        wanted, found = standard.faces[role], profile.faces[role]
        strength = "一般" if clause else "实务"
        if family(wanted.font) != family(found.font):
            yield Deviation(
                clause, strength, f"{element}字体", family(wanted.font), family(found.font)
            )
        if wanted.size != found.size:
            yield Deviation(
                clause, strength, f"{element}字号", size_name(wanted.size), size_name(found.size)
            )
        if wanted.bold != found.bold:
            names = {True: "加粗", False: "不加粗"}
            yield Deviation(
                clause, strength, f"{element}加粗", names[wanted.bold], names[found.bold]
            )
