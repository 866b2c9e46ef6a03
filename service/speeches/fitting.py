"""What fits an office within its kind: a bank without workshops, a school without departments.

The name of host or meeting tells its setting; where it does not, everything for the kind of unit fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import corpora
from service.speeches.library import wording

Values = Mapping[str, Any]
_NAMES = ("host_org", "meeting_name", "region_or_group", "represents")


@dataclass(frozen=True, slots=True)
class Fit:
    """What holds for a kind of unit, or for one setting within it.

    Attributes:
        setting: name by which units of the library are kept for it; empty for none.
        named: what in a name tells it; None where it holds for the whole kind.
        barred: words of passages that do not fit.
        words: what replaces the words for the kind of unit.
        speaks_of: other kinds of unit whose cases are told as theirs: those who listen are of all kinds.
        also: other settings whose units are told too: a hospital of Chinese medicine may be a county's.
    """

    setting: str
    named: re.Pattern[str] | None
    barred: re.Pattern[str]
    words: Mapping[str, str]
    speaks_of: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def settings(self) -> tuple[str, ...]:
        """All settings whose units are told, its own first; none where it has no name."""
        return (self.setting, *self.also) if self.setting else ()


def words_for(values: Values) -> Mapping[str, str]:
    """Return the words for people, central task and front line: of the setting, else of the kind of unit.

    Of two settings told, the words that both have.
    """
    first, *others = [fit.words for fit in _told(values)] or [{}]
    own = {n: word for n, word in first.items() if all(o.get(n) == word for o in others)}
    return {**wording(values["unit_type"]), **own}


def settings_of(values: Values) -> tuple[str, ...]:
    """Return the setting that the names tell, then others told with it; none where they tell none, or two."""
    told = _told(values)
    return told[0].settings if len(told) == 1 else ()


def speaks_of(values: Values) -> tuple[str, ...]:
    """Return the other kinds of unit whose cases may be told as theirs; empty for an office of one kind."""
    told = _told(values)
    return told[0].speaks_of if len(told) == 1 else ()


def fits(values: Values, text: str) -> bool:
    """Return whether a text of the library fits the office that speaks; of two settings told, both bar."""
    always = [fit for fit in _table()[values["unit_type"]] if fit.named is None]
    return not any(fit.barred.search(text) for fit in (*always, *_told(values)))


def settings() -> Mapping[str, str]:
    """Return all settings with the kind of unit each is part of."""
    return {fit.setting: kind for kind, own in _table().items() for fit in own if fit.setting}


def _told(values: Values) -> tuple[Fit, ...]:
    return _found(values["unit_type"], "\n".join(str(values[name] or "") for name in _NAMES))


@cache
def _found(unit_type: str, names: str) -> tuple[Fit, ...]:
    return tuple(fit for fit in _table()[unit_type] if fit.named and fit.named.search(names))


@cache
def _table() -> Mapping[str, tuple[Fit, ...]]:
    found: dict[str, tuple[Fit, ...]] = dict.fromkeys(corpora.table("speech/wording.toml"), ())
    for one in corpora.table("speech/fits.toml")["fit"]:
        named = re.compile(one["named"], re.MULTILINE) if "named" in one else None
        barred = re.compile(one["barred"])
        others = (tuple(one.get(name, ())) for name in ("speaks_of", "also"))
        fit = Fit(one.get("setting", ""), named, barred, one.get("words", {}), *others)
        found[one["unit_type"]] += (fit,)
    return found
