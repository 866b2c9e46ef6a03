"""How much may be asked for by number: help tells it, requests and services hold to it (DECISION).

Nothing is loaded for it, so that help starts at once.
"""

from __future__ import annotations

LIKENESS, LEAST_LIKENESS, MOST_LIKENESS = 0.75, 0.5, 1.0
"""How alike in letters names are when they are looked for, by default: of four letters one may be another.

Of what is less alike than the least there is no end.
"""
SIMILAR, MOST_SIMILAR = 20, 200
"""How many names that are alike in letters are shown by default, and at most."""
PROPOSED, MOST_PROPOSED = 10, 50
"""How many names are proposed by default, and at most."""
PAGE, LARGEST_PAGE = 50, 1000
"""How many brands or organisations a page has by default, and at most."""
MOST_WORKERS = 64
"""How many processes may serve."""
