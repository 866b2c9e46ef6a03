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
_RELATIONS: tuple[tuple[str, Relation], ...] = (
    ("form", form.exact),
    ("form", form.punctuation),
    ("form", form.script),
    ("form", form.numeral),
    ("form", form.affix),
    ("form", form.longer_affix),
    ("form", reorder.reorder),
    ("look", look_alike.look_alike),
    ("sound", homophone.homophone),
    ("form", form.plus_sign),
    ("meaning", synonym.synonym),
    (_ALWAYS, containment.containment),
    ("sound", homophone.near_homophone),
    ("meaning", synonym.heard_synonym),
    ("look", look_alike.likely_look_alike),
    ("parts", shared_core.shared_part),
    ("heart", shared_core.shared_heart),
    ("one", shared_core.one_character),
    ("short", abbreviation.abbreviation),
)
WAYS: Ways = frozenset(way for way, _ in _RELATIONS if way != _ALWAYS)
"""All of them."""


@cache
def relations(ways: Ways = WAYS) -> tuple[Relation, ...]:
    """Return the relations that names alike in some ways can have, strongest first."""
    return tuple(relation for way, relation in _RELATIONS if way == _ALWAYS or way in ways)
