"""The relations that two names can have, strongest first: the first that fires decides.

Each file is one relation: a function from two profiles to `Evidence` or None. Whatever fires needs a
shared blocking key (`nlp.profile`), but for containment and abbreviation, which look at the texts.
"""

from __future__ import annotations

from collections.abc import Callable

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

RELATIONS: tuple[Relation, ...] = (
    form.exact,
    form.punctuation,
    form.script,
    form.numeral,
    form.affix,
    reorder.reorder,
    look_alike.look_alike,
    homophone.homophone,
    synonym.synonym,
    containment.containment,
    homophone.near_homophone,
    synonym.heard_synonym,
    look_alike.likely_look_alike,
    shared_core.shared_part,
    shared_core.shared_heart,
    shared_core.one_character,
    abbreviation.abbreviation,
)
