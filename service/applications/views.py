"""The shorter documents of an application: one page, digest, a row of the summary table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.applications.digests import Digest
from service.applications.prepare import sorted_honours
from service.applications.sentences import excerpt
from service.applications.standards import brand_type
from service.drafting.fields import Field
from service.drafting.package import find_template

MEANING, COLUMN = 60, 100
"""Most characters of the meaning, and of measures and results, in the summary table (S4 anatomy)."""
Values = Mapping[str, Any]


def profile_data(values: Values) -> dict[str, Any]:
    """Return the data of the one-page profile: the applicant's words, cut at ends of sentences."""
    room = {one.id: one for one in find_template("profile").fields}
    leader = "，".join(str(values[key]) for key in ("leader_name", "leader_role") if values[key])
    titles = (str(one["title"]).rstrip("；;。") for one in sorted_honours(values["honours"]))
    honours = "；".join(titles)
    data: dict[str, Any] = {
        "brand_name": values["brand_name"],
        "unit_name": values["unit_name"],
        "unit_type": values["unit_type"],
        "brand_type": values["brand_type"],
        "leader": leader,
        "slogan": values["slogan"],
        "meaning": values["name_meaning"] or values["concept"],
        "goal": values["goal"],
        "honours": honours,
    }
    data = {key: _fitted(room[key], str(text)) for key, text in data.items() if text}
    data |= {key: values[key] for key in ("founded", "member_count") if values[key]}
    for key in ("measures", "results"):
        data[key] = [{"text": line} for line in _lines(values[key], room[key])]
    return data


def _fitted(field: Field, text: str) -> str:
    return excerpt(text, field.max_length) if field.max_length else text


def _lines(items: Sequence[Values], field: Field) -> Iterable[str]:
    """Yield the first items of a list, each with its heading, within the room of a line."""
    most = int(field.maximum or len(items))
    for one in items[:most]:
        yield excerpt(_said(one), field.item[0].max_length)


def _said(one: Values) -> str:
    title = str(one.get("title") or "")
    return f"{title}。{one['text']}" if title else str(one["text"])


def digest_data(values: Values, made: Digest) -> dict[str, Any]:
    """Return the data of the digest's document."""
    return {
        "brand_name": values["brand_name"],
        "unit_name": values["unit_name"],
        "text": made.text,
        "words": made.words,
        "limit": made.limit,
    }


def table_row(number: int, values: Values, types: Sequence[str] = ()) -> dict[str, Any]:
    """Return what an application says in the summary table: its columns before the judgements.

    `types` are the office's own, if it has its own.
    """
    kind = str(values["brand_type"] or "")
    return {
        "number": number,
        "superior_org": str(values["superior_org"] or ""),
        "unit_name": str(values["unit_name"]),
        "brand_name": str(values["brand_name"]),
        "brand_type": brand_type(kind, types) or kind,
        "leader_role": str(values["leader_role"] or ""),
        "member_count": str(values["member_count"] or ""),
        "meaning": excerpt(str(values["name_meaning"] or values["concept"] or ""), MEANING),
        "measures": _joined(values["measures"]),
        "results": _joined(values["results"]),
        "contact": str(values["contact"] or ""),
    }


def _joined(items: Sequence[Values]) -> str:
    """Return the items of a list in one cell: their headings, or the start of each; at most `COLUMN`."""
    if not items:
        return ""
    if len(items) == 1:
        return excerpt(str(items[0]["text"]), COLUMN)
    share = max(12, (COLUMN - 3 * len(items)) // len(items))
    said = [str(one.get("title") or "") or excerpt(str(one["text"]), share) for one in items]
    numbered = (f"{n}.{text.rstrip('。；')}；" for n, text in enumerate(said, 1))
    kept = ""
    for one in numbered:
        if len(kept) + len(one) > COLUMN - 1:
            return kept.rstrip("；") + "……"
        kept += one
    return kept.rstrip("；")
