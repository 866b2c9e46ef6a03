"""Other keys of a name: what it is also found by, though it is registered under its match key alone.

Two ways of writing leave two keys where a reader sees one name. A plus sign belongs to a name (B16), and is
neither heard nor remembered: 支部+电商, 支部电商. And of what stands around a name the longest is set aside
(A3), so that 麦香党建品牌 is 麦香, and 麦香党建 is not, though nothing but 品牌 lies between them.
"""

from __future__ import annotations

import re
from functools import cache

from nlp.affixes import heads, tails

PLUS = "+"
# A plus sign that ties no two terms of a formula: not those of 1+3+N.
_LOOSE = re.compile(r"(?<![0-9nx])\+|\+(?![0-9nx])")

# A word has two characters: 麦田党支部 is not the 支部 of a 麦田党.
_LEAST = 2


def without_plus(key: str) -> str:
    """Return a key without its plus signs but those of a formula: 支部+电商 as 支部电商; linear."""
    return _LOOSE.sub("", key) if PLUS in key else key


def longer_keys(key: str, affixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that a name had if less were set aside behind it: 麦香 with 党建品牌 as 麦香党建.

    Args:
        key: the match key.
        affixes: what was set aside, in the order of the name.
    """
    return tuple(key + kept for kept in _kept(affixes)) if affixes else ()


@cache
def _kept(affixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what of the words behind a name is no affix by itself, but for a shorter one after it."""
    at = 0
    while at < len(affixes) - 1 and affixes[at] in heads():
        at += 1
    behind = "".join(affixes[at:])
    less = (behind[:at] for at in range(_LEAST, len(behind)) if behind[at:] in tails())
    return tuple(one for one in less if not one.endswith(tails()))
