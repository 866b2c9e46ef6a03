"""Every error as problem+json (RFC 9457): stable code, Chinese detail, pointers, request id."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from service.api.keys import Forbidden, Unauthorized
from service.api.logs import LOGGER
from service.api.refusals import MEDIA_TYPE
from service.errors import (
    BadData,
    Conflict,
    NotFound,
    ServiceError,
    StorageUnavailable,
    TooManyRows,
    UnreadableFile,
    WrongUse,
)

_STATUS: tuple[tuple[type[ServiceError], int], ...] = (
    (Unauthorized, 401),
    (Forbidden, 403),
    (WrongUse, 400),
    (TooManyRows, 413),
    (UnreadableFile, 422),
    (BadData, 422),
    (NotFound, 404),
    (Conflict, 409),
    (StorageUnavailable, 503),
)
_TITLES = {
    400: "请求有误",
    401: "未授权",
    403: "权限不够",
    404: "找不到",
    405: "方法不允许",
    409: "有冲突",
    413: "内容过大",
    415: "内容类型不支持",
    422: "数据有误",
    500: "服务内部错误",
    503: "服务暂不可用",
}
_DETAILS = {
    400: "请求不是合法的 JSON 或格式有误，请检查后重试。",
    404: "没有这个地址，请查看 /docs 中的接口说明。",
    405: "这个地址不支持该方法，请查看 /docs 中的接口说明。",
    413: "内容超过大小限制，请拆分后重试。",
    415: "请以 application/json 提交。",
}
_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请删去",
    "string_type": "应为文字",
    "string_too_long": "文字太长，最多 {max_length} 个字",
    "string_too_short": "文字太短，最少 {min_length} 个字",
    "string_pattern_mismatch": "写法不对，请照接口说明或接口给出的填写",
    "string_unicode": "含有不完整的字符",
    "list_type": "应为列表",
    "too_long": "项数太多，最多 {max_length} 项",
    "too_short": "项数太少，最少 {min_length} 项",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "less_than_equal": "数值太大，最大 {le}",
    "greater_than_equal": "数值太小，最小 {ge}",
    "enum": "不是可用的值，可用：{expected}",
    "literal_error": "不是可用的值，可用：{expected}",
    "json_invalid": "不是合法的 JSON",
    "dict_type": "应为对象",
    "model_attributes_type": "应为对象",
}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": _TITLES[status], "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
    for status in _TITLES
}


def install(app: FastAPI) -> None:
    """Answer every error of an application as problem+json."""

    @app.exception_handler(ServiceError)
    def _service(request: Request, trouble: ServiceError) -> Response:
        status = next((s for kind, s in _STATUS if isinstance(trouble, kind)), 422)
        facts = dict(trouble.facts)
        problems: Any = facts.pop("problems", [])
        errors = [{"pointer": one["pointer"], "detail": one["message"]} for one in problems]
        response = problem(
            request, status, trouble.message, code=trouble.code, facts=facts, errors=errors
        )
        if status >= 500:
            cause = f"（{trouble.__cause__!r}）" if trouble.__cause__ else ""
            _told(request, f"{trouble.message}{cause}")
        if status == 401:
            response.headers["www-authenticate"] = "Bearer"
        return response

    @app.exception_handler(RequestValidationError)
    def _validation(request: Request, trouble: RequestValidationError) -> Response:
        faults = trouble.errors()
        if any(fault["type"] == "json_invalid" for fault in faults):
            return problem(request, 400, _DETAILS[400], code="bad-json")
        errors = [_fault(fault) for fault in faults]
        detail = f"{errors[0]['pointer'] or '请求内容'}：{errors[0]['detail']}。"
        return problem(request, 422, detail, code="bad-request-data", errors=errors)

    @app.exception_handler(HTTPException)
    def _http(request: Request, trouble: HTTPException) -> Response:
        detail = _DETAILS.get(trouble.status_code, "请求不能处理，请检查后重试。")
        code = f"http-{trouble.status_code}"
        response = problem(request, trouble.status_code, detail, code=code)
        response.headers.update(trouble.headers or {})
        if trouble.status_code == 405:
            response.headers["allow"] = _allowed(request)
        return response

    @app.exception_handler(Exception)
    def _unknown(request: Request, trouble: Exception) -> Response:
        _told(request, "unexpected error", trouble)
        detail = "服务内部错误，已记入日志，请把 request_id 告诉维护人员。"
        return problem(request, 500, detail, code="internal-error")


def _told(request: Request, what: str, trouble: BaseException | None = None) -> None:
    """Write to the log what went wrong on our side, with the id that the caller was given."""
    number = getattr(request.state, "request_id", "")
    said = (number, request.method, request.url.path, what)
    LOGGER.error("request_id %s, %s %s: %s", *said, exc_info=trouble)


def _allowed(request: Request) -> str:
    """Return the methods that the address takes, over all of its routes."""
    described: dict[str, Any] = request.app.openapi()["paths"]
    here = request.url.path
    for path, methods in described.items():
        if re.fullmatch(re.sub(r"\\{[^}]*\\}", "[^/:]+", re.escape(path)), here):
            return ", ".join(sorted(method.upper() for method in methods))
    return "GET"


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    code: str,
    errors: list[dict[str, str]] | None = None,
    facts: dict[str, object] | None = None,
) -> Response:
    """Return a problem document."""
    body = {
        "type": f"/problems/{code}",
        "title": _TITLES.get(status, "请求有误"),
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "code": code,
        "request_id": getattr(request.state, "request_id", ""),
        "errors": errors or [],
        "facts": facts or {},
    }
    return Response(encoded(body), status, media_type=MEDIA_TYPE)


def encoded(body: dict[str, Any]) -> bytes:
    """Return JSON that people can read; in escapes where a text is no Unicode."""
    try:
        return json.dumps(body, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return json.dumps(body, default=str).encode("ascii")


def _listed(value: object) -> str:
    """Return a fact of a fault for its sentence; values to choose from come as 'a', 'b' or 'c'."""
    return str(value).replace(" or ", "、").replace(", ", "、").replace("'", "")


def _fault(fault: dict[str, Any]) -> dict[str, str]:
    """Return one fault of validation; what was sent is not repeated."""
    place = [str(part) for part in fault["loc"] if part not in ("body", "query", "path", "header")]
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in place)
    detail = _REASONS.get(fault["type"], "值不合要求，请对照 /docs 中的接口说明")
    facts = {name: _listed(value) for name, value in fault.get("ctx", {}).items()}
    with suppress(KeyError):
        detail = detail.format_map(facts)
    return {"pointer": pointer, "code": fault["type"], "detail": detail}
