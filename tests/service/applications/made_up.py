"""Texts that no two units have in common, for tests."""

from __future__ import annotations

import random


def noise(seed: int, length: int) -> str:
    """Return so many Chinese characters in no order, the same for the same seed."""
    source = random.Random(seed)
    return "".join(chr(0x4E00 + source.randrange(4000)) for _ in range(length))
