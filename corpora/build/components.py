"""Builds `corpora/shape/components.tsv`: characters that differ in one part, as 清 and 请 do.

Run: `python -m corpora.build.components` (needs what `look_alikes.py` needs, and the Unihan tables of
Debian's `unicode-data`; the Unicode licence asks for no more than to name it). It takes 10 seconds.

Two characters share their body when
1. Unihan's kRSUnicode gives them different radicals and as many strokes beside the radical, four at least;
2. their kCangjie codes end alike, and but for one or two letters, those of the radical, are equal.
Or one is the other's body: as many strokes beside the radical as the other has in all, the code ending in
the other's whole code (肃 萧).

Such a pair is kept when the body makes up `SHARE` of the strokes and the drawings have a cosine of
`ALIKE`; for characters of one sound less is enough, for ear and eye then agree. Those get `BOTH`, the others
`GLANCE`. Unihan's kSpoofingVariant pairs come in with `BOTH`.

How the figures were chosen: the drawn table alone holds 44 % of the reviewed pairs, with these 57 %, at the
price of 3,400 pairs more (0.015 % of all pairs of characters; drawn: 0.035 %). Without the cosine it would
be 62 % and 12,000 pairs more. Of 60 pairs drawn by lot all share a body in truth; a reader
in a hurry may mix up four of five.
"""

from __future__ import annotations

import bz2
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from corpora.build import look_alikes

FOLDER = Path(__file__).parent.parent
UNIHAN = Path("/usr/share/unicode")
SHARE, ALIKE = 0.55, 0.65
SHARE_HEARD, ALIKE_HEARD = 0.50, 0.50
GLANCE, BOTH = "0.80", "0.85"
LEAST_STROKES, LEAST_LETTERS, RADICAL_LETTERS = 4, 2, 2

HEADER = """\
# Pairs of characters that differ in one part, with how much they look alike (0-1).
# Columns: one, other (the smaller code point first), score (0.80 at a glance; 0.85 also said alike).
# Built by corpora/build/components.py from Unihan (radical, strokes, Cangjie code) and drawings; pairs of
# look_alikes.tsv are left out. Licence: Unicode licence (facts). Inclusion: GB 2312, bounds of the build.
"""


@dataclass(frozen=True, slots=True)
class Character:
    """What Unihan tells of one character: `rest` is the number of strokes beside the radical."""

    text: str
    radical: str
    rest: int
    strokes: int
    code: str
    said: frozenset[str]


def unihan(file: str, field: str) -> dict[str, str]:
    """Return a field of Unihan by character."""
    found = {}
    with bz2.open(UNIHAN / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] == field:
                found[chr(int(cells[0].removeprefix("U+"), 16))] = cells[2]
    return found


def sounds() -> dict[str, frozenset[str]]:
    """Return the toneless syllables by character."""
    lines = (FOLDER / "sound" / "characters.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    return {one: frozenset(s.rstrip("012345") for s in said.split()) for one, said in cells}


def characters(common: list[str]) -> list[Character]:
    """Return what is known of each character."""
    radicals = unihan("IRGSources", "kRSUnicode")
    strokes = unihan("IRGSources", "kTotalStrokes")
    codes = unihan("DictionaryLikeData", "kCangjie")
    said = sounds()
    found = []
    for one in common:
        radical, _, rest = radicals[one].split()[0].partition(".")
        total = int(strokes[one].split()[0])
        code = codes.get(one, "")
        found.append(
            Character(one, radical.rstrip("'"), int(rest), total, code, said.get(one, frozenset()))
        )
    return found


def share(a: Character, b: Character) -> float:
    """Return which share of their strokes two characters have in one body, 0 if they have none."""
    if a.radical == b.radical or not a.code or not b.code:
        return 0.0
    if a.rest == b.rest >= LEAST_STROKES and _end_alike(a.code, b.code):
        return 2 * a.rest / (a.strokes + b.strokes)
    for whole, more in ((a, b), (b, a)):
        if whole.strokes == more.rest >= LEAST_STROKES and more.code.endswith(whole.code):
            return 2 * more.rest / (a.strokes + b.strokes)
    return 0.0


def _end_alike(a: str, b: str) -> bool:
    same = 0
    while same < min(len(a), len(b)) and a[-1 - same] == b[-1 - same]:
        same += 1
    left = sorted((len(a) - same, len(b) - same))
    return same >= LEAST_LETTERS and left[0] >= 1 and left[1] <= RADICAL_LETTERS


def candidates(known: list[Character]) -> Iterator[tuple[Character, Character]]:
    """Yield the pairs that may share a body: with as many strokes in it."""
    bodies: dict[int, list[Character]] = defaultdict(list)
    for one in known:
        for size in {one.rest, one.strokes}:
            bodies[size].append(one)
    for size, group in bodies.items():
        if size >= LEAST_STROKES:
            yield from combinations(group, 2)


def pairs(known: list[Character], common: list[str]) -> dict[tuple[str, str], str]:
    """Return the kept pairs with their score, those of the drawn table left out."""
    at = {one: number for number, one in enumerate(common)}
    matrix = look_alikes.likenesses(common)
    drawn = look_alikes.least_likeness(matrix)
    kept: dict[tuple[str, str], str] = {}
    for a, b in candidates(known):
        body = share(a, b)
        alike = float(matrix[at[a.text], at[b.text]]) if body else 0.0
        heard = not a.said.isdisjoint(b.said)
        least = (SHARE_HEARD, ALIKE_HEARD) if heard else (SHARE, ALIKE)
        if alike < drawn and body >= least[0] and alike >= least[1]:
            kept[min(a.text, b.text), max(a.text, b.text)] = BOTH if heard else GLANCE
    for one, others in unihan("Variants", "kSpoofingVariant").items():
        for other in (chr(int(o[2:].split("<")[0], 16)) for o in others.split()):
            if one in at and other in at and matrix[at[one], at[other]] < drawn:
                kept[min(one, other), max(one, other)] = BOTH
    return kept


def main() -> None:
    """Write the table."""
    common = look_alikes.common()
    kept = pairs(characters(common), common)
    rows = sorted(f"{one}\t{other}\t{score}\n" for (one, other), score in kept.items())
    target = FOLDER / "shape" / "components.tsv"
    target.write_text(HEADER + "".join(rows), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(rows)} pairs\n")


if __name__ == "__main__":
    main()
