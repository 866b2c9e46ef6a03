"""Names and pairs that were labelled before they were judged: the judgement must not fall behind."""

from __future__ import annotations

from pathlib import Path

from nlp.breadth import breadth
from nlp.compare import compare
from nlp.rules.engine import check_text
from nlp.rules.model import CheckContext

# A little below what is measured: a better judgement may disagree with single labels.
_LEAST_GENERIC, _LEAST_CORES, _LEAST_PAIRS, _LEAST_RELATIONS = 0.97, 0.94, 0.95, 0.94
_LEAST_FINDINGS = 0.98
_ASKED = frozenset(f"BN{n:03}" for n in (1, 3, *range(6, 18), 21, *range(25, 30)))


def _rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _f1(pairs: list[tuple[bool, bool]]) -> float:
    hit = pairs.count((True, True))
    return 2 * hit / (2 * hit + pairs.count((True, False)) + pairs.count((False, True)))


def test_over_generic_names_are_told() -> None:
    rows = _rows("unseen_names.tsv")
    assert len(rows) == 1700
    told = [(breadth(name, unit=unit).over_generic, level == "2") for name, unit, level, *_ in rows]
    assert _f1(told) >= _LEAST_GENERIC


def test_cores_are_told() -> None:
    rows = [row for row in _rows("unseen_names.tsv") if row[3]]
    right = [breadth(name, unit=unit).core in cores.split("|") for name, unit, _, cores, *_ in rows]
    assert sum(right) / len(right) >= _LEAST_CORES


def test_pairs_are_told() -> None:
    rows = _rows("unseen_pairs.tsv")
    assert len(rows) == 736
    told = [(compare(a, b).level != "fine", level != "fine") for a, b, level in rows]
    assert _f1(told) >= _LEAST_PAIRS


def test_relations_are_told() -> None:
    rows = _rows("unseen_relations.tsv")
    assert len(rows) == 1027
    told = [compare(a, b) for a, b, *_ in rows]
    levels = [row[2] for row in rows]
    assert (
        _f1([(d.level != "fine", x != "fine") for d, x in zip(told, levels, strict=True)]) >= 0.97
    )
    related = [(d.relation, row[3]) for d, row in zip(told, rows, strict=True) if row[3]]
    assert sum(one == other for one, other in related) / len(related) >= _LEAST_RELATIONS


def test_what_rules_find_is_told() -> None:
    rows = _rows("unseen_findings.tsv")
    assert len(rows) == 408
    told = []
    for name, unit, labels in rows:
        found = {f.rule for f in check_text(name, CheckContext(unit=unit))} & _ASKED
        wanted = set(labels.split())
        told += [(rule in found, rule in wanted) for rule in found | wanted]
    assert _f1(told) >= _LEAST_FINDINGS


def test_a_pair_that_shares_a_word_of_its_own_says_so() -> None:
    assert "都有“橙衣”" in compare("橙衣卫士", "橙衣课堂").explanation
