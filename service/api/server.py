"""Runs the application; elsewhere than on loopback only with keys. Only import of uvicorn."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service.api import logs
from service.api.accepting import Accepting, Shares
from service.api.app import create_app
from service.api.keys import Keys, no_keys, read_keys
from service.api.origins import is_loopback
from service.api.refusals import MEDIA_TYPE, refusal
from service.api.workers import Workers
from service.errors import WrongUse
from service.settings import Settings

_BACKLOG = 2048
_GRACE = 20
_MOST_HEAD = 64 << 10
# Objects made, and rounds of the younger generations, between two rounds of the collector of cycles. Profiles
# of names are kept, so each round looks at what was made since: 0.5 ms here, 22 ms for 100,000 objects.
_RARELY = (5_000, 1000, 1000)


def serve(settings: Settings, *, host: str, port: int, workers: int = 1) -> None:
    """Serve until stopped.

    Args:
        settings: registry and limits.
        host: where to listen.
        port: where to listen; 0 takes any that is free.
        workers: processes that serve; with one it is this process.

    Raises:
        WrongUse: another machine could reach the service and there are no keys, or the place is taken.
    """
    if not is_loopback(host) and not settings.api_keys:
        raise WrongUse(
            f"在 {host} 上监听会让别的电脑访问，必须先配置密钥文件（PINWEN_API_KEYS），否则只能用 127.0.0.1。"
        )
    keys = read_keys(Path(settings.api_keys)) if settings.api_keys else no_keys()
    logs.begin(settings.request_log)
    with _socket(host, port) as listening:
        port = listening.getsockname()[1]
        settings = settings._replace(host=host, port=port, workers=workers)
        print(  # noqa: T201 - says where
            f"品文已启动：http://{host}:{port}/docs（按 Ctrl+C 停止）", flush=True
        )
        if workers > 1:
            Workers(partial(serve_until_closed, settings, keys), listening, workers).run()
        else:
            uvicorn.Server(_config(settings, keys)).run(sockets=[listening])


def serve_until_closed(
    settings: Settings,
    keys: Keys,
    listening: socket.socket,
    pipe: Connection,
    shares: Shares,
    number: int,
) -> None:
    """Serve in a worker process until the pipe from its parent closes, or it is told to terminate."""
    server = _Worker(_config(settings, keys), shares, number)

    def stop(*_: object) -> None:
        server.should_exit = True

    def watch() -> None:
        with suppress(EOFError, OSError):
            pipe.recv()
        stop()

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=watch, name="parent", daemon=True).start()
    server.run(sockets=[listening])


class _BoundedHeads(HttpToolsProtocol):
    """Reads HTTP; refuses a head or trailer that does not end, of which the parser would keep everything."""

    _kept = 0

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._kept += len(data)
        super().data_received(data)
        if self._kept > _MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("Headers are too long.")

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - said in Chinese here
        """Refuse what is no HTTP, or has no end, as every other error is told."""
        _, data = refusal("bad-http")
        head = f"HTTP/1.1 400 Bad Request\r\ncontent-type: {MEDIA_TYPE}\r\n"
        head += f"content-length: {len(data)}\r\nconnection: close\r\n\r\n"
        self.transport.write(head.encode("ascii") + data)
        self.transport.close()

    def on_headers_complete(self) -> None:
        """Begin a request."""
        self._kept = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Hand on a piece of a body, which the application bounds."""
        self._kept = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._kept = 0
        super().on_message_complete()


class _Worker(uvicorn.Server):
    """A server among several on one socket, which leaves signals to the process that began it."""

    def __init__(self, config: uvicorn.Config, shares: Shares, number: int) -> None:
        super().__init__(config)
        self._shares, self._number = shares, number
        self._accepting: list[Accepting] = []

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections, no more than the other workers."""
        # Whose event loop tells of no socket that something waits there.
        if sys.platform == "win32":
            await super().startup(sockets=sockets)
            for one in sockets or []:  # as long a line as it may be, whatever asyncio was told
                one.listen(_BACKLOG)
            return
        await super().startup(sockets=[])
        connections = self.server_state.connections
        self._accepting = [
            Accepting(one, self._shares, self._number, self._take, lambda: len(connections))
            for one in sockets or []
        ]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more, and end what was begun."""
        for one in self._accepting:
            one.close()
        await super().shutdown(sockets=sockets)

    async def _take(self, connection: socket.socket) -> object:
        loop = asyncio.get_running_loop()
        return await loop.connect_accepted_socket(self._protocol, connection)

    def _protocol(self) -> asyncio.Protocol:
        return _BoundedHeads(self.config, self.server_state, self.lifespan.state)


def _config(settings: Settings, keys: Keys) -> uvicorn.Config:
    # What a server keeps is large and stays: to look all of it through for cycles holds up answers.
    gc.set_threshold(*_RARELY)
    logs.begin(settings.request_log)
    # As many as the line is long asyncio takes at once, all for one worker: one at a time they are shared.
    backlog = 1 if settings.workers > 1 else _BACKLOG
    return uvicorn.Config(
        create_app(settings, keys=keys),
        host=settings.host,
        port=settings.port,
        http=_BoundedHeads,
        log_level="warning",
        access_log=False,
        backlog=backlog,
        timeout_graceful_shutdown=_GRACE,
    )


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
        made.listen(_BACKLOG)
    except OSError as trouble:
        raise WrongUse(
            f"不能在 {host} 的 {port} 端口监听：地址不对，或端口已被占用，请用 --port 换一个。"
        ) from trouble
    return made
