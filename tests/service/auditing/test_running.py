"""An audit finds every pair, tells crowds by their number, and goes on where it was stopped."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.generator import names
from nlp.breadth import breadth
from nlp.compare import judge
from nlp.index import Segment, segment_of
from nlp.joining.roll import roll_of
from nlp.joining.texts import texts_of
from nlp.normalize import normalize, visible_length
from nlp.profile import profile
from service import registry as use
from service.auditing import AuditReport, audit, findings, lists, running, tasks
from service.auditing import names as auditing_names
from service.auditing.findings import CROWD, Pairs
from service.auditing.names import known_words, names_of
from service.auditing.words import Words
from service.book.files import current
from service.book.names import open_book, refresh
from service.model import BrandDraft
from service.storage import Registry
from tests.service.imports import import_brands, preview_import

MADE = list(dict.fromkeys(names(400, seed=11)))


def fill(registry: Registry, now: datetime, made: list[str]) -> None:
    rows = [BrandDraft(name, f"第{i}支部", row=i + 2) for i, name in enumerate(made)]
    found = preview_import(registry, rows, now=now)
    clashing = {conflict.row for conflict in found.conflicts}
    rows = [row for row in rows if row.row not in clashing]
    import_brands(registry, rows, file_hash="a", who="张三", now=now)


def pairs(report: AuditReport) -> set[tuple[frozenset[str], str, str]]:
    return {
        (frozenset((pair.one.name, pair.other.name)), pair.level, pair.relation)
        for group in report.groups
        for pair in group.pairs
    }


def looked(segment: Segment, folder: Path) -> tuple[Pairs, Words]:
    with running.crew_of(roll_of(segment), folder) as crew:
        crew.found(None)
        crew.held(None)
        done = crew.judged(None)
    return done.pairs(), done.words()


@pytest.mark.parametrize("crowd", [1, CROWD])
def test_every_pair_is_found_that_judging_all_of_them_finds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, crowd: int
) -> None:
    monkeypatch.setattr(findings, "CROWD", crowd)
    monkeypatch.setattr(tasks, "CROWD", crowd)
    made = [*MADE, *MADE[:40], *MADE[:40], *(f"党建品牌{name}" for name in MADE[:5])]
    segment = segment_of((str(number), name) for number, name in enumerate(made))
    found, _ = looked(segment, tmp_path)
    ties = {(frozenset(tie[:2]), tie[2], tie[3]) for tie in found.told().ties()}
    profiles = [profile(name) for name in made]
    judged = {
        (frozenset((i, j)), verdict.level, verdict.relation)
        for i, j in combinations(range(len(made)), 2)
        if (verdict := judge(profiles[i], profiles[j])).level != "fine"
    }
    assert ties <= judged
    crowds = {row: count for row, count, _ in found.crowded}
    left = [pair for pair in judged - ties if pair[1:] == ("confusable", "containment")]
    assert len(judged - ties) - len(left) == found.untold
    told = [min(rows, key=lambda row: len(profiles[row].text)) for rows, _, _ in left]
    assert {row: told.count(row) for row in told} == crowds
    assert len(judged) > 15


def test_names_are_told_as_looking_at_each_tells_them(tmp_path: Path) -> None:
    odd = [
        "1+1+N",
        "长" * 40,
        "ABC·先锋",
        "党建品牌",
        "红",
        "七点半·3",
        "服务𦶟先宅",
        "服务𦶟先锋",
        "服务𦶟品牌",
        "聚民心暖民情",
        "暖先锋写",
        "先锋气",
        "暖气",
    ]
    made = [*names(1_500, seed=5), *odd, *odd]
    segment = segment_of((str(number), name) for number, name in enumerate(made))
    _, words = looked(segment, tmp_path)
    known = known_words(texts_of(roll_of(segment)))
    texts = ["".join(normalize(name).parts) for name in made]
    framed = [text for text in texts if len(text) > 2]
    frames = Counter(
        frame for text in framed for frame in (f"{text[:2]}…", f"…{text[-2:]}", f"…{text[-1]}")
    )
    assert words.generic == [
        row for row, name in enumerate(made) if breadth(name, known).over_generic
    ]
    assert list(words.frames.items()) == [one for one in frames.items() if one[1] > 2]
    assert Counter({int(one): count for one, count in words.lengths.items()}) == Counter(
        map(visible_length, made)
    )


def test_what_a_name_takes_from_its_unit_is_its_own(registry: Registry, now: datetime) -> None:
    for name, unit in (("中新初心", "中新集团党委"), ("中新使命", "江海集团党委")):
        assert breadth(name).over_generic
        use.add_brand(registry, BrandDraft(name, unit), who="张三", now=now)
    (generic,) = audit(registry, today=now.date()).generic
    assert generic.row.unit == "江海集团党委"


def test_what_is_the_work_of_its_unit_does_not_make_a_name_general(
    registry: Registry, now: datetime
) -> None:
    for name, unit in (("光明先锋", "江海供电公司"), ("红色光明先锋", "江海镇党委")):
        use.add_brand(registry, BrandDraft(name, unit), who="张三", now=now)
    (generic,) = audit(registry, today=now.date()).generic
    assert generic.row.unit == "江海镇党委"


def test_a_crowd_is_told_by_its_number(registry: Registry, now: datetime) -> None:
    marks = "山河湖海林田云雨风雪春秋日月星辰江川峰谷泉溪"
    made = ["盐湖渡口", *(f"盐湖渡口·{mark}{mark}守望" for mark in marks)]
    assert len(made) > CROWD + 1
    fill(registry, now, made)
    (crowd,) = audit(registry, today=now.date()).crowded
    assert (crowd.row.name, crowd.count, len(crowd.examples)) == ("盐湖渡口", len(marks), 5)


def test_an_audit_goes_on_where_it_was_stopped(
    registry: Registry, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(registry, now, MADE)
    expected = audit(registry, today=now.date())
    monkeypatch.setattr(running, "FEW", 10)
    monkeypatch.setattr(auditing_names, "FEW", 10)
    monkeypatch.setattr(tasks, "_JUDGED", 5)

    def stop(done: int, total: int) -> None:
        assert 0 < done < total
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        audit(registry, today=now.date(), folder=tmp_path / "out", progress=stop)
    done = {
        path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob(".audit-work/findings-*")
    }
    assert done
    assert not list((tmp_path / "out").glob("*.csv"))
    seen: list[tuple[int, int]] = []
    kept: dict[Path, int] = {}

    def look(*said: int) -> None:
        seen.append((said[0], said[1]))
        kept.update({path: path.stat().st_mtime_ns for path in done})

    report = audit(registry, today=now.date(), folder=tmp_path / "out", progress=look)
    assert report == expected
    assert pairs(report)
    assert kept == done
    assert seen[-1] == (report.total, report.total)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["audit-pairs.csv"]
    with (tmp_path / "out" / "audit-pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {frozenset((row["品牌名称"], row["对方名称"])) for row in csv.DictReader(file)}
    assert listed == {names for names, _, _ in pairs(report)}


@pytest.mark.parametrize("retired", [False, True])
def test_the_index_of_a_registry_is_taken_where_it_serves(
    registry: Registry, now: datetime, tmp_path: Path, retired: bool
) -> None:
    fill(registry, now, MADE)
    if retired:
        for one in use.list_brands(registry, limit=1000).brands[::7]:
            use.retire_brand(registry, one.id, who="张三", now=now)
    index = tmp_path / "brands.index"
    expected = audit(registry, today=now.date())
    for _ in range(2):
        assert audit(registry, today=now.date(), index=index) == expected
        assert current(registry, index) is not None
    index.write_bytes(b"torn")
    assert current(registry, index) is None
    assert audit(registry, today=now.date(), index=index) == expected
    assert current(registry, index) is not None
    with names_of(registry, None, index) as (segment, place, left_out):
        assert segment.size - len(left_out) == expected.total
        assert bool(left_out) is retired
        assert (place / auditing_names.NAMES).exists()
    use.add_brand(registry, BrandDraft("盐湖渡口"), who="张三", now=now)
    assert audit(registry, today=now.date(), index=index).total == expected.total + 1


def test_where_no_index_can_be_kept_one_is_made_for_the_audit_alone(
    registry: Registry, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(registry, now, MADE)
    expected = audit(registry, today=now.date())
    (tmp_path / "file").touch()
    made: list[int] = []
    whole = segment_of

    def counted(entries: Iterable[tuple[str, str]]) -> Segment:
        segment = whole(entries)
        made.append(segment.size)
        return segment

    monkeypatch.setattr("nlp.index.names.segment_of", counted)
    monkeypatch.setattr(auditing_names, "segment_of", counted)
    found = audit(registry, today=now.date(), index=tmp_path / "file" / "brands.index")
    assert told(found) == told(expected)
    assert made.count(expected.total) == 1


@pytest.mark.parametrize("few", [10, auditing_names.FEW])
def test_an_index_is_taken_with_what_came_since(
    registry: Registry, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    fill(registry, now, MADE)
    index = tmp_path / "brands.index"
    book = open_book(registry, cache=index)
    one, two, three, *_ = use.list_brands(registry, limit=9).brands
    for name in ("盐湖渡口", "盐湖渡口驿站", "潮头引擎驿站", f"{three.name}驿站"):
        use.add_brand(registry, BrandDraft(name, f"{name}支部"), who="张三", now=now)
    refresh(book, registry)
    use.change_brand(registry, one.id, {"name": "潮头引擎"}, who="张三", now=now)
    use.retire_brand(registry, two.id, who="张三", now=now)
    draft = BrandDraft("潮头引擎甲", "乙支部", row=2)
    later = now + timedelta(minutes=1)
    import_brands(registry, [draft], file_hash="b", who="张三", now=later)
    (undone,) = (each.id for each in use.list_imports(registry) if each.added == 1)
    use.undo_import(registry, undone, who="张三", now=later)
    expected = audit(registry, today=now.date())
    monkeypatch.setattr(running, "FEW", few)
    monkeypatch.setattr(auditing_names, "FEW", few)
    with names_of(registry, None, index) as (roll, place, left_out):
        assert len(roll.layers) == 2
        assert len(auditing_names.open_names(place).layers) == 2
        assert roll.size - len(left_out) == expected.total
    found = audit(registry, today=now.date(), folder=tmp_path / "out", index=index)
    assert told(found) == told(expected)
    assert {"潮头引擎", "盐湖渡口", three.name} <= {
        name for names, _, _ in pairs(found) for name in names
    }


def told(report: AuditReport) -> list[object]:
    """Return what an audit tells, without the order of what ranks alike."""
    generic = sorted((one.row.name, one.reason) for one in report.generic)
    worn = sorted((one.word, one.count) for one in report.crowds)
    rest = (report.total, report.statuses, report.lengths, report.coverage, report.missing)
    crowded = sorted((one.row.name, one.count) for one in report.crowded)
    return [pairs(report), generic, worn, rest, crowded, report.beyond]


def test_an_audit_of_another_state_begins_anew(
    registry: Registry, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(registry, now, MADE)
    monkeypatch.setattr(running, "FEW", 10)
    monkeypatch.setattr(auditing_names, "FEW", 10)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        audit(registry, today=now.date(), folder=tmp_path / "out", progress=stop)
    use.add_brand(registry, BrandDraft("盐湖渡口"), who="张三", now=now)
    assert (
        audit(registry, today=now.date(), folder=tmp_path / "out").total
        == use.counts(registry).total
    )


def test_what_is_not_listed_is_counted(
    registry: Registry, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(registry, now, MADE)
    whole = audit(registry, today=now.date())
    assert not whole.beyond
    monkeypatch.setattr(lists, "MOST_GROUPS", 1)
    monkeypatch.setattr(lists, "MOST_LISTED", 2)
    short = audit(registry, today=now.date())
    assert (len(short.groups), len(short.generic), len(short.gaps)) == (1, 2, 2)
    for kind in ("groups", "members", "generic", "gaps", "crowded", "settled"):
        assert short.number(kind) == whole.number(kind), kind
    pairs_of = [sum(len(group.pairs) for group in report.groups) for report in (short, whole)]
    assert pairs_of[0] + short.beyond["pairs"] == pairs_of[1]
    assert short.missing == whole.missing
