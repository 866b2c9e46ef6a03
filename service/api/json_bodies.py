"""JSON bodies are read strictly: UTF-8, each name once, no NaN, not nested without end.

The framework's reader takes the last of two equal names and numbers that no JSON has; what a caller
meant by those nobody knows.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.refusals import refuse

_NO_UTF_8 = "请求内容不是 UTF-8 编码，请改用 UTF-8 后重试。"
_DEEP = "请求内容嵌套过深，请检查后重试。"
_NO_JSON = "请求不是合法的 JSON：第 {line} 行第 {column} 个字符有误，请检查后重试。"


class StrictJson:
    """Middleware: refuses a JSON body that is not strict, and hands every other on unread."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; its size was bounded before."""
        kind = dict(scope.get("headers", ())).get(b"content-type", b"").split(b";")[0].strip()
        if scope["type"] != "http" or kind.lower() != b"application/json":
            await self.app(scope, receive, send)
            return
        data, last = await _whole(receive)
        if data and (detail := fault_of(data)):
            await refuse(send, scope, "bad-json", detail=detail)
            return
        await self.app(scope, _replayed(data, last, receive), send)


def fault_of(data: bytes) -> str:
    """Return what is wrong with a JSON document, a Chinese sentence; empty if nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _NO_UTF_8
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        return _DEEP
    except json.JSONDecodeError as trouble:
        return _NO_JSON.format(line=trouble.lineno, column=trouble.colno)
    except ValueError as trouble:
        return str(trouble) if isinstance(trouble, _NotStrict) else "数字过长，请检查后重试。"
    return ""


class _NotStrict(ValueError):
    """What the standard library takes and JSON does not; the text is the Chinese sentence."""


def _once(pairs: list[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            shown = name[:40].encode("utf-8", "backslashreplace").decode()
            raise _NotStrict(f"“{shown}”写了两次，请只留一个。")
        seen.add(name)


def _no_number(word: str) -> NoReturn:
    raise _NotStrict(f"{word} 不是 JSON 里的数，请改正。")


async def _whole(receive: Receive) -> tuple[bytes, Message]:
    """Return the body, and the message that ended it."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces), message


def _replayed(data: bytes, last: Message, receive: Receive) -> Receive:
    """Return a receiver that gives the body once more, then whatever comes after."""
    waiting: list[Message] = [
        last if last["type"] != "http.request" else {"type": "http.request", "body": data}
    ]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
