"""The command `pinwen`: reads arguments, calls `service`, prints Chinese text or JSON."""

from __future__ import annotations


def main() -> int:
    """Run the command line and return the exit status."""
    return 0
