"""Forms without tables: lines that say something behind a label or below a heading, and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from service.applications.labels import IGNORED, Target, label_and_value, resolve
from service.applications.records import fields
from service.importing.cells import clean


def sections(lines: Iterable[str]) -> Iterator[tuple[Target, str]]:
    """Yield what the lines outside tables say: behind a label, and below a heading that is one.

    Under a heading (三、取得成效) or a label of a long text all lines belong to it up to the next; under
    another label with nothing behind it the next line does.
    """
    target, text, more = None, list[str](), False
    for line in _lines(lines):
        said = label_and_value(line) or ((one, "") if (one := resolve(line)) else None)
        if said:
            yield from _section(target, text)
            target, text = said[0], [said[1]] if said[1] else []
            more = target.field == IGNORED or fields()[target.field].type in ("long", "list")
        elif more or not text:
            text.append(line)
    yield from _section(target, text)


def several(text: str) -> list[tuple[Target, str]]:
    """Return what a cell says of several labels (姓名：…  职务：…), empty if of none or one."""
    said = [label_and_value(clean(part)) for part in _GAP.split(text.strip()) if part.strip()]
    found = [one for one in said if one]
    return found if 1 < len(found) == len(said) else []


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, one of several labels (填报日期：…    编号：) in as many as it has."""
    for line in lines:
        parts = [clean(part) for part in _GAP.split(line.strip())]
        yield from parts if all(map(label_and_value, parts)) else [clean(line)]


_GAP = re.compile(r"[ \u3000]{2,}|\t|\u3000|\n")


def _section(target: Target | None, text: Sequence[str]) -> Iterator[tuple[Target, str]]:
    if target and text:
        yield target, "\n".join(text)


# “清源先锋”党建品牌申报材料, and the name of an organisation below it.
_TITLE = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』](?:特色)?(?:党建)?(?:服务)?品牌\D{0,12}")
_UNIT = re.compile(r"[\w（）()·]{2,40}(?:党委|党总支|支部|委员会|党组|党工委)")
_WHERE = 4


def titled(lines: Sequence[str]) -> tuple[str, str]:
    """Return brand and unit as the title of a material names them, either empty where it does not."""
    first = [one for line in lines if (one := clean(line))][:_WHERE]
    for number, line in enumerate(first):
        if match := _TITLE.fullmatch(line):
            below = first[number + 1] if number + 1 < len(first) else ""
            unit = below.strip("—-（）() ")
            return match[1].strip(), unit if _UNIT.fullmatch(unit) else ""
    return "", ""
