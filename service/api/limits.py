"""Request id, security headers, and the size and kind of bodies, before anything is parsed."""

from __future__ import annotations

import json
import re
from uuid import uuid4

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.settings import Settings

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
    app.add_middleware(Guard, most_bytes=settings.max_body_bytes)


class _TooLarge(Exception):
    """More came than is allowed."""


class Guard:
    """Middleware: gives an id, adds headers, refuses bodies that are too large or of another kind."""

    def __init__(self, app: ASGIApp, *, most_bytes: int) -> None:
        self.app, self.most_bytes = app, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        asked = headers.get(b"x-request-id", b"").decode("latin-1")
        request_id = asked if _SAFE_ID.fullmatch(asked) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        limit = (
            self.most_bytes if kind == b"multipart/form-data" else min(_JSON_LIMIT, self.most_bytes)
        )
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = [(b"x-request-id", request_id.encode())]
                message["headers"] = [*message["headers"], *own, *_HEADERS]
            await send(message)

        if _unsupported(scope, kind):
            await _refuse(sending, 415, "unsupported-media-type", request_id, scope["path"])
            return
        if int(headers.get(b"content-length", b"0") or 0) > limit:
            await _refuse(sending, 413, "too-large", request_id, scope["path"])
            return
        try:
            await self.app(scope, _counted(receive, limit), sending)
        except _TooLarge:
            if not started:
                await _refuse(sending, 413, "too-large", request_id, scope["path"])


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


async def _refuse(send: Send, status: int, code: str, request_id: str, path: str) -> None:
    titles = {413: "内容过大", 415: "内容类型不支持"}
    details = {
        413: "内容超过大小限制，请拆分后重试。",
        415: "请以 application/json 提交；导入文件请以 multipart/form-data 提交。",
    }
    body = {
        "type": f"/problems/{code}",
        "title": titles[status],
        "status": status,
        "detail": details[status],
        "instance": path,
        "code": code,
        "request_id": request_id,
        "errors": [],
        "facts": {},
    }
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(
        {"type": "http.response.body", "body": json.dumps(body, ensure_ascii=False).encode()}
    )
