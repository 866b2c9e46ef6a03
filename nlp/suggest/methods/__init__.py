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

TITLES = {
    "image": "物象",
    "couplet": "四字对偶",
    "pun": "谐音",
    "work": "工作描述法",
    "number": "数字组合法",
    "place": "地名",
    "smallest-change": "最小改动",
}
