"""Words, sounds and scripts: ours beside the libraries one would take for each.

    python -m benchmarks.words [--output words.json]

The text is the published names and the generator's; each way is warmed up, then timed on the same names.
A cold start is a process that cuts one name. rjieba is measured where it is installed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.generator import names as generated
from benchmarks.keeping import keep
from benchmarks.scale import machine, today

_NAMES, _ROUNDS, _STARTS = 20_000, 3, 5
_OURS_COLD = "from nlp.segment import segment; segment('红烛先锋')"
_JIEBA_COLD = "import jieba; jieba.setLogLevel(60); jieba.lcut('红烛先锋')"


@dataclass(frozen=True, slots=True)
class Row:
    """One job: what, by which way, how long in the unit its name ends in, what was found equal to ours.

    Attributes:
        equal: share of names for which a way gives what ours gives; None where that says nothing.
    """

    job: str
    way: str
    figure: float
    equal: float | None = None


def per_name(work: Callable[[str], object], names: Sequence[str]) -> float:
    """Return the median time of a name in µs, over rounds."""
    work(names[0])
    rounds = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        for name in names:
            work(name)
        rounds.append(1e6 * (time.perf_counter() - start) / len(names))
    return statistics.median(rounds)


def equal(ours: Callable[[str], object], other: Callable[[str], object], names: list[str]) -> float:
    """Return the share of names that two ways answer alike."""
    return sum(ours(name) == other(name) for name in names) / len(names)


def cold(code: str) -> float:
    """Return the median time of a process that runs some code, in ms."""
    times = []
    for _ in range(_STARTS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def cuts(names: list[str]) -> list[Row]:
    """Return how fast names are cut; jieba knows our terms too, so that its cuts can be compared."""
    jieba = import_module("jieba")
    import corpora
    from nlp.segment import segment

    jieba.setLogLevel(60)
    for term in corpora.lines("lexicons/domain.tsv"):
        jieba.add_word(term)

    def ours(name: str) -> list[str]:
        return [word.text for word in segment(name)]

    def theirs(name: str) -> list[str]:
        return [word for word in jieba.lcut(name) if word.strip()]

    job = "cut a name, µs"
    found = [
        Row(job, "pinwen", per_name(ours, names)),
        Row(job, "jieba", per_name(theirs, names), equal(ours, theirs, names)),
    ]
    try:
        rjieba = import_module("rjieba")
    except ImportError:
        pass
    else:
        found.append(Row(job, "rjieba", per_name(rjieba.cut, names)))
    job = "first cut of a process, ms"
    found += [
        Row(job, "pinwen", cold(_OURS_COLD)),
        Row(job, "jieba", cold(_JIEBA_COLD)),
        Row(job, "bare Python", cold("pass")),
    ]
    return found


def sounds(names: list[str]) -> list[Row]:
    """Return how fast names are read aloud, first reading of each character, with tone."""
    from nlp.sound import readings

    pypinyin = import_module("pypinyin")

    def ours(name: str) -> list[str]:
        return [said[0] for said in readings(name)]

    def theirs(name: str) -> list[str]:
        said: list[str] = pypinyin.lazy_pinyin(name, style=pypinyin.Style.TONE3)
        return said

    hanzi = [name for name in names if all("\u4e00" <= c <= "\u9fff" for c in name)]
    some = hanzi[:2000]
    job = "read a name, µs"
    return [
        Row(job, "pinwen", per_name(ours, hanzi)),
        Row(job, "pypinyin", per_name(theirs, some), equal(ours, theirs, some)),
    ]


def scripts(names: list[str]) -> list[Row]:
    """Return how fast a name is brought to simplified script."""
    from nlp.script import simplified

    convert = import_module("opencc").OpenCC("t2s").convert
    job = "to simplified script, µs"
    return [
        Row(job, "pinwen", per_name(simplified, names)),
        Row(job, "OpenCC t2s", per_name(convert, names), equal(simplified, convert, names)),
    ]


def main() -> None:
    """Print the table; `--output FILE` keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path)
    output = parser.parse_args().output
    names = generated(_NAMES)
    found = [*cuts(names), *sounds(names), *scripts(names)]
    for row in found:
        alike = "" if row.equal is None else f"equal to ours {row.equal:.3f}"
        print(f"{row.job:28} {row.way:14} {row.figure:10.2f}  {alike}")
    told = {"day": today(), "machine": machine(), "rows": [asdict(row) for row in found]}
    keep(told, output)


if __name__ == "__main__":
    main()
