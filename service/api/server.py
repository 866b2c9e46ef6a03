"""Runs the application; elsewhere than on loopback only with keys. Only import of uvicorn."""

from __future__ import annotations

import socket
import sys
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
        WrongUse: another machine could reach the service and there are no keys, or the place is taken.
    """
    import uvicorn

    if not is_loopback(host) and not settings.api_keys:
        raise WrongUse(
            f"在 {host} 上监听会让别的电脑访问，必须先配置密钥文件（PINWEN_API_KEYS），否则只能用 127.0.0.1。"
        )
    keys = read_keys(Path(settings.api_keys)) if settings.api_keys else no_keys()
    app = create_app(replace(settings, host=host, port=port), keys=keys)
    listening = _socket(host, port)
    print(f"品文已启动：http://{host}:{port}/docs（按 Ctrl+C 停止）")  # noqa: T201 - says where
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=20
    )
    uvicorn.Server(config).run(sockets=[listening])


def _socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens where it is asked to, before anybody is told that it does."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        made = socket.socket(family, kind, protocol)
        if sys.platform != "win32":  # there it would let two services share one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
    except OSError as trouble:
        raise WrongUse(
            f"不能在 {host} 的 {port} 端口监听：地址不对，或端口已被占用，请用 --port 换一个。"
        ) from trouble
    return made
