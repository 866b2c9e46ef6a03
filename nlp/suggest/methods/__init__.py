"""The methods of making a name, by id, in the order proposals are interleaved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nlp.suggest.candidate import Candidate
from nlp.suggest.material import Material
from nlp.suggest.methods import couplet, number, pattern, pun

Method = Callable[[Material], Iterator[Candidate]]

METHODS: dict[str, Method] = {
    "image": pattern.image,
    "couplet": couplet.candidates,
    "pun": pun.candidates,
    "work": pattern.work,
    "number": number.candidates,
    "place": pattern.place,
}
