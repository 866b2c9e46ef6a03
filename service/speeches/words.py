"""Words by which a text of the office's, or a paragraph of the library, is known to speak of something."""

from __future__ import annotations

import re
from functools import cache

import corpora
from nlp.alternatives import any_of


@cache
def words(what: str) -> tuple[str, ...]:
    """Return the words of a row of `corpora/speech/words.toml`."""
    return tuple(corpora.table("speech/words.toml")[what])


@cache
def telling(what: str) -> re.Pattern[str]:
    """Return the pattern of any of those words."""
    return re.compile(any_of(words(what)))
