"""The service as real processes: one or several, what one registers the others see, and how it all ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

import pytest

from nlp.index import open_segment
from service.api import workers
from service.api.accepting import Shares
from service.errors import StorageUnavailable
from service.model import BrandDraft
from service.registry import add_brand
from service.storage import open_registry
from tests.running import children, is_running

_SOON = 60.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/docs")


class Service:
    """A service that runs; each request has a connection of its own, so that any worker may answer."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Return the status and the JSON of an answer."""
        connection = self.connected()
        try:
            return asked(connection, method, path, body)
        finally:
            connection.close()

    def connected(self) -> HTTPConnection:
        """Return a connection, which one worker answers as long as it is open."""
        return HTTPConnection("127.0.0.1", self.port, timeout=_SOON)

    def workers(self) -> list[int]:
        """Return the ids of the processes that serve."""
        return [one for one in children(self.process.pid) if "spawn_main" in _command(one)]

    def ended(self, how: signal.Signals) -> int:
        """Send a signal to the parent alone and return how it ended."""
        self.process.send_signal(how)
        return self.process.wait(_SOON)


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def asked(connection: HTTPConnection, method: str, path: str, body: object) -> tuple[int, Any]:
    data = None if body is None else json.dumps(body).encode()
    connection.request(method, path, data, {"Content-Type": "application/json"} if data else {})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


@contextmanager
def serving(registry: str, *options: str, errors: IO[str] | None = None) -> Iterator[Service]:
    """Run a service in a session of its own, so that no signal to the tests reaches it, nor the reverse."""
    command = [sys.executable, "-m", "cli", "serve", "--registry", registry, *options]
    environment = {**os.environ, "PINWEN_PORT": "0"}
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        assert process.stdout
        found = _ADDRESS.search(process.stdout.readline())
        assert found
        yield Service(process, int(found[1]))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=_SOON)


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SOON
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def connections_to_all(service: Service) -> list[HTTPConnection]:
    """Return connections enough that each worker has some of them."""
    workers = service.workers()
    found: list[HTTPConnection] = []
    while not all(_answers(one) for one in workers):
        found.append(service.connected())
        assert asked(found[-1], "GET", "/healthz", None)[0] == 200
        assert len(found) < 200
    return found


def _answers(process: int) -> bool:
    """Whether a worker has an established connection: one beside the socket that all listen on."""
    held = set()
    for one in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            held.add(str(one.readlink()))
    table = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(f"socket:[{row[9]}]" in held for row in table if row[3] == "01")


def test_what_one_worker_registers_all_see_at_once(registry_url: str) -> None:
    with serving(registry_url, "--workers", "2") as service:
        until(lambda: len(service.workers()) == 2)
        every = connections_to_all(service)
        for connection in every:  # so that every book is open before anything is registered
            assert asked(connection, "POST", "/api/v1/names:check", {"name": "奔流"})[0] == 200
        for connection, name in zip(every, ("铁旒红", "盐湖渡口", "红烛先锋"), strict=False):
            assert asked(connection, "POST", "/api/v1/brands", {"name": name})[0] == 201
            for other in every:
                status, found = asked(other, "POST", "/api/v1/names:check", {"name": name})
                assert (status, found["verdict"]) == (200, "reject")
        for connection in every:
            connection.close()
        assert service.ended(signal.SIGTERM) == -signal.SIGTERM


def test_an_index_that_is_stale_is_made_once_before_anybody_asks(tmp_path: Path) -> None:
    registry, index = tmp_path / "brands.db", tmp_path / "brands.db.index"
    with open_registry(str(registry)) as opened:
        add_brand(opened, BrandDraft("铁旒红"), who="张三", now=datetime.now(UTC))
    index.write_bytes(b"of another version")
    with serving(str(registry), "--workers", "2") as service:
        made = index.read_bytes(), index.stat().st_ino
        assert open_segment(index)[0].size == 1
        until(lambda: len(service.workers()) == 2)
        for connection in connections_to_all(service):
            found = asked(connection, "POST", "/api/v1/names:check", {"name": "铁流红"})[1]
            assert found["verdict"] == "reject"
            connection.close()
        assert (index.read_bytes(), index.stat().st_ino) == made


def test_a_worker_that_dies_is_begun_again(tmp_path: Path) -> None:
    errors = (tmp_path / "errors").open("w+", encoding="utf-8")
    with errors, serving(str(tmp_path / "brands.db"), "--workers", "2", errors=errors) as service:
        until(lambda: len(service.workers()) == 2)
        service.ask("GET", "/readyz")
        before = service.workers()
        os.kill(before[0], signal.SIGKILL)
        until(lambda: len(set(service.workers()) - set(before)) == 1)
        told = rf"worker \d \(process {before[0]}\) ended with status -9 and is begun again"
        assert re.search(told, (tmp_path / "errors").read_text(encoding="utf-8"))
        for _ in range(8):
            assert service.ask("GET", "/readyz") == (200, {"ok": True, "sequence": 0})
        left = service.workers()
        assert service.ended(signal.SIGTERM) == -signal.SIGTERM
        until(lambda: not any(is_running(one) for one in left))


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    with serving(str(tmp_path / "brands.db"), "--workers", "2") as service:
        until(lambda: len(service.workers()) == 2)
        service.ask("GET", "/readyz")
        left = service.workers()
        assert service.ended(signal.SIGKILL) == -signal.SIGKILL
        until(lambda: not any(is_running(one) for one in left))


