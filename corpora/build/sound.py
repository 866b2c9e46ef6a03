"""Builds `corpora/sound/characters.tsv` and `phrases.tsv` from the data of pypinyin (MIT).

Run: `python corpora/build/sound.py` (needs pypinyin, which only this build and its test use).

A character keeps the readings that people still use: its first reading, and every other one that at
least one in twenty of pypinyin's phrases with the character, and at least two of them, give it. Dead
readings (乐 as lào, 长 as zhàng) would make strangers sound alike. A phrase is kept when one of its
syllables, tone aside, is not the first reading of its character.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.pinyin_dict import pinyin_dict

FOLDER = Path(__file__).parent.parent / "sound"
SHARE, LEAST, LONGEST = 0.05, 2, 4
# Readings in names of places and people that the phrases do not tell; reviewed.
NAMES = {"单县": "shan4 xian4", "乐清": "yue4 qing1", "曾国": "zeng1 guo2", "六安": "lu4 an1",
         "蚌埠": "beng4 bu4", "番禺": "pan1 yu2", "东阿": "dong1 e1", "洪洞": "hong2 tong2"}


def syllable(marked: str) -> str:
    """Return `hóng` as `hong2`, a neutral tone as 5, ü as v."""
    return to_tone3(marked, neutral_tone_with_five=True, v_to_u=False).replace("ü", "v")


def usage() -> dict[str, Counter[str]]:
    """Return how often each reading of each character occurs in the phrases."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for character, reading in zip(phrase, readings, strict=False):
            counts[character][syllable(reading[0])] += 1
    return counts


def modern(character: str, counts: Counter[str]) -> list[str]:
    """Return the readings in use, the usual one first."""
    known = [syllable(reading) for reading in pinyin_dict[ord(character)].split(",")]
    first = syllable(pinyin(character, style=Style.TONE)[0][0])
    total = sum(counts.values())
    used = [r for r in known if counts[r] >= LEAST and counts[r] >= SHARE * total]
    return list(dict.fromkeys([first, *used]))


def common() -> list[str]:
    """Return the 6,763 characters of GB 2312."""
    found = []
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode("gb2312")
        except UnicodeEncodeError:
            continue
        found.append(chr(code))
    return found


def main() -> None:
    """Write both tables."""
    counts = usage()
    extra = [c for c in "喆堃镕珺玥昇甦祎翀昉旸玮琤槿睿翊" if ord(c) in pinyin_dict]
    rows = {c: modern(c, counts[c]) for c in sorted({*common(), *extra})}
    lines = [f"{c}\t{' '.join(readings)}\n" for c, readings in rows.items()]
    head = "# Readings of characters in use, the usual one first; tone as a digit, 5 = neutral, v = ü.\n"
    tail = ("# Columns: {}, syllables separated by spaces. Built by corpora/build/sound.py from pypinyin (MIT).\n"
            "# Licence: MIT (data), Apache-2.0 (selection). Inclusion: {}.\n")
    (FOLDER / "characters.tsv").write_text(
        head + tail.format("character", "GB 2312, first reading and those of at least 5 % of phrases")
        + "".join(lines), encoding="utf-8", newline="\n")
    phrases = {p: " ".join(syllable(r[0]) for r in readings) for p, readings in PHRASES_DICT.items()
               if len(p) <= LONGEST and all(c in rows for c in p) and len(p) == len(readings)}
    phrases = {p: s for p, s in phrases.items()
               if any(a[:-1] != rows[c][0][:-1] for a, c in zip(s.split(), p, strict=True))} | NAMES
    text = "".join(f"{p}\t{s}\n" for p, s in sorted(phrases.items()))
    (FOLDER / "phrases.tsv").write_text(
        "# Phrases that give a character another syllable than its usual one.\n"
        + tail.format("phrase", "up to four characters; place names reviewed") + text,
        encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(rows)} characters, {len(phrases)} phrases\n")


if __name__ == "__main__":
    main()
