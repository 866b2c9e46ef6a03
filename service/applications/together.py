"""What only all applications of a batch together tell, and its place in what each of them was made with."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.applications.comparing import Comparison
from service.applications.families import Family, families
from service.applications.names import NameCheck, frequent_words
from service.applications.numbering import in_runs
from service.applications.opinions import opinion
from service.applications.options import Options
from service.applications.records import Application
from service.batches.model import Together, Told
from service.texts import shortened

_MOST_NUMBERS, _SHOWN = 10, 36
_Facts = Mapping[str, Any]


def compared(
    applications: Iterable[Application], options: Options, check: NameCheck | None
) -> Together:
    """Return what applications tell together, looked at once; arguments as of `Comparison`."""
    places = array("I")
    found = Comparison(_placed(applications, places), options, check)
    return Together(_shared(found), _told(found, places))


def _placed(applications: Iterable[Application], places: array[int]) -> Iterator[Application]:
    """Yield applications, and take down after how many problems of each those of the batch will stand."""
    for one in applications:
        places.append(len(one.problems))
        yield one


def _told(found: Comparison, places: Sequence[int]) -> Iterator[Told]:
    for number, place in enumerate(places, 1):
        problems = found.problems(number)
        values = {
            "place": place,
            "problems": problems,
            "names": found.name_result(number),
            "name_findings": found.name_findings(number),
        }
        yield Told(number - 1, values, len(problems))


def joined(
    facts: _Facts, problems: Sequence[str], told: _Facts
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return facts and problems of an application with what all of them together tell of it."""
    place, more = told["place"], told["problems"]
    whole = [*facts["problems"][:place], *more, *facts["problems"][place:]]
    row = {**facts["row"], "names": told["names"], "opinion": opinion(whole)}
    said = (*problems[:place], *(one["message"] for one in more), *problems[place:])
    return {**facts, "problems": whole, "row": row, "name_findings": told["name_findings"]}, said


def _shared(found: Comparison) -> dict[str, Any]:
    """Return what is told of the whole batch, as JSON values."""
    return {
        "name_groups": [
            {
                "names": found.members(group),
                "brands": found.brands_of(group),
                "how": f"{group.how}：{'、'.join(group.relations)}",
                "reason": group.reason,
            }
            for group in found.groups
        ],
        "words": [{"word": word, "count": count} for word, count in frequent_words(found.brands)],
        "families": [_family(one) for one in families(found.copied, found.copied_numbers)],
        "copied": [
            {"number": number, "items": found.holders(p), "length": p.length, "text": p.text}
            for p, number in zip(found.copied, found.copied_numbers, strict=True)
        ],
        "common": [
            {"count": len(p.owners), "first": found.who(p.owners[0]), "text": p.text}
            for p in found.common
        ],
    }


def _family(one: Family) -> dict[str, Any]:
    """Return what the report tells of a shared text: who has it, and its beginning."""
    return {
        "number": one.number,
        "count": len(one.owners),
        "items": in_runs(one.owners, _MOST_NUMBERS),
        "length": one.length,
        "text": shortened(one.text, _SHOWN),
    }
