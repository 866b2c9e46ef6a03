"""Same name, other form: nothing, punctuation, script, numerals or affixes differ (A1, A3, B14, B16).

A plus sign is part of a name, but nobody hears it: names that differ by it alone are confusable.
"""

from __future__ import annotations

import unicodedata

from nlp.characters import is_visible
from nlp.forms import longer_keys, without_plus
from nlp.profile import Profile, loose_key
from nlp.relations.evidence import Evidence


def exact(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the names are written alike, outer spaces aside (A1)."""
    if a.name.strip() == b.name.strip():
        return Evidence("same", "exact", ("A1",), 100, "两个名称完全相同")
    return None


def punctuation(a: Profile, b: Profile) -> Evidence | None:
    """Fire when only separators, quotes, width or case differ (A1, B16)."""
    if a.text == b.text and not _affixes_differ(a, b) and _bare(a) == _bare(b):
        reason = "去掉标点、空格、引号和全半角差别后完全相同"
        return Evidence("same", "punctuation", ("A1", "B16"), 99, reason)
    return None


def script(a: Profile, b: Profile) -> Evidence | None:
    """Fire when only traditional, simplified or variant characters differ (A1, B16)."""
    if a.text == b.text and not _affixes_differ(a, b):
        reason = "只有繁体、简体或异体字的差别，是同一个名称"
        return Evidence("same", "trad-simp", ("A1", "B16"), 99, reason)
    return None


def numeral(a: Profile, b: Profile) -> Evidence | None:
    """Fire when only the way of writing numbers differs (B14, B16)."""
    if loose_key(a.key) == loose_key(b.key) and a.text != b.text:
        reason = "只有数字写法不同，读出来是同一个名称"
        return Evidence("same", "numeral", ("A1", "B14", "B16"), 98, reason)
    return None


def affix(a: Profile, b: Profile) -> Evidence | None:
    """Fire when only words like 党建品牌, 工作法, 党支部 around the name differ (A3)."""
    if a.key == b.key and a.key:
        words = dict.fromkeys((*a.affixes, *b.affixes))
        told = "、".join(f"“{word}”" for word in words)
        reason = f"去掉{told}这样的通用称谓后完全相同"
        return Evidence("same", "containment", ("A3", "B12"), 96, reason)
    return None


def longer_affix(a: Profile, b: Profile) -> Evidence | None:
    """Fire when the one is all of the other and such words behind it: 麦香党建, 麦香党建品牌 (A3)."""
    for one, other in ((a, b), (b, a)):
        key = loose_key(one.key)
        if key in longer_keys(loose_key(other.key), other.affixes):
            left = key.removeprefix(loose_key(other.key))
            more = "".join(other.affixes).rpartition(left)[2]
            reason = f"只多出“{more}”这样的通用称谓，其余完全相同"
            return Evidence("same", "containment", ("A3", "B12"), 96, reason)
    return None


def plus_sign(a: Profile, b: Profile) -> Evidence | None:
    """Fire when only plus signs differ, those of formulas (1+3+N) not counted (B16)."""
    one, other = map(loose_key, (a.key, b.key))
    if one != other and without_plus(one) == without_plus(other):
        reason = "只差“+”号，念起来、查起来都分不开"
        return Evidence("confusable", "punctuation", ("B16",), 84, reason)
    return None


def _affixes_differ(a: Profile, b: Profile) -> bool:
    return a.affixes != b.affixes


def _bare(profile: Profile) -> str:
    """Return the name as typed in one width and case, separators out: script as typed."""
    wide = unicodedata.normalize("NFKC", profile.name).lower()
    return "".join(c for c in wide if is_visible(c))
