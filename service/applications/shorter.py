"""The profile or the digest of one application, for who drafts it by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from service.applications import views
from service.applications.digests import digest, lacking
from service.applications.records import template
from service.drafting.drafts import check_data
from service.errors import BadData

Values = Mapping[str, Any]
Shorter = tuple[dict[str, Any], tuple[str, ...]]
"""Data of a document, and what is to be told of it."""


def shortened(name: str, data: Values) -> Shorter:
    """Return the data of a template of `SHORTER` taken from an application, and what is to be told.

    Raises:
        BadFields: the application is not enough, or wrong, as for its own material.
        BadData: no sentence of it can stand in a digest.
    """
    checked, prepared = check_data(template(), data)
    made, told = SHORTER[name](checked.values)
    problems = (*checked.problems, *prepared.problems)
    return made, (*(one.message for one in problems), *told)


def _profile(values: Values) -> Shorter:
    return views.profile_data(values), ()


def _digest(values: Values) -> Shorter:
    made = digest(values)
    if not made.text:
        raise BadData("申报表里没有可以摘进摘要的句子，请补写品牌内涵、主要做法或取得成效。")
    told = lacking(made.missing)
    return views.digest_data(values, made), (told,) if told else ()


SHORTER: Mapping[str, Callable[[Values], Shorter]] = {"profile": _profile, "digest": _digest}
"""Templates whose data an application gives, by id."""
