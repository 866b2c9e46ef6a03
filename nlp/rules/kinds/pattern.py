"""A regular expression found in a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from nlp.rules.model import CheckContext, Match


def pattern(name: str, _context: CheckContext, *, regex: str) -> Iterator[Match]:
    """Fire at every match of a regular expression in the name, full-width forms narrowed.

    Only expressions of shipped rules run here; names are short, so backtracking is bounded.
    """
    for match in re.finditer(regex, narrowed(name)):
        yield Match(match.span(), {"word": name[match.start() : match.end()]})


_DRAWN, _IDEOGRAPHS = ("<circle>", "<square>"), "\u3400"


@lru_cache(maxsize=16)
def narrowed(text: str) -> str:
    """Return a text with full-width, circled and other compatibility forms narrowed, of the same length."""
    return "".join(map(_narrow, text))


def _narrow(character: str) -> str:
    """Return the narrow form of a full-width character, of the same length.

    A Chinese character in a circle or square (㊗, 🈵) is a picture: it stays one.
    """
    folded = unicodedata.normalize("NFKC", character)
    drawn = unicodedata.decomposition(character).startswith(_DRAWN) and folded >= _IDEOGRAPHS
    return folded if len(folded) == 1 and not drawn else character
