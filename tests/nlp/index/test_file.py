"""An index on disk comes back whole, or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import corpora
from benchmarks.generator import names
from nlp.index import (
    IndexFileError,
    Layer,
    NameIndex,
    Neighbour,
    Segment,
    build,
    open_segment,
    save,
)
from nlp.profile import profile

PUBLISHED = corpora.lines("names.tsv")
MANY = names(2500, seed=9)
UUIDS = [f"018f0000-0000-7000-8000-{i:012x}" for i in range(len(PUBLISHED))]


def segment_of(names: list[tuple[str, str]]) -> Segment:
    return build(names).layers[0].segment


def found(segment: Segment, name: str) -> set[Neighbour]:
    return set(NameIndex([Layer(segment)]).neighbours(profile(name)))


def test_a_stamp_of_any_length_comes_back(tmp_path: Path) -> None:
    path, stamp = (
        tmp_path / "names.index",
        {"gone": [f"{one}-{n}" for one in UUIDS for n in range(9)]},
    )
    made = segment_of(list(zip(UUIDS, PUBLISHED, strict=True)))
    save(made, path, stamp)
    assert path.read_bytes().index(b"\n", 20) > 1 << 16
    again, told = open_segment(path)
    assert told == stamp
    assert found(again, PUBLISHED[0]) == found(made, PUBLISHED[0])


@pytest.mark.parametrize(
    "ids", [UUIDS, [f"b{i}" for i in range(len(PUBLISHED))]], ids=["uuid", "text"]
)
def test_a_segment_comes_back_from_its_file(tmp_path: Path, ids: list[str]) -> None:
    path = tmp_path / "names.index"
    made = segment_of(list(zip(ids, PUBLISHED, strict=True)))
    save(made, path, {"sequence": 3})
    again, stamp = open_segment(path)
    assert stamp == {"sequence": 3}
    assert [(again.identifier(i), again.entry(i).name) for i in range(again.size)] == list(
        zip(ids, PUBLISHED, strict=True)
    )
    for name in ("铁流红", *PUBLISHED[:40]):
        assert found(again, name) == found(made, name)


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    save(segment_of([("1", "铁旒红")]), path, {})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("cut", [0, 10, 200, -1])
def test_a_torn_file_is_noticed(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "names.index"
    save(segment_of([("1", "铁旒红")]), path, {})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(IndexFileError):
        open_segment(path)


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(IndexFileError):
        open_segment(tmp_path / "names.index")


@pytest.mark.parametrize("share", [0.0, 0.00002, 0.0005, 0.1, 0.5, 0.9, 0.99])
def test_a_flipped_bit_never_changes_an_answer(tmp_path: Path, share: float) -> None:
    path = tmp_path / "names.index"
    made = segment_of(list(zip(UUIDS, PUBLISHED, strict=True)))
    save(made, path, {"sequence": 3})
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 0x20
    path.write_bytes(bytes(data))
    noticed = 0
    for name in PUBLISHED[::60]:
        try:
            assert found(open_segment(path)[0], name) == found(made, name)
        except IndexFileError:
            noticed += 1
    again = None
    try:
        again = open_segment(path)[0]
        for strip in again.arrays:
            strip.whole()
    except IndexFileError:
        noticed += 1
    assert noticed or again  # zeros between two arrays may be flipped unnoticed: nobody reads them


def test_a_writer_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    save(segment_of([("1", "铁旒红")]), path, {"old": True})
    code = f"""
import pathlib
from nlp.index import build, save
segment = build((str(i), f"红旗{{i}}") for i in range(3000)).layers[0].segment
print("ready", flush=True)
while True:
    save(segment, pathlib.Path({str(path)!r}), {{"old": False}})
"""
    for delay in (0.0, 0.004, 0.02):
        writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        segment, stamp = open_segment(path)
        for strip in segment.arrays:
            strip.whole()
        assert segment.size == (1 if stamp["old"] else 3000)


def test_what_a_killed_writer_left_is_swept(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    left = tmp_path / ".names.index.4711.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    save(segment_of([("1", "铁旒红")]), path, {})
    assert list(tmp_path.iterdir()) == [path]


def test_opening_reads_nothing_and_a_question_little(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    made = segment_of([(UUIDS[0][:-12] + f"{i:012x}", name) for i, name in enumerate(MANY)])
    save(made, path, {})
    segment, _ = open_segment(path)
    guard = segment.arrays.heap.guard
    assert guard is not None
    assert not any(guard.seen)
    near = found(segment, "铁旒红")
    assert near == found(made, "铁旒红")
    assert 0 < sum(guard.seen) < len(guard.seen) / 4


def test_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    made = segment_of(list(zip(UUIDS, PUBLISHED, strict=True)))
    save(made, path, {})
    code = """
import pathlib, sys
from nlp.index import Layer, NameIndex, open_segment
from nlp.profile import profile
index = NameIndex([Layer(open_segment(pathlib.Path(sys.argv[1]))[0])])
print(sorted(near.id for near in index.neighbours(profile(sys.argv[2]))))
"""
    asked = PUBLISHED[7]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, path, asked], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    told = {process.communicate()[0].strip() for process in running}
    assert told == {str(sorted(near.id for near in found(made, asked)))}
