"""Speeches: facts first, then paragraph units of our own, to the length asked; every figure traced."""
