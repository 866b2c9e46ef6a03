"""Progress of a batch on a terminal: a bar, the rate, the time left; nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from service.batches.model import Status

_WIDTH = 24
_PAUSE = 0.1


class Bar:
    """Draws one line over and over.

    Args:
        out: the terminal.
        clock: seconds, always forward.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._began = self._drawn = 0.0
        self._first = -1

    def __call__(self, state: Status) -> None:
        """Draw how far a batch is, ten times a second at most."""
        moment, made = self._clock(), state.done + state.failed
        if self._first < 0:
            self._began, self._first = moment, made
        elif state.waiting and moment - self._drawn < _PAUSE:
            return
        self._drawn = moment
        self._out.write(f"\r{self._line(state, made, moment - self._began)}\x1b[K")
        self._out.flush()

    def _line(self, state: Status, made: int, seconds: float) -> str:
        full = _WIDTH * made // max(1, state.total)
        bar = "█" * full + "░" * (_WIDTH - full)
        rate = (made - self._first) / seconds if seconds > 0 else 0.0
        told = f"，每秒 {rate:.0f} 份" if rate >= 1 else ""
        left = f"，约剩 {duration(state.waiting / rate)}" if rate > 0 and state.waiting else ""
        return f"{bar} {made}/{state.total}{told}{left}"

    def close(self) -> None:
        """End the line, if one was drawn."""
        if self._first >= 0:
            self._out.write("\n")
            self._out.flush()


def duration(seconds: float) -> str:
    """Return a time as a person says it, to the second."""
    whole = round(seconds)
    if whole < 60:
        return f"{max(1, whole)} 秒"
    return f"{whole // 60} 分 {whole % 60} 秒"


def bar_for(out: TextIO | None = None, *, quiet: bool = False) -> Bar | None:
    """Return a bar when the stream (standard error if none) is a terminal, else None."""
    out = out or sys.stderr
    return Bar(out) if out.isatty() and not quiet else None
