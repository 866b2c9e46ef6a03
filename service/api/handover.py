"""Answers on their way from the thread that finds them to the event loop, which is woken for several at once.

Woken for each, the loop would take the interpreter from the thread after every check, and give it back:
under load these turns cost about as much as reading the requests.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

# Seconds that an answer waits for others, beside the check that is under way.
_LATEST = 0.004


class Outcome(NamedTuple):
    """What came of a check: an answer, or what it raised."""

    answer: Any = None
    trouble: BaseException | None = None

    def settle(self, waiting: Any) -> None:
        """Give it to the future of either kind that waits for it."""
        if self.trouble is None:
            waiting.set_result(self.answer)
        else:
            waiting.set_exception(self.trouble)


class Handover:
    """Outcomes of one thread for those that wait in event loops."""

    def __init__(self) -> None:
        self._ready: list[tuple[asyncio.Future[Any], Outcome]] = []
        self._since = 0.0

    def add(self, waiting: asyncio.Future[Any], outcome: Outcome) -> None:
        """Take an outcome; it is sent with the next ones, or before long."""
        now = time.monotonic()
        if not self._ready:
            self._since = now
        self._ready.append((waiting, outcome))
        if now - self._since > _LATEST:
            self.send()

    def send(self) -> None:
        """Send all that is ready; a loop that has ended waits for nothing."""
        ready, self._ready = self._ready, []
        for loop in {waiting.get_loop() for waiting, _ in ready}:
            with suppress(RuntimeError):
                mine = [one for one in ready if one[0].get_loop() is loop]
                loop.call_soon_threadsafe(_settle, mine)


def _settle(ready: Sequence[tuple[asyncio.Future[Any], Outcome]]) -> None:
    for waiting, outcome in ready:
        if not waiting.done():  # whoever asked may have gone
            outcome.settle(waiting)
