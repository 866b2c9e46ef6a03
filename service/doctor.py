"""What support asks for first: is everything the program stands on as it should be?"""

from __future__ import annotations

import locale
import sqlite3
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from nlp.quoting import quoted_name
from service.errors import ServiceError

if TYPE_CHECKING:
    from service.storage import Registry


def examine(registry_url: str) -> list[dict[str, Any]]:
    """Return the checks in order: `what`, `ok`, and `told`, one Chinese sentence.

    The registry is read from end to end and every name folded anew: a million brands take some 15 seconds.
    """
    machine = [_python(), _sqlite(), _encoding(), _temporary(), _tables()]
    return [*machine, *_registry(registry_url)]


def _one(what: str, ok: bool, told: str) -> dict[str, Any]:
    return {"what": what, "ok": ok, "told": told}


def _python() -> dict[str, Any]:
    version = ".".join(map(str, sys.version_info[:3]))
    return _one("Python", sys.version_info >= (3, 11), f"版本 {version}，需要 3.11 以上。")


def _sqlite() -> dict[str, Any]:
    return _one(
        "SQLite", sqlite3.sqlite_version_info >= (3, 35), f"版本 {sqlite3.sqlite_version}。"
    )


def _encoding() -> dict[str, Any]:
    found = f"终端 {sys.stdout.encoding}，系统 {locale.getpreferredencoding(False)}"
    return _one("文字编码", True, f"{found}；显示不了的字会写成 \\u 编号。")


def _temporary() -> dict[str, Any]:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
    except OSError as trouble:
        return _one("临时文件夹", False, f"不能写入：{trouble.strerror}，请清理磁盘或检查权限。")
    return _one("临时文件夹", True, "可以写入。")


def _tables() -> dict[str, Any]:
    from nlp.compare import compare
    from nlp.rules import load

    works = compare("铁旒红", "铁流红").relation == "homophone"
    return _one(
        "语言数据", works, f"共 {len(load())} 条规则，比对正常。" if works else "数据不完整。"
    )


def _registry(url: str) -> list[dict[str, Any]]:
    if not url:
        return [_one("台账", True, "未指定，可用 --registry 或 PINWEN_REGISTRY 指定。")]
    from service.settings import load_settings
    from service.storage import open_registry

    try:
        with open_registry(url, scope=load_settings().scope, create=False) as registry:
            if damage := registry.damage():
                return [_one("台账", False, _damaged(damage))]
            return [_records(registry), _keys(registry)]
    except ServiceError as trouble:
        return [_one("台账", False, trouble.message)]


def _records(registry: Registry) -> dict[str, Any]:
    from service import registry as use

    state, total = use.verify_audit_log(registry), use.counts(registry).total
    told = f"{total} 个品牌，操作记录{'完整' if state.intact else '有问题：' + state.reason}。"
    return _one("台账", state.intact, told)


def _keys(registry: Registry) -> dict[str, Any]:
    """Return whether names are compared by the rules of this version."""
    from service.registry import stale_keys

    stale = stale_keys(registry)
    first = next(stale, None)
    if first is None:
        return _one("比对写法", True, "与本版规则一致。")
    told = f"有 {1 + sum(1 for _ in stale)} 个名称（如{quoted_name(first.name)}）的比对写法出自旧版规则，"
    return _one("比对写法", False, f"{told}请备份后运行 pinwen registry rekey。")


def _damaged(damage: str) -> str:
    """Return what to do about a file that can be opened, but of which a part cannot be believed."""
    said = " ".join(damage.split())
    return f"台账文件有损坏，请停止使用并从最近的备份恢复（SQLite 检查结果：{said}）。"
