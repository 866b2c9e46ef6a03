"""Exact candidates among many names: everything `nlp.compare.judge` may call same or confusable.

    index = build(entries)            entries: (id, name) pairs
    index.add(id, name)               seen by the next look-up
    index.remove(id)
    index.candidates(profile)         -> ids, a superset of all that are not fine
    save(index, path); index = open_index(path, stamp)

The superset is by construction: a blocking key in common, one text inside the other, or what
`may_abbreviate` asks for, which is what `nlp.compare.may_relate` asks.
"""

from __future__ import annotations

from nlp.index.file import IndexFileError, open_index, save
from nlp.index.names import NameIndex, build

__all__ = ["IndexFileError", "NameIndex", "build", "open_index", "save"]
