"""Runs the application; elsewhere than on loopback only with keys. Only import of uvicorn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from service.api.app import create_app
from service.api.keys import no_keys, read_keys
from service.api.origins import is_loopback
from service.errors import WrongUse
from service.settings import Settings


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until stopped.

    Raises:
        WrongUse: another machine could reach the service and there are no keys.
    """
    import uvicorn

    if not is_loopback(host) and not settings.api_keys:
        raise WrongUse(
            f"在 {host} 上监听会让别的电脑访问，必须先配置密钥文件（PINWEN_API_KEYS），否则只能用 127.0.0.1。"
        )
    keys = read_keys(Path(settings.api_keys)) if settings.api_keys else no_keys()
    app = create_app(replace(settings, host=host, port=port), keys=keys)
    print(f"品文已启动：http://{host}:{port}/docs（按 Ctrl+C 停止）")  # noqa: T201 - says where
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=20)
