"""Names of brands with their units out of a text.

Order: debris of sites and pages out, reported (`clean`) → quoted names by the words around them
(`quotes`) and lines that are lists or forms (`lines`) → the unit that stands nearest (`units`).
Names come as printed: script, quotes inside and slips are facts and stay. Reading a docx is not done here.
"""

from __future__ import annotations

from nlp.extract.clean import Cleaned, clean
from nlp.extract.lines import listed
from nlp.extract.model import Dropped, Extraction, Found, Hit, Slip
from nlp.extract.quotes import quoted
from nlp.normalize import UnacceptableText, match_key

__all__ = ["Dropped", "Extraction", "Found", "Slip", "extract"]


def extract(text: str) -> Extraction:
    """Return the brand names of a text in its order, each once, and what was left out; linear."""
    cleaned = clean(text)
    hits = sorted([*listed(cleaned.simple), *quoted(cleaned.simple)], key=lambda hit: hit.start)
    found = [_found(cleaned, hit) for hit in hits]
    return Extraction(_each_once(found), cleaned.dropped, cleaned.slips)


def _found(cleaned: Cleaned, hit: Hit) -> Found:
    return Found(
        name=cleaned.raw[hit.start : hit.end],
        unit=cleaned.raw[hit.unit[0] : hit.unit[1]] if hit.unit else None,
        start=cleaned.offsets[hit.start],
        end=cleaned.offsets[hit.end - 1] + 1,
        pattern=hit.pattern,
    )


def _each_once(found: list[Found]) -> tuple[Found, ...]:
    """Return each name of each unit once; a mention without unit yields to one that has a unit."""
    kept: dict[tuple[str, str | None], Found] = {}
    with_unit = {_key(one.name) for one in found if one.unit}
    for one in found:
        key = _key(one.name)
        if key and (one.unit or key not in with_unit):
            kept.setdefault((key, one.unit), one)
    return tuple(kept.values())


def _key(name: str) -> str:
    try:
        return match_key(name)
    except UnacceptableText:
        return name  # a fact of the text; whether it may be registered is judged elsewhere
