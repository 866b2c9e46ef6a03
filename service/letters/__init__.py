"""Responsibility letters: the indicator tree, its checks, the letter's values, score sheets and ranking."""
