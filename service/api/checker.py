"""The one thread of a process that reads its book of names; what is to be checked waits in its line.

A book is not made for several threads, which would only wait for each other. The thread takes all that
waits, brings the book up to the registry once for all of them, and answers one after another: each sees at
least what was registered before it came. Long work comes in pieces, so that others have their turn.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from service.api.handover import Handover, Outcome
from service.checking import Surroundings

Answer = TypeVar("Answer")
# Most that are answered upon one look at the registry.
_MOST_TOGETHER = 32
_Waiting = tuple[Callable[[Surroundings], Any], Future[Any] | asyncio.Future[Any]]


class Checker:
    """Answers checks one by one, in a thread that begins with the first.

    Args:
        around: gives what to check against, brought up to the registry; used in the thread alone.
    """

    def __init__(self, around: Callable[[], AbstractContextManager[Surroundings]]) -> None:
        self._around = around
        self._line: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._handover = Handover()

    async def ask(self, check: Callable[[Surroundings], Answer]) -> Answer:
        """Return the answer of a check without keeping the event loop waiting.

        Raises:
            ServiceError: what the check raises, or why the registry cannot be read.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._put(check, answer)
        return await answer

    def wait(self, check: Callable[[Surroundings], Answer]) -> Answer:
        """Return the answer of a check to a thread that waits for it; errors as in `ask`."""
        answer: Future[Answer] = Future()
        self._put(check, answer)
        return answer.result()

    def close(self) -> None:
        """Let the thread end once what waits is answered; what comes later begins another."""
        with self._lock:
            if self._thread:
                self._line.put(None)
                self._thread.join()
                self._thread = None

    def _put(
        self,
        check: Callable[[Surroundings], Any],
        answer: Future[Any] | asyncio.Future[Any],
    ) -> None:
        with self._lock:  # so that nothing comes into the line behind its end
            self._line.put((check, answer))
            if self._thread is None:
                # A daemon: a server that is told to end does not wait for a check.
                self._thread = threading.Thread(target=self._work, name="checks", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        open_still = True
        while open_still:
            together = [self._line.get()]
            while len(together) < _MOST_TOGETHER and not self._line.empty():
                together.append(self._line.get())
            open_still = None not in together
            if left := [one for one in together if one and not one[1].cancelled()]:
                self._answer(left)
                self._handover.send()

    def _answer(self, together: list[_Waiting]) -> None:
        left = iter(together)
        try:
            with self._around() as around:
                for check, answer in left:
                    if isinstance(answer, Future):  # of what takes long: no answer waits for it
                        self._handover.send()
                    self._settle(answer, _outcome(check, around))
        except Exception as trouble:  # noqa: BLE001 - the thread's edge: who waits must be told
            for _, answer in left:
                self._settle(answer, Outcome(trouble=trouble))

    def _settle(self, answer: Future[Any] | asyncio.Future[Any], outcome: Outcome) -> None:
        if isinstance(answer, Future):
            outcome.settle(answer)
        else:
            self._handover.add(answer, outcome)


def _outcome(check: Callable[[Surroundings], Any], around: Surroundings) -> Outcome:
    try:
        return Outcome(check(around))
    except StopIteration as trouble:  # which no future takes
        return Outcome(trouble=RuntimeError(str(trouble)))
    except Exception as trouble:  # noqa: BLE001 - it is raised again where the answer is waited for
        return Outcome(trouble=trouble)
