"""Builds the tables in `corpora/sound/` of how characters and phrases are said from the data of pypinyin.

Run: `python -m corpora.build.sound` (needs pypinyin, which only this build uses, and the
Unihan tables of Debian's package `unicode-data`).

A character keeps the readings that people still use: its first reading, and every other one that at
least one in twenty of pypinyin's phrases with the character, and at least two of them, give it. Dead
readings (乐 as lào, 长 as zhàng) would make strangers sound alike. A phrase is kept when one of its
syllables, tone aside, is not the first reading of its character. `reviewed.tsv` overrides both. Characters
that a phrase gives a syllable that is none of their readings have a list of their own.
"""

from __future__ import annotations

import bz2
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.pinyin_dict import pinyin_dict

UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
FOLDER = Path(__file__).parent.parent / "sound"
SHARE, LEAST, LONGEST = 0.05, 2, 4
SYLLABLES = ", syllables separated by spaces"


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


def reviewed() -> dict[str, list[str]]:
    """Return the readings judged by hand, by character or phrase."""
    lines = (FOLDER / "reviewed.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return {text: said.split() for text, said in cells}


def common() -> list[str]:
    """Return the characters of GB 2312 and of the national list of 2013 (kTGH of Unihan)."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as mappings:
        listed = {
            chr(int(line[2:].partition("\t")[0], 16)) for line in mappings if "\tkTGH\t" in line
        }
    gb2312 = {chr(code) for code in range(0x4E00, 0xA000) if chr(code).encode("gb2312", "ignore")}
    return sorted(c for c in listed | gb2312 if ord(c) in pinyin_dict)


def main() -> None:
    """Write the three tables."""
    counts = usage()
    extra = [c for c in "喆堃镕昇甦" if ord(c) in pinyin_dict]
    by_hand = reviewed()
    rows = {c: by_hand.get(c) or modern(c, counts[c]) for c in sorted({*common(), *extra})}
    lines = [f"{c}\t{' '.join(readings)}\n" for c, readings in rows.items()]
    head = "# Readings of characters in use, the usual one first; tone as a digit, 5 = neutral, v = ü.\n"
    tail = (
        f"# Columns: {{}}{SYLLABLES}.\n"
        "# Built by corpora/build/sound.py from pypinyin (MIT) and reviewed.tsv.\n"
        "# Licence: MIT (data), Apache-2.0 (selection). Inclusion: {}.\n"
    )
    (FOLDER / "characters.tsv").write_text(
        head
        + tail.format(
            "character",
            "GB 2312 and the list of 2013; first reading and those in 5 % of phrases",
        )
        + "".join(lines),
        encoding="utf-8",
        newline="\n",
    )
    phrases = {
        p: " ".join(syllable(r[0]) for r in readings)
        for p, readings in PHRASES_DICT.items()
        if len(p) <= LONGEST and all(c in rows for c in p) and len(p) == len(readings)
    }
    phrases = {
        p: s
        for p, s in phrases.items()
        if any(a[:-1] != rows[c][0][:-1] for a, c in zip(s.split(), p, strict=True))
    }
    phrases |= {text: " ".join(said) for text, said in by_hand.items() if len(text) > 1}
    text = "".join(f"{p}\t{s}\n" for p, s in sorted(phrases.items()))
    (FOLDER / "phrases.tsv").write_text(
        "# Phrases that give a character another syllable than its usual one.\n"
        + tail.format("phrase", "up to four characters; place names reviewed")
        + text,
        encoding="utf-8",
        newline="\n",
    )
    by_phrase = {
        c
        for p, said in phrases.items()
        for c, a in zip(p, said.split(), strict=True)
        if a[:-1] not in {r[:-1] for r in rows[c]}
    }
    (FOLDER / "by_phrase.tsv").write_text(
        "# Characters that some phrase gives a syllable that they never have alone, tone aside.\n"
        + tail.format("character", "all such characters of phrases.tsv").replace(SYLLABLES, "")
        + "".join(f"{c}\n" for c in sorted(by_phrase)),
        encoding="utf-8",
        newline="\n",
    )
    sys.stdout.write(f"{len(rows)} characters, {len(phrases)} phrases\n")


if __name__ == "__main__":
    main()
