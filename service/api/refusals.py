"""Refusals that come before an application looks at a request: problem documents, sent as they are."""

from __future__ import annotations

import json

from starlette.types import Scope, Send

MEDIA_TYPE = "application/problem+json"
_TOLD = {
    "bad-http": (
        400,
        "请求有误",
        "请求不是合法的 HTTP，请检查：网址里的汉字要先转成百分号编码，请求头不要过长。",
    ),
    "bad-json": (400, "请求有误", "请求不是合法的 JSON，请检查后重试。"),
    "cross-site": (403, "权限不够", "请求来自别的网站的页面，不予受理；请直接访问本服务。"),
    "foreign-host": (
        403,
        "权限不够",
        "请求的主机名不是本机，不予受理；请用 127.0.0.1 或 localhost 访问。",
    ),
    "too-large": (413, "内容过大", "内容超过大小限制，请拆分后重试。"),
    "unsupported-media-type": (
        415,
        "内容类型不支持",
        "请以 application/json 提交；导入文件请以 multipart/form-data 提交。",
    ),
    "too-slow": (
        503,
        "服务暂不可用",
        "处理时间过长，已不再等待；如果是导入或修改，稍后仍可能完成，请先查询再重试。",
    ),
}


async def refuse(send: Send, scope: Scope, code: str, *, detail: str = "") -> None:
    """Answer with the problem of a code; `detail` takes the place of its usual sentence."""
    number = scope.get("state", {}).get("request_id", "")
    status, data = refusal(code, detail, instance=scope["path"], request_id=number)
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", b"%d" % len(data)),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


def refusal(
    code: str, detail: str = "", *, instance: str = "", request_id: str = ""
) -> tuple[int, bytes]:
    """Return status and body of the problem of a code; `detail` takes the place of its usual sentence."""
    status, title, usual = _TOLD[code]
    body = {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "detail": detail or usual,
        "instance": instance,
        "code": code,
        "request_id": request_id,
        "errors": [],
        "facts": {},
    }
    return status, json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
