"""API keys with roles: reader may check, clerk may also register and draft, admin may also import and undo.

A key file has one key a line: role, name, SHA-256 of the secret in hex, separated by spaces. The secret
itself is never stored; `Authorization: Bearer SECRET` or `X-API-Key: SECRET` carries it.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from service.errors import BadData, ServiceError

ROLES = ("reader", "clerk", "admin")


class Unauthorized(ServiceError):
    """No key, or one that is not known (HTTP 401)."""

    code = "unauthorized"


class Forbidden(ServiceError):
    """A key whose role is not enough (HTTP 403)."""

    code = "forbidden"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: who holds it, what it may do, the digest of its secret."""

    name: str
    role: str
    digest: str


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys; with none and `open` everybody is let in as admin."""

    keys: tuple[Key, ...]
    open: bool = False

    def find(self, secret: str) -> Key | None:
        """Return the key of a secret; every digest is compared, in constant time."""
        digest = sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
        found = [key for key in self.keys if hmac.compare_digest(key.digest, digest)]
        return found[0] if found else None


def no_keys() -> Keys:
    """Return the keys of a service that only this machine can reach."""
    return Keys((), open=True)


def read_keys(path: Path) -> Keys:
    """Return the keys of a file.

    Raises:
        BadData: a line is not role, name and digest; says which.
    """
    keys = []
    try:
        # Notepad puts a mark before its UTF-8.
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as trouble:
        raise BadData(f"密钥文件“{path}”读不出来，请检查路径和权限。") from trouble
    except UnicodeDecodeError as trouble:
        raise BadData(f"密钥文件“{path}”不是 UTF-8 编码，请另存为 UTF-8 后重试。") from trouble
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split()
        if len(parts) != 3 or parts[0] not in ROLES or len(parts[2]) != 64:
            raise BadData(
                f"密钥文件第 {number} 行应为“角色 姓名 SHA-256”，角色为 {'、'.join(ROLES)}。",
                row=number,
            )
        keys.append(Key(parts[1], parts[0], parts[2].lower()))
    if not keys:
        raise BadData(f"密钥文件“{path}”里没有密钥。")
    return Keys(tuple(keys))


def require(role: str) -> Callable[..., Awaitable[str]]:
    """Return the dependency that lets in keys of a role or above and gives the holder's name."""

    # Asynchronous, since the framework would take a thread for a plain function.
    async def allowed(request: Request) -> str:
        keys: Keys = request.app.state.pinwen.keys
        if keys.open:
            return "经办人"
        sent = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        key = keys.find(request.headers.get("x-api-key", "") or sent)
        if key is None:
            raise Unauthorized("缺少密钥或密钥不对，请在 Authorization 头中给出 Bearer 密钥。")
        request.state.who = key.name
        if ROLES.index(key.role) < ROLES.index(role):
            raise Forbidden("这个密钥的权限不够，请向管理员申请。", role=key.role, needed=role)
        return key.name

    return allowed


Reader = Annotated[str, Depends(require("reader"))]
Clerk = Annotated[str, Depends(require("clerk"))]
Admin = Annotated[str, Depends(require("admin"))]
