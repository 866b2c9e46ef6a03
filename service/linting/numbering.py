"""Word's automatic numbers as text: 一、 （一） 1. that no paragraph holds and every reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from nlp.chinese_numbers import chinese
from service.linting.package import Package
from service.linting.properties import Properties, W, attribute, child, paragraph_properties, value

_PLACE = re.compile(r"%([1-9])")
_ZODIAC = "甲乙丙丁戊己庚辛壬癸"
_ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: form of its number, pattern around it (`%1、`), first number, indent, type."""

    format: str
    pattern: str
    start: int
    form: Properties = field(hash=False)
    legal: bool = False
    type: ET.Element | None = field(default=None, hash=False)


class Numbering:
    """The lists of a file; counts as it is asked, in reading order."""

    def __init__(self, package: Package) -> None:
        tree = package.tree(package.parts.get("numbering", ""))
        abstract: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for one in tree.iter(f"{W}abstractNum") if tree is not None else ():
            key = attribute(one, "abstractNumId")
            abstract[key] = dict(map(_level, one.findall(f"{W}lvl")))
            links[key] = value(one, "numStyleLink") or ""
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for one in tree.findall(f"{W}num") if tree is not None else ():
            self._add(one, abstract)
        self._counts: dict[str, list[int]] = {}
        self._met: set[str] = set()

    def _add(self, element: ET.Element, abstract: dict[str, dict[int, Level]]) -> None:
        number, base = attribute(element, "numId"), value(element, "abstractNumId") or ""
        levels, restarts = dict(abstract.get(base, {})), {}
        for over in element.findall(f"{W}lvlOverride"):
            at = _whole(attribute(over, "ilvl"))
            if (written := child(over, "lvl")) is not None:
                levels[at] = _level(written)[1]
            if (start := value(over, "startOverride")) is not None:
                restarts[at] = _whole(start)
                if at in levels:
                    levels[at] = replace(levels[at], start=_whole(start))
        self._lists[number] = (base, levels)
        self._restarts[number] = restarts

    def level(self, said: Properties) -> Level | None:
        """Return the level of a paragraph's list, or None when it has no number."""
        _, levels = self._lists.get(said.get("list", "0"), ("", {}))
        return levels.get(_whole(said.get("level", "0")))

    def next(self, said: Properties) -> str:
        """Return the number of the next paragraph of a list, empty when it has none; counts on."""
        level = self.level(said)
        if level is None:
            return ""
        key, at = said["list"], _whole(said.get("level", "0"))
        base, levels = self._lists[key]
        counts = self._counts.setdefault(base, [])
        while len(counts) <= max(at, 8):
            counts.append(_before(levels, len(counts)))
        if key not in self._met:
            self._met.add(key)
            for restarted in self._restarts[key]:
                counts[restarted] = _before(levels, restarted)
        counts[at] += 1
        for deeper in range(at + 1, len(counts)):
            counts[deeper] = _before(levels, deeper)
        return self._written(level, levels, counts)

    def _written(self, level: Level, levels: dict[int, Level], counts: list[int]) -> str:
        if level.format == "bullet":
            return "•"
        if level.format == "none":
            return _PLACE.sub("", level.pattern)

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            count = max(counts[at], shown.start)
            return number_text(count, "decimal" if level.legal else shown.format)

        return _PLACE.sub(one, level.pattern)


def _before(levels: dict[int, Level], at: int) -> int:
    return (levels[at].start if at in levels else 1) - 1


def _level(element: ET.Element) -> tuple[int, Level]:
    return _whole(attribute(element, "ilvl")), Level(
        format=value(element, "numFmt") or "decimal",
        pattern=value(element, "lvlText") or "",
        start=_whole(value(element, "start") or "1"),
        form=paragraph_properties(child(element, "pPr")),
        legal=child(element, "isLgl") is not None,
        type=child(element, "rPr"),
    )


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0


def number_text(number: int, form: str) -> str:
    """Return a number in one of Word's forms; an unknown form is printed in digits, as Word does."""
    if form.startswith(("chineseCounting", "ideographDigital", "taiwaneseCounting", "japanese")):
        return chinese(min(number, 9999))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(min(number, 9999)).translate(_CAPITALS)
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _ZODIAC[number - 1]
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    written, left = "", min(number, 3999)
    for size, letters in _ROMAN:
        count, left = divmod(left, size)
        written += letters * count
    return written