@pytest.mark.parametrize("count", ["1", "2"])
def test_what_was_begun_is_ended_before_the_service_ends(tmp_path: Path, count: str) -> None:
    with serving(str(tmp_path / "brands.db"), "--workers", count) as service:
        connection = service.connected()
        assert asked(connection, "GET", "/readyz", None)[0] == 200
        items = [{"name": f"红帆{chr(0x4E00 + at)}{chr(0x5E00 + at)}"} for at in range(600)]
        sent = json.dumps({"items": items}).encode()
        kind = {"Content-Type": "application/json"}
        connection.request("POST", "/api/v1/names:check-batch", sent, kind)
        time.sleep(0.2)
        service.process.send_signal(signal.SIGTERM)
        answer = connection.getresponse()
        assert len(json.loads(answer.read())["items"]) == 600
        connection.close()
        assert service.process.wait(_SOON) == -signal.SIGTERM


def test_ctrl_c_ends_it_with_a_word(tmp_path: Path) -> None:
    with serving(str(tmp_path / "brands.db"), "--workers", "2") as service:
        until(lambda: len(service.workers()) == 2)
        service.ask("GET", "/readyz")
        os.killpg(service.process.pid, signal.SIGINT)  # as a terminal does: to all of them
        assert service.process.wait(_SOON) == 130


def test_ctrl_c_while_workers_begin_shows_no_traceback(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with (
        told.open("w") as errors,
        serving(str(tmp_path / "brands.db"), "--workers", "2", errors=errors) as service,
    ):
        until(lambda: bool(service.workers()))
        os.killpg(service.process.pid, signal.SIGINT)
        assert service.process.wait(_SOON) == 130
    assert told.read_text(encoding="utf-8").splitlines()[1:] == [
        "已中断。"
    ]  # after the new registry


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with serving(str(tmp_path / "brands.db")) as service:
        for count in ("1", "2"):
            command = [sys.executable, "-m", "cli", "serve", "--workers", count]
            command += ["--port", str(service.port)]
            ended = subprocess.run(
                command, capture_output=True, text=True, timeout=_SOON, check=False
            )
            assert "端口已被占用" in ended.stderr
            assert ended.returncode != 0


@pytest.mark.parametrize("count", ["-1", "65"])
def test_a_number_of_workers_that_makes_no_sense_is_refused(count: str) -> None:
    command = [sys.executable, "-m", "cli", "serve", "--workers", count]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=_SOON, check=False)
    assert "--workers 须在 1 到 64 之间" in ended.stderr


@pytest.mark.parametrize("endless", ["head", "one header", "address", "trailer"])
def test_a_head_without_end_is_cut_off_and_a_long_body_is_not(tmp_path: Path, endless: str) -> None:
    begun = {
        "head": (b"GET /healthz HTTP/1.1\r\nHost: a\r\n", b"X-A: " + b"a" * 1000 + b"\r\n"),
        "one header": (b"GET /healthz HTTP/1.1\r\nX-A: ", b"a" * 1000),
        "address": (b"GET /", b"a" * 1000),
        "trailer": (
            b"POST /api/v1/names:check HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n",
            b"X-A: " + b"a" * 1000 + b"\r\n",
        ),
    }
    with serving(str(tmp_path / "brands.db")) as service:
        long = {"name": "红帆", "meaning": "红" * 19_000, "unit": "", "work": []}
        batch = {"items": [long] * 4}
        assert service.ask("POST", "/api/v1/names:check-batch", batch)[0] == 200
        head, more = begun[endless]
        with socket.create_connection(("127.0.0.1", service.port), timeout=_SOON) as caller:
            with suppress(ConnectionError):
                caller.sendall(head)
                for _ in range(4000):
                    caller.sendall(more)
            with suppress(ConnectionError):
                while answer := caller.recv(1 << 16):
                    assert answer.startswith(b"HTTP/1.1 400")
        assert service.ask("GET", "/healthz") == (200, {"ok": True})


def test_what_is_no_http_is_told_as_any_other_error(tmp_path: Path) -> None:
    with (
        serving(str(tmp_path / "brands.db")) as service,
        socket.create_connection(("127.0.0.1", service.port), timeout=_SOON) as caller,
    ):
        caller.sendall("GET /api/v1/brands?status=已登记 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        answer = b"".join(iter(partial(caller.recv, 1 << 16), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["code"] == "bad-http"
    assert "百分号编码" in json.loads(body)["detail"]


def dies_at_once(_: socket.socket, __: Connection, ___: Shares, ____: int) -> None:
    """Serve as a worker that cannot."""
    raise SystemExit(3)


def test_workers_that_die_as_soon_as_they_begin_are_not_begun_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_MOST_FAILURES", 2)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        before = signal.getsignal(signal.SIGTERM)
        with pytest.raises(StorageUnavailable, match="一启动就退出"):
            workers.Workers(dies_at_once, listening, 2).run()
        assert signal.getsignal(signal.SIGTERM) is before
