"""Everything among many names that `nlp.compare.judge` calls same or confusable with one: exactly.

    index = build(entries)            entries: (id, name) pairs
    index.add(id, name)               seen by the next look-up
    index.remove(id)
    index.neighbours(profile)         -> id, name and verdict of all that are not fine
    index.near(profile)               -> the same, crowds counted and not yet read
    index.alike(key, least)           -> id, name and likeness of all that are alike in letters, judged or not
    save(segment, path, stamp); segment, stamp = open_segment(path)

A segment is the big part, made once and then only read, in memory or mapped from a file; an index is one
or more of them and what changed since. How a neighbour is found, and why none is missed: `nlp.index.keys`
and `nlp.index.lookup`.
"""

from __future__ import annotations

from nlp.index.building import segment_of
from nlp.index.file import open_segment, save
from nlp.index.names import Alike, Layer, NameIndex, Near, Neighbour, build
from nlp.index.segment import Segment
from nlp.index.strips import IndexFileError

__all__ = [
    "Alike",
    "IndexFileError",
    "Layer",
    "NameIndex",
    "Near",
    "Neighbour",
    "Segment",
    "build",
    "open_segment",
    "save",
    "segment_of",
]
