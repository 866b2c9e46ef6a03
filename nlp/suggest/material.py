"""The words that names are made of, by the role they can play in a name.

What the office gives comes first; what the unit's trade offers (`corpora/naming/trades.toml`)
follows. A place or a trade is only read from the unit's name where it stands there.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlp.normalize import normalize
from nlp.places import local_name
from nlp.segment import is_verb
from nlp.trades import Trade, trade_of, trades

_VERB_FIRST = frozenset(
    "清除巡护抢送检守测绘查验审教运装救修养治问访接办解断植播采炼铸筑织引领验调讲陪"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a unit says of itself; every field may be empty.

    Attributes:
        unit: full name of the unit.
        like: a name that was refused, to be changed as little as possible.
        words: words of the unit's work, place, products or values, in any order.
        place, products, values: the same, with their role said.
    """

    unit: str = ""
    like: str = ""
    words: tuple[str, ...] = ()
    place: str = ""
    products: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the Chinese phrase that says where it comes from.

    Attributes:
        given: whether the office gave it; what the trade offers is only a help.
    """

    text: str
    source: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """Words by role, given ones first; a theme is a given word of which only the office knows what it is."""

    place: tuple[Word, ...]
    theme: tuple[Word, ...]
    scene: tuple[Word, ...]
    tool: tuple[Word, ...]
    work: tuple[Word, ...]
    crew: tuple[Word, ...]
    product: tuple[Word, ...]
    sound: tuple[Word, ...]
    half: tuple[Word, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing of the unit's own to make a name of."""
        roles = (self.theme, self.scene, self.tool, self.work, self.product, self.sound)
        return not any(roles)


def gather(request: Request) -> Material:
    """Return the material for a request; linear in the number of trades."""
    trade = trade_of(normalize(request.unit).folded if request.unit else "", request.words)
    given = _given(request)

    def role(name: str, label: str) -> tuple[Word, ...]:
        return tuple(dict.fromkeys((*given.get(name, ()), *_offered(trade, name, label))))

    return Material(
        place=_places(request),
        theme=given["theme"],
        scene=role("scene", "工作场景"),
        tool=role("tool", "手中之物"),
        work=role("work", "本职工作"),
        crew=_offered(trade, "crew", "岗位写照"),
        product=given.get("product", ()),
        sound=role("sound", "行业用字"),
        half=_offered(trade, "halve", "本职写照"),
    )


def _offered(trade: Trade | None, role: str, label: str) -> tuple[Word, ...]:
    """Return a trade's words of one role."""
    if trade is None:
        return ()
    return tuple(Word(text, f"{trade.title}：{label}") for text in getattr(trade, role + "s"))


def _given(request: Request) -> dict[str, tuple[Word, ...]]:
    """Sort the office's own words by the role their form allows."""
    found: dict[str, list[Word]] = {"sound": [], "work": [], "theme": [], "product": []}
    for text in request.words:
        found[_role(text)].append(Word(text, f"申报单位给出的词：{text}", given=True))
    for text in request.products:
        found["product"].append(Word(text, f"本单位产品：{text}", given=True))
    for text in request.values:
        found["theme"].append(Word(text, f"本单位理念：{text}", given=True))
    return {role: tuple(words) for role, words in found.items()}


def _role(text: str) -> str:
    if len(text) == 1:
        return "sound"
    if any(text in (*trade.scenes, *trade.tools) for trade in trades()):
        return "theme"
    return "work" if len(text) == 2 and (text[0] in _VERB_FIRST or is_verb(text)) else "theme"


def _places(request: Request) -> tuple[Word, ...]:
    if request.place:
        return (Word(request.place, f"本地地名：{request.place}"),)
    place = local_name(normalize(request.unit).folded) if request.unit else ""
    return (Word(place, f"单位名称中的地名：{place}"),) if 2 <= len(place) <= 3 else ()
