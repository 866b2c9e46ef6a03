"""Words that the office itself has put on a list; empty unless it supplies one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.normalize import normalize
from nlp.rules.model import CheckContext, Match


def forbidden_words(name: str, context: CheckContext) -> Iterator[Match]:
    """Fire at every word of the office's list, in whatever script or punctuation."""
    normal = normalize(name)
    for word in context.forbidden:
        key = normalize(word).folded
        for found in re.finditer(re.escape(key), normal.text) if key else ():
            span = normal.span(*found.span())
            yield Match(span, {"word": name[span[0] : span[1]]})
