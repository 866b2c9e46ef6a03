"""What stands at the end of a batch of letters: register, score sheets, print files; who got none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from service.batches.model import Done, Make
from service.drafting.fields import validate
from service.letters.printing import print_files
from service.letters.register import Signing, register, signing
from service.letters.registry_tree import tree_of_settings
from service.letters.scores import score_book
from service.letters.superiors import issuer_problems
from service.letters.taken import SHORTEST, texts
from service.letters.templates import template_of
from service.settings import load_settings
from service.texts import first_of

REGISTER, SCORES = "签订登记册.xlsx", "考核评分表.xlsx"
_MOST_TOLD = 3


def ending_files(done: Done, *, letters: bool = True) -> Iterator[tuple[str, Make]]:
    """Yield the signing register and the score sheets of letters, and the files to print."""
    if letters:
        yield REGISTER, _register
        yield SCORES, _scores
    yield from print_files([file for one in done.items for file in one.files])


def _register(done: Done) -> bytes:
    """Return the signing register; tell what the names of all units tell."""
    given: set[str] = set()
    letters: list[Signing] = []
    # Gone through once: reading ten thousand items takes a tenth of a second.
    for one in done.items:
        given.add(str(one.facts.get("unit_name") or one.label))
        if one.state == "done":
            letters.append(signing(one.facts))
    _tell_leaks(done, given)
    shared = _shared(done)
    return register(letters, shared, _absent(done, shared, given))


def _scores(done: Done) -> bytes:
    units = [
        (one.facts["unit_id"], one.facts["unit_name"]) for one in done.items if one.state == "done"
    ]
    return score_book(units, _shared(done))


def _shared(done: Done) -> dict[str, Any]:
    fields = [one for one in template_of(done.options).fields if one.scope == "shared"]
    return validate(fields, done.shared).values


def _tell_leaks(done: Done, given: Collection[str]) -> None:
    """Tell of units that the texts common to all letters name: they stand in every letter."""
    every = {name for name in given if len(name) >= SHORTEST}
    common = "\0".join(texts(done.shared))
    for name in sorted(name for name in every if name in common):
        if len(every) > 1:
            done.tell(f"共用的内容里写到了单位“{name}”，每一份里都会出现，请核对。")


def _absent(done: Done, shared: Mapping[str, Any], given: Collection[str]) -> list[str]:
    """Return who stands below the first party in the registry and is not in the workbook; tell of it."""
    tree, issuer = tree_of_settings(load_settings()), str(shared["issuer_name"])
    for problem in issuer_problems(shared, tree):
        done.tell(problem.message)
    absent = tree.absent(issuer, given)
    if absent:
        done.tell(
            f"“{issuer}”的下级党组织中有 {len(absent)} 个没有{shared['doc_kind']}："
            f"{first_of(absent, _MOST_TOLD)}，名单见“{REGISTER}”。"
        )
    return absent
