"""Telling texts that were certainly not seen before, in memory of one size whatever their number."""

from __future__ import annotations

# 2**27 bits: of five million texts some two in a hundred are taken for one seen before, and looked up.
_BITS = 27
_MASK = (1 << _BITS) - 1


class Novelty:
    """A set that forgets nothing and sometimes believes to have seen what it has not: 16 MiB."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << (_BITS - 3))

    def is_new(self, text: str) -> bool:
        """Return whether a text is asked for the first time; False is not certain, True is."""
        place = hash(text) & _MASK
        byte, bit = place >> 3, 1 << (place & 7)
        seen = self._bits[byte]
        self._bits[byte] = seen | bit
        return not seen & bit
