"""What a server writes for those who run it: troubles with time and request id, and a line for each request.

Texts of requests never stand in it, nor what was looked for: paths, names of holders of keys, states, times.
"""

from __future__ import annotations

import json
import logging
import logging.handlers
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from starlette.types import Scope

from service.errors import WrongUse

LOGGER = logging.getLogger("pinwen.api")
_REQUESTS = logging.getLogger("pinwen.requests")


class _Requests(logging.handlers.WatchedFileHandler):
    """A file of requests; that it cannot be written is told once, and stops nobody."""

    _told = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - as logging calls it
        """Tell of the first line that could not be written, and keep none that waits."""
        if not self._told:
            self._told = True
            LOGGER.error("the log of requests cannot be written", exc_info=sys.exc_info())
        stream, self.stream = self.stream, None
        with suppress(OSError):
            if stream:
                stream.close()


Line = Callable[[Scope, int, float], None]
"""Writes the line of a request: scope, status (0 if nothing was answered), and when it began."""


def begin(request_log: str) -> None:
    """Send troubles to the standard error output, and a line for each request to a file, if one is named.

    A file that was moved away is begun anew, so that it may be rotated; workers share it.

    Raises:
        WrongUse: the file cannot be written.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    pinwen = logging.getLogger("pinwen")
    pinwen.handlers[:] = [handler]
    _REQUESTS.propagate = False
    _REQUESTS.handlers[:] = []
    if not request_log:
        return
    try:
        handler = _Requests(Path(request_log), encoding="utf-8")
    except OSError as trouble:
        raise WrongUse(
            f"请求日志“{request_log}”不能写入，请检查文件夹和权限。", path=request_log
        ) from trouble
    handler.setFormatter(logging.Formatter("%(message)s"))
    _REQUESTS.handlers[:] = [handler]
    _REQUESTS.setLevel(logging.INFO)


def line_of() -> Line | None:
    """Return what writes the line of a request, None if no file was named."""
    return _line if _REQUESTS.handlers else None


def _line(scope: Scope, status: int, began: float) -> None:
    state = scope.get("state", {})
    client = scope.get("client")
    told = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request_id": state.get("request_id", ""),
        "client": client[0] if client else "",
        "who": state.get("who", ""),
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    _REQUESTS.info(json.dumps(told, ensure_ascii=True, separators=(",", ":")))
