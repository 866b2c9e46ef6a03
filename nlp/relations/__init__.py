"""The relations that two names can have, strongest first: the first that fires decides.

Each file is one relation: a function from two profiles to `Evidence` or None. Beside it stands the way in
which two names are alike if it decides; whoever knows in which ways they are need not ask the others.
Containment and abbreviation look at the texts; for all others the two share a blocking key (`nlp.profile`):

    form      key, bag
    sound     snd, near
    look      sub
    one       sub
    meaning   syn
    parts     part
    heart     own
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from nlp.profile import Profile
from nlp.relations import (
    abbreviation,
    containment,
    form,
    homophone,
    look_alike,
    reorder,
    shared_core,
    synonym,
)
from nlp.relations.evidence import Evidence

Relation = Callable[[Profile, Profile], Evidence | None]

Ways = frozenset[str]
"""Ways in which two names are alike."""

_ALWAYS = ""
# The way, what the relation is called, and the function.
_RELATIONS: tuple[tuple[str, str, Relation], ...] = (
    ("form", "exact", form.exact),
    ("form", "punctuation", form.punctuation),
    ("form", "trad-simp", form.script),
    ("form", "numeral", form.numeral),
    ("form", "containment", form.affix),
    ("form", "containment", form.longer_affix),
    ("form", "reorder", reorder.reorder),
    ("look", "look-alike", look_alike.look_alike),
    ("sound", "homophone", homophone.homophone),
    ("form", "punctuation", form.plus_sign),
    ("meaning", "synonym", synonym.synonym),
    (_ALWAYS, "containment", containment.containment),
    ("sound", "homophone", homophone.near_homophone),
    ("meaning", "homophone", synonym.heard_synonym),
    ("look", "look-alike", look_alike.likely_look_alike),
    ("parts", "shared-core", shared_core.shared_part),
    ("heart", "shared-core", shared_core.shared_heart),
    ("one", "shared-core", shared_core.one_character),
    ("short", "abbreviation", abbreviation.abbreviation),
)
WAYS: Ways = frozenset(way for way, _, _ in _RELATIONS if way != _ALWAYS)
"""All of them."""


@cache
def relations(ways: Ways = WAYS) -> tuple[Relation, ...]:
    """Return the relations that names alike in some ways can have, strongest first."""
    return tuple(relation for way, _, relation in _RELATIONS if way == _ALWAYS or way in ways)


@cache
def ways_to(called: str) -> Ways:
    """Return the ways to a relation: of names that it is known to tie no other need be looked at."""
    return frozenset(way for way, name, _ in _RELATIONS if name == called and way != _ALWAYS)
