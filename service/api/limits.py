"""Request id, security headers, size and kind of bodies before anything is parsed, time to an answer.

A request that takes too long is answered; what it has begun goes on in its thread, which nobody can stop.
"""

from __future__ import annotations

import asyncio
import re
import time
from functools import partial
from uuid import uuid4

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.json_bodies import StrictJson
from service.api.logs import LOGGER, line_of
from service.api.origins import is_cross_site, is_foreign
from service.api.refusals import refuse
from service.settings import Settings

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_JSON_LIMIT = 4 << 20
_UPLOADS = (":import", "/batches", "/lint", "/awards", "/scores")
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)


def install(app: FastAPI, settings: Settings, *, open_to_all: bool) -> None:
    """Guard every request of an application; `open_to_all` says that it asks for no keys."""
    app.add_middleware(StrictJson)
    app.add_middleware(
        Guard,
        most_bytes=settings.max_body_bytes,
        most_seconds=settings.max_seconds,
        open_on=settings.host if open_to_all else "",
    )


class _TooLarge(Exception):
    """More came than is allowed; the argument is the limit."""


def _too_large(limit: int) -> str:
    """Return the sentence on what is too large."""
    size = f"{limit / (1 << 20):.3g} MB" if limit >= 1 << 20 else f"{limit} 字节"
    return f"内容超过 {size} 的限制，请拆分后重试。"


class _Answer:
    """The way back to the client: adds the headers, and takes nothing once it is closed."""

    def __init__(self, send: Send, request_id: str) -> None:
        self.send, self.request_id = send, request_id
        self.started = self.closed = False
        self.status = 0

    async def __call__(self, message: Message) -> None:
        """Send one message on."""
        if self.closed:
            return
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            own = [(b"x-request-id", self.request_id.encode())]
            message["headers"] = [*message["headers"], *own, *_HEADERS]
        await self.send(message)


class Guard:
    """Middleware: gives an id, adds headers, refuses what is too large, too slow, of another kind or site."""

    def __init__(self, app: ASGIApp, *, most_bytes: int, most_seconds: float, open_on: str) -> None:
        self.app, self.most_bytes, self.most_seconds = app, most_bytes, most_seconds
        self.open_on = open_on
        self._tell = line_of()
        self._left: set[asyncio.Future[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        asked = headers.get(b"x-request-id", b"").decode("latin-1")
        request_id = asked if _SAFE_ID.fullmatch(asked) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        answer, began = _Answer(send, request_id), time.perf_counter()
        try:
            await self._guarded(scope, receive, answer, headers)
        finally:
            if self._tell:
                self._tell(scope, answer.status, began)

    async def _guarded(
        self, scope: Scope, receive: Receive, answer: _Answer, headers: dict[bytes, bytes]
    ) -> None:
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        upload = kind == b"multipart/form-data"
        limit = self.most_bytes if upload else min(_JSON_LIMIT, self.most_bytes)
        if reason := self._why_not(scope, headers, kind, limit):
            detail = _too_large(limit) if reason == "too-large" else ""
            await refuse(answer, scope, reason, detail=detail)
        else:
            await self._bounded(scope, _counted(receive, limit), answer)

    def _why_not(
        self, scope: Scope, headers: dict[bytes, bytes], kind: bytes, limit: int
    ) -> str | None:
        """Return the code of what is wrong with a request before its body is read."""
        if self.open_on and is_foreign(headers, self.open_on):
            return "foreign-host"
        if self.open_on and is_cross_site(scope["method"], headers):
            return "cross-site"
        if _unsupported(scope, kind):
            return "unsupported-media-type"
        length = headers.get(b"content-length", b"0")
        return "too-large" if length.isdigit() and int(length) > limit else None

    async def _bounded(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        """Wait for the answer as long as is allowed; one that has begun is let through to its end."""
        work = asyncio.ensure_future(_done(self.app, scope, receive, answer))
        try:
            await asyncio.wait({work}, timeout=self.most_seconds)
            if work.done() or answer.started:
                await work
                return
        except _TooLarge as trouble:
            if not answer.started:
                await refuse(answer, scope, "too-large", detail=_too_large(trouble.args[0]))
            return
        except asyncio.CancelledError:
            work.cancel()
            raise
        await refuse(answer, scope, "too-slow")
        answer.closed = True
        self._left.add(work)
        work.add_done_callback(partial(self._ended, answer.request_id))

    def _ended(self, request_id: str, work: asyncio.Future[None]) -> None:
        """Forget work that nobody waits for any more; what went wrong goes to the log."""
        self._left.discard(work)
        if not work.cancelled() and (trouble := work.exception()):
            told = "request_id %s, answered too-slow, failed later"
            LOGGER.error(told, request_id, exc_info=trouble)


async def _done(app: ASGIApp, scope: Scope, receive: Receive, answer: _Answer) -> None:
    await app(scope, receive, answer)


def _unsupported(scope: Scope, kind: bytes) -> bool:
    """Whether a body of another kind comes to a path that takes one."""
    if scope["method"] not in ("POST", "PUT", "PATCH") or not scope["path"].startswith("/api/"):
        return False
    if scope["path"].endswith(_UPLOADS):
        return kind != b"multipart/form-data"
    return kind not in (b"application/json", b"")


def _counted(receive: Receive, limit: int) -> Receive:
    """Return a receiver that stops at a number of bytes, whatever the length announced."""
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _TooLarge(limit)
        return message

    return receiving
