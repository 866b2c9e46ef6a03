"""What in a name is worn and what is its own: words, core, over-generic (S0-06, C11, C18)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

from nlp import meaning
from nlp.genericness import PICTURE, Frequencies, is_generic, published
from nlp.normalize import is_counted
from nlp.ordinary import is_ordinary
from nlp.plain import folded, parts_and_key, parts_in_place
from nlp.quoting import quoted_name
from nlp.trade_words import is_work_of, names_place
from nlp.words import Piece, pieces

# Up to this weight it is the name of a thing, nearly its own (class thing).
_THING = 0.3
# Up to this weight a worn word that leads an own one belongs to it: 平安江海, 温馨公交, but not 红色书香
# (classes virtue, work and image of worn.tsv; DECISION, after what reviewers marked).
_LEADS = 0.85
# How worn what stands in a saying is (class virtue of worn.tsv).
_SAID = 0.85
# A red tail of a longer word of its own is set aside: 枫叶红, but not 华红.
_RED, _BEFORE_RED = "红紅", 2
# A pun: a single character in quotes.
_PUN = re.compile(r"""["'“‘「]([^\W\d_a-zA-Z])["'”’」]""")
_LETTERS = frozenset(ascii_lowercase)
# Particles that only tie a core to the words beside it: 橡胶林[里]党旗红, [我为]气象做贡献.
_TIES_BEFORE, _TIES_AFTER = "的在为与和我", "的在为里上中映耀绘照"
_LEAST_TIED = 2
# Words that only end as if a particle stood there.
_WHOLE = frozenset(("公里", "千里", "百里", "万里", "邻里", "空中"))
# A frame of two sizes: [小包裹]大情怀.
_SMALL, _GREAT = "小", "大"
# Half a couplet has four characters: so far a single character of its own is completed.
_COUPLET_HALF = 4
# A share from which on it is worth telling how crowded a word is (DECISION).
_TELL = 0.03
# Worn words that a sentence names at most.
_NAMED = 3
# A part of a name up to this length is named whole, words would tear it apart; a name of so few words is
# named by them (DECISION).
_PART, _PAIR = 8, 2
_PICTURED, _WORKED, _PLACED = "还有些形象", "与本单位的业务有关", "取自本单位的名称"
"""What is said of a core that is worn: a picture, the unit's work, or its place."""


class WordUse(NamedTuple):
    """One word of a name.

    Attributes:
        text: the word as it stands in the name.
        start, end: span in the name, half-open, code points.
        generic: whether it is worn.
        share: fraction of the names at hand that hold it, 0–1.
    """

    text: str
    start: int
    end: int
    generic: bool
    share: float


class Breadth(NamedTuple):
    """What a name says of its own.

    Attributes:
        words: all words in order, covering everything but separators.
        core: the distinctive part as written, empty when there is none.
        over_generic: whether nothing in the name tells it apart.
        reason: one Chinese sentence for the applicant.
    """

    words: tuple[WordUse, ...]
    core: str
    over_generic: bool
    reason: str


def breadth(name: str, frequencies: Frequencies | None = None, unit: str = "") -> Breadth:
    """Return what in a name is worn and what is its own; linear in its length.

    Args:
        name: the name.
        frequencies: of the registry at hand; by default those of the published names.
        unit: whose name it is: what is taken from the unit's name is the name's own, though it be made of
            worn characters (中新初心 of 中新集团).

    Raises:
        UnacceptableText: the name or the unit holds characters no name may hold.
    """
    known = frequencies or published()
    cut = _words(name, known, unit)
    span = _core_span(name, cut) if any(map(is_counted, name)) else None
    words = tuple(
        WordUse(
            name[word.start : word.end], word.start, word.end, word.generic, known.share(word.text)
        )
        for word in cut
    )
    core = name[span[0] : span[1]] if span else ""
    pictured = all(word.generic and not 0 < word.worn <= _THING for word in cut)
    where = "本台账的名称" if frequencies else "公开的名称"
    showing = _shown(folded(core), folded(unit)) if pictured else ""
    return Breadth(words, core, not core, _reason(name, words, core, where, showing))


def _shown(core: str, owner: str) -> str:
    """Return what is said of a worn core of an owner's name."""
    if is_work_of(core, owner):
        return _WORKED
    return _PLACED if names_place(core, owner) else _PICTURED


def over_generic(name: str, frequencies: Frequencies | None = None, unit: str = "") -> bool:
    """Return `over_generic` of the `breadth` of a name: whether no word is its own, and none a picture."""
    known, owner = frequencies or published(), folded(unit)
    return not any(map(is_counted, name)) or all(
        not _is_picture(piece.worn)
        and _is_generic(text[piece.start : piece.end], piece.worn, known)
        for text in parts_and_key(name)[0]
        for piece in _of_unit(text, _cut(text, known), owner)
    )


class _Word(NamedTuple):
    """A word of a name: its text folded, its span in the name, how worn it is, whether it counts as worn."""

    text: str
    start: int
    end: int
    worn: float
    generic: bool


def _words(name: str, known: Frequencies, unit: str) -> Sequence[_Word]:
    """Return the words of a name."""
    owner = folded(unit)
    words = [
        _word(text, offsets, piece, known)
        for text, offsets in parts_in_place(name)
        for piece in _of_unit(text, _cut(text, known), owner)
    ]
    return _punned(name, words)


def _cut(text: str, known: Frequencies) -> tuple[Piece, ...]:
    """Return the pieces of a part; all are worn of what is a saying as a whole: 以客[为先], [先行]先试."""
    cut = pieces(text)
    own = [piece for piece in cut if not piece.worn]
    told = all(_is_generic(text[piece.start : piece.end], 0, known) for piece in own)
    if told or len(own) == len(cut) or not is_ordinary(text, plain=False):
        return cut
    return tuple(piece if piece.worn else piece._replace(worn=_SAID) for piece in cut)


def _punned(name: str, words: Sequence[_Word]) -> Sequence[_Word]:
    """Return the words, a single character in quotes one with what it stands in: 链‘芯’, “叶”来香."""
    puns = {pun.start(1): pun.span() for pun in _PUN.finditer(name)}
    if not puns:
        return words
    found: list[_Word] = []
    ends = {end for _, end in puns.values()}
    for one in words:
        span = puns.get(one.start) if len(one.text) == 1 else None
        word = one._replace(start=span[0], end=span[1]) if span else one
        last = found[-1] if found else word
        beside = last.end == word.start and (span or last.end in ends)
        if beside and _makes_a_pun(last, word):
            found[-1] = _Word(last.text + word.text, last.start, word.end, 0.0, generic=False)
        else:
            found.append(word)
    return found


def _makes_a_pun(one: _Word, other: _Word) -> bool:
    """Whether of two neighbours one is the name's own, and the other too or a single character."""
    longer = any(word.generic and len(word.text) > 1 for word in (one, other))
    return not (one.generic and other.generic) and not longer


def _of_unit(text: str, cut: tuple[Piece, ...], owner: str) -> tuple[Piece, ...]:
    """Return the pieces as they are for an owner: his work and his place are pictures, though worn elsewhere.

    Neighbouring single characters are joined where the owner's name holds them.
    """
    if not owner:
        return cut
    cut = tuple(
        piece._replace(worn=PICTURE) if _is_own(text[piece.start : piece.end], owner) else piece
        for piece in cut
    )
    found: list[Piece] = []
    at = 0
    while at < len(cut):
        last = _last_of_unit(text, cut, at, owner)
        found.append(Piece(cut[at].start, cut[last].end, 0.0) if last > at else cut[at])
        at = last + 1
    return tuple(found)


def _is_own(word: str, owner: str) -> bool:
    """Whether a word, worn elsewhere, is an owner's work or the name of his place."""
    return is_work_of(word, owner) or (len(word) > 1 and names_place(word, owner))


def _last_of_unit(text: str, cut: tuple[Piece, ...], first: int, owner: str) -> int:
    """Return the last of the longest run of single characters from `first` on that the owner's name holds."""
    last = first
    while (
        last < len(cut)
        and cut[last].end - cut[last].start == 1
        and text[cut[first].start : cut[last].end] in owner
    ):
        last += 1
    return max(first, last - 1)


def _word(text: str, offsets: tuple[int, ...], piece: Piece, known: Frequencies) -> _Word:
    word = text[piece.start : piece.end]
    generic = _is_generic(word, piece.worn, known)
    return _Word(word, offsets[piece.start], offsets[piece.end - 1] + 1, piece.worn, generic)


def _is_generic(word: str, worn: float, known: Frequencies) -> bool:
    return bool(worn) or _only_numbers(word) or is_ordinary(word) or is_generic(word, known)


def _is_picture(worn: float) -> bool:
    """Whether a word worn so much can still be a core."""
    return 0 < worn <= PICTURE


def _only_numbers(word: str) -> bool:
    """Whether a run is a formula (1+3+N), one letter (e) or a place in a row (第12); 136 or 5G are a name."""
    if word.startswith("第"):
        return word[1:].isdigit()
    if len(word) > 2 and word.isdigit():
        return False
    return word.isascii() and (len(word) == 1 or not _LETTERS - set("nx") & set(word))


def _core_span(name: str, words: Sequence[_Word]) -> tuple[int, int] | None:
    """Return the span of the longest run of own words; failing that of the first picture; or None."""
    own = [at for at, word in enumerate(words) if not word.generic]
    if not own:
        pictures = (word for word in words if _is_picture(word.worn))
        return next(((word.start, word.end) for word in pictures), None)
    at = max(own, key=lambda place: words[place].end - words[place].start)
    followed = at + 1 < len(words) and words[at + 1].start == words[at].end
    start, end = _untied(name, words[at].start, words[at].end, followed=followed)
    if name[end - 1] in _RED and end - start > _BEFORE_RED:
        start, end = _untied(name, start, end - 1, followed=True)
    while at and words[at - 1].end == start and 0 < words[at - 1].worn <= _LEADS:
        at -= 1
        start = words[at].start
    alone = start == words[at].start and len(words[at].text) == 1
    return _completed(words, at) if alone else (start, end)


def _completed(words: Sequence[_Word], at: int) -> tuple[int, int]:
    """Return the span of a single character with what it is said of: 气[暖人心], 医[心向民], [红心]桥."""
    first, last = at, at
    while last + 1 < len(words) and _joins(words, at, last + 1):
        last += 1
    if last == at and at and words[at - 1].end == words[at].start:
        first -= 1
    return words[first].start, words[last].end


def _joins(words: Sequence[_Word], at: int, place: int) -> bool:
    """Whether a word touches the one before it, and is next to `at` or in one half couplet with it."""
    touches = words[place].start == words[place - 1].end
    return touches and (place == at + 1 or words[place].end - words[at].start <= _COUPLET_HALF)


def _untied(name: str, start: int, end: int, *, followed: bool) -> tuple[int, int]:
    """Return the span of a word without the particles that tie it to its neighbours."""
    if followed and name[start] == _SMALL and name[end - 1] == _GREAT and end - start > _LEAST_TIED:
        end -= 1
    while followed and name[end - 1] in _TIES_AFTER and end - start > _LEAST_TIED:
        if name[end - 2 : end] in _WHOLE or meaning.known(name[end - 2 : end]):
            break  # a word that only ends so: 故里
        end -= 1
    while name[start] in _TIES_BEFORE and end - start > _LEAST_TIED:
        start += 1
    return start, end


def _reason(name: str, words: tuple[WordUse, ...], core: str, where: str, showing: str) -> str:
    crowded = sorted(
        {(w.share, w.text) for w in words if w.generic and _is_longer(w.text) and w.share >= _TELL},
        reverse=True,
    )
    told = "、".join(f"{100 * share:.0f} 个用{quoted_name(text)}" for share, text in crowded[:2])
    told = f"{where}每百个有 {told}" if told else ""
    if not core:
        known = f"（{told}）" if told else ""
        return f"{_all_worn(name, words)}{known}，其中没有能与别家区分的字。"
    if showing:
        return f"{told + '，' if told else ''}{quoted_name(core)}{showing}，但不是一家独有的词。"
    if told:
        return f"{told}，真正有区分度的是{quoted_name(core)}。"
    return f"名称的区分度在{quoted_name(core)}。"


def _all_worn(name: str, words: tuple[WordUse, ...]) -> str:
    """Return that a name is everybody's: by its two words, its parts if short, or its first words."""
    said = [w for w in words if not w.text.isascii() and any(map(is_counted, w.text))]
    if not any(_is_longer(w.text) for w in said):
        return "所用的字都很常见" if said else "名称只有数字、字母和符号"
    two = len(words) <= _PAIR and all(_is_longer(w.text) for w in words)
    parts = _parts(name, words)
    if two or max(map(len, parts)) > _PART:
        parts = [w.text for w in said if _is_longer(w.text)]
    texts = list(map(quoted_name, dict.fromkeys(parts)))
    return "".join(texts[:_NAMED]) + ("等" if len(texts) > _NAMED else "") + "是各单位都能用的说法"


def _parts(name: str, words: tuple[WordUse, ...]) -> list[str]:
    """Return what stands between the separators of a name."""
    spans: list[tuple[int, int]] = []
    for word in words:
        if spans and spans[-1][1] == word.start:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return [name[start:end] for start, end in spans]


def _is_longer(text: str) -> bool:
    """Whether a word has two characters or more, quotes not counted."""
    return len(text) > 1 and text.isalnum()
