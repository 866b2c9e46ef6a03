"""Request id, security headers, size and kind of bodies before anything is parsed, time to an answer.

A request that takes too long is answered; what it has begun goes on in its thread, which nobody can stop.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from uuid import uuid4

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import Settings

_log = logging.getLogger("pinwen.api")
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_JSON_LIMIT = 4 << 20
_UPLOADS = (":import", "/batches", "/lint")
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


def install(app: FastAPI, settings: Settings) -> None:
    """Guard every request of an application."""
    app.add_middleware(Guard, most_bytes=settings.max_body_bytes, most_seconds=settings.max_seconds)


class _TooLarge(Exception):
    """More came than is allowed."""


class _Answer:
    """The way back to the client: adds the headers, and takes nothing once it is closed."""

    def __init__(self, send: Send, request_id: str) -> None:
        self.send, self.request_id = send, request_id
        self.started = self.closed = False

    async def __call__(self, message: Message) -> None:
        """Send one message on."""
        if self.closed:
            return
        if message["type"] == "http.response.start":
            self.started = True
            own = [(b"x-request-id", self.request_id.encode())]
            message["headers"] = [*message["headers"], *own, *_HEADERS]
        await self.send(message)


class Guard:
    """Middleware: gives an id, adds headers, refuses what is too large, of another kind, or too slow."""

    def __init__(self, app: ASGIApp, *, most_bytes: int, most_seconds: float) -> None:
        self.app, self.most_bytes, self.most_seconds = app, most_bytes, most_seconds
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
        answer = _Answer(send, request_id)
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        upload = kind == b"multipart/form-data"
        limit = self.most_bytes if upload else min(_JSON_LIMIT, self.most_bytes)
        if _unsupported(scope, kind):
            await _refuse(answer, 415, "unsupported-media-type", scope["path"])
        elif int(headers.get(b"content-length", b"0") or 0) > limit:
            await _refuse(answer, 413, "too-large", scope["path"])
        else:
            await self._bounded(scope, _counted(receive, limit), answer)

    async def _bounded(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        """Wait for the answer as long as is allowed; one that has begun is let through to its end."""
        work = asyncio.ensure_future(_done(self.app, scope, receive, answer))
        try:
            await asyncio.wait({work}, timeout=self.most_seconds)
            if work.done() or answer.started:
                await work
                return
        except _TooLarge:
            if not answer.started:
                await _refuse(answer, 413, "too-large", scope["path"])
            return
        except asyncio.CancelledError:
            work.cancel()
            raise
        await _refuse(answer, 503, "too-slow", scope["path"])
        answer.closed = True
        self._left.add(work)
        work.add_done_callback(self._ended)

    def _ended(self, work: asyncio.Future[None]) -> None:
        """Forget work that nobody waits for any more; what went wrong goes to the log."""
        self._left.discard(work)
        if not work.cancelled() and (trouble := work.exception()):
            _log.error("a request that was answered too-slow failed later", exc_info=trouble)


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
            raise _TooLarge
        return message

    return receiving


async def _refuse(answer: _Answer, status: int, code: str, path: str) -> None:
    titles = {413: "内容过大", 415: "内容类型不支持", 503: "服务暂不可用"}
    details = {
        413: "内容超过大小限制，请拆分后重试。",
        415: "请以 application/json 提交；导入文件请以 multipart/form-data 提交。",
        503: "处理时间过长，已不再等待；如果是导入或修改，稍后仍可能完成，请先查询再重试。",
    }
    body = {
        "type": f"/problems/{code}",
        "title": titles[status],
        "status": status,
        "detail": details[status],
        "instance": path,
        "code": code,
        "request_id": answer.request_id,
        "errors": [],
        "facts": {},
    }
    headers = [(b"content-type", b"application/problem+json")]
    await answer({"type": "http.response.start", "status": status, "headers": headers})
    await answer(
        {"type": "http.response.body", "body": json.dumps(body, ensure_ascii=False).encode()}
    )
