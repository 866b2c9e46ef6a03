"""The kinds of rule: each a function of name, context and its parameters that yields matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp.rules.kinds import (
    body,
    breadth,
    formula,
    length,
    lexicon,
    office,
    pattern,
    place,
    script,
    slogan,
    sound,
    work,
)
from nlp.rules.model import Match

Kind = Callable[..., Iterator[Match]]

KINDS: dict[str, Kind] = {
    "breadth": breadth.over_generic,
    "digits": formula.unexplained_digits,
    "formula": formula.unexplained_number,
    "frame": breadth.worn_frame,
    "higher-body": body.higher_body,
    "length": length.length,
    "lexicon": lexicon.lexicon,
    "lexicon-absent": lexicon.absent,
    "negative-sound": sound.negative_homophone,
    "office-words": office.forbidden_words,
    "pattern": pattern.pattern,
    "place": place.other_place,
    "polyphone": sound.polyphone,
    "rare": script.rare,
    "slogan": slogan.slogan,
    "standard-script": script.non_standard,
    "tongue-twister": sound.tongue_twister,
    "work-absent": work.no_link_to_work,
}
