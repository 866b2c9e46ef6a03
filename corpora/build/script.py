"""Builds `corpora/lexicons/script.tsv`: every character that has another form in simplified script.

Run: `python -m corpora.build.script` (needs opencc, which only this build and its test use).

Steps, for every CJK character: OpenCC `t2s` to a fixpoint (one pass is not enough: it is not
idempotent), then `tw2s` for what `t2s` leaves (著 → 着), then the reviewed variants that OpenCC does
not know. Character by character on purpose: the key must not depend on the neighbours of a character,
so that both scripts of one name always meet.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import opencc

HEADER = """\
# Characters with another form in simplified script, for the match key only (never for shown text).
# Columns: character, simplified form. Built by corpora/build/script.py from OpenCC (Apache-2.0),
# configurations t2s to a fixpoint and tw2s, and from the reviewed variants below. Licence: Apache-2.0.
# Inclusion: all of U+3400-9FFF and U+F900-FAFF that OpenCC or NFKC changes, and the reviewed variants.
"""
# Variants and look-alike code points that neither NFKC nor OpenCC folds; reviewed one by one.
VARIANTS = {
    "﨑": "崎",
    "𠮷": "吉",
    "峯": "峰",
    "羣": "群",
    "喆": "哲",
    "堃": "坤",
    "淼": "淼",
    "邨": "村",
    "菴": "庵",
    "煇": "辉",
    "凃": "涂",
    "砦": "寨",
    "甯": "宁",
    "栢": "柏",
    "氷": "冰",
    "寳": "宝",
    "徳": "德",
    "恵": "惠",
    "緑": "绿",
    "歩": "步",
    "呉": "吴",
    "竈": "灶",
    "厳": "严",
    "桜": "樱",
    "黒": "黑",
    "内": "内",
    "戸": "户",
    "龝": "秋",
    "麼": "么",
    "麽": "么",
}
# Radical code points that stand for characters in text copied out of PDF files; NFKC does not know them.
RADICALS = {
    "⺠": "民",
    "⻁": "虎",
    "⻄": "西",
    "⻅": "见",
    "⻆": "角",
    "⻉": "贝",
    "⻋": "车",
    "⻓": "长",
    "⻔": "门",
    "⻘": "青",
    "⻙": "韦",
    "⻚": "页",
    "⻛": "风",
    "⻜": "飞",
    "⻝": "食",
    "⻢": "马",
    "⻣": "骨",
    "⻤": "鬼",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻨": "麦",
    "⻩": "黄",
    "⻫": "齐",
    "⻬": "齐",
    "⻮": "齿",
    "⻰": "龙",
    "⻲": "龟",
}
VARIANTS |= RADICALS
# Simplified characters that a second pass would change again: 麼 → 么 is right, 么 → 幺 is another character.
AT_REST = {"么"}


T2S, TW2S = opencc.OpenCC("t2s"), opencc.OpenCC("tw2s")


def simplified(character: str) -> str:
    """Return the simplified form at which all converters are at rest."""
    current = unicodedata.normalize("NFKC", VARIANTS.get(character, character))
    for _ in range(4):
        if current in AT_REST:
            break
        current, before = TW2S.convert(T2S.convert(current)), current
        if current == before:
            break
    return VARIANTS.get(current, current)


def main() -> None:
    """Write the table."""
    ranges = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *map(ord, VARIANTS)]
    found = {chr(code): simplified(chr(code)) for code in ranges}
    rows = sorted((a, b) for a, b in found.items() if a != b and len(b) == 1)
    target = Path(__file__).parent.parent / "lexicons" / "script.tsv"
    target.write_text(
        HEADER + "".join(f"{a}\t{b}\n" for a, b in rows), encoding="utf-8", newline="\n"
    )
    sys.stdout.write(f"{len(rows)} characters\n")


if __name__ == "__main__":
    main()
