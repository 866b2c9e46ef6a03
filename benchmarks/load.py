"""A load of requests over kept-alive connections, at little cost: one thread, one selector, raw sockets.

    python -m benchmarks.load PORT PATH NAMES.json --connections 32 --seconds 8

Every connection asks one name after another and waits for each answer. It is a program of its own, so that
it does not share an interpreter with what it measures; its own processor time is told.
"""

from __future__ import annotations

import argparse
import json
import selectors
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

_LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Load:
    """What a load saw.

    Attributes:
        answers: requests answered, of whatever status.
        errors: answers other than 200, and connections that broke.
        seconds: from the first request to the last answer.
        p50_ms, p99_ms, worst_ms: from sending a request to the end of its answer.
        processor_s: processor time of the load itself.
    """

    answers: int
    errors: int
    seconds: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    processor_s: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    sent: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    wanted: int = 0


def request(path: str, name: str) -> bytes:
    """Return the bytes that ask for the check of a name."""
    body = json.dumps({"name": name, "unit": "别的党支部"}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def load(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Load:
    """Ask over and over for some seconds; what was sent before their end is waited for."""
    selector = selectors.DefaultSelector()
    asked, errors, times = 0, 0, []
    begun, used = time.perf_counter(), time.process_time()
    end = begun + seconds
    for _ in range(connections):
        one = _Connection(socket.create_connection(("127.0.0.1", port)))
        one.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(one.socket, selectors.EVENT_READ, one)
        _send(one, requests[asked % len(requests)])
        asked += 1
    while selector.get_map():
        for key, _ in selector.select():
            one = key.data
            status = _read(one)
            if status is None:
                continue
            now = time.perf_counter()
            errors += status != 200
            times.append(now - one.sent)
            if now < end and status and _send(one, requests[asked % len(requests)]):
                asked += 1
            else:
                selector.unregister(one.socket)
                one.socket.close()
    return _told(times, errors, time.perf_counter() - begun, time.process_time() - used)


def _send(one: _Connection, data: bytes) -> bool:
    """Send a request; returns whether the connection still takes any."""
    one.got.clear()
    one.wanted = 0
    one.sent = time.perf_counter()
    try:
        one.socket.sendall(data)
    except OSError:
        return False
    return True


def _read(one: _Connection) -> int | None:
    """Take what came; return the status once an answer is whole.

    0 if the connection broke, or an answer does not say how long it is.
    """
    try:
        data = one.socket.recv(1 << 16)
    except OSError:
        return 0
    if not data:
        return 0
    one.got += data
    if not one.wanted and (at := one.got.find(b"\r\n\r\n")) > 0:
        _, said, rest = bytes(one.got[:at]).lower().partition(_LENGTH)
        if not said:
            return 0
        one.wanted = at + 4 + int(rest.partition(b"\r\n")[0])
    if not one.wanted or len(one.got) < one.wanted:
        return None
    return int(one.got[9:12])


def _told(times: list[float], errors: int, seconds: float, processor: float) -> Load:
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return Load(len(times), errors, seconds, 1000 * p50, 1000 * p99, 1000 * times[-1], processor)


def run(port: int, path: str, names: Path, *, connections: int, seconds: float) -> Load:
    """Return what a load saw that runs in a process of its own."""
    import subprocess

    command = [sys.executable, "-m", "benchmarks.load", str(port), path, str(names)]
    command += ["--connections", str(connections), "--seconds", str(seconds)]
    # What goes wrong there is not kept back.
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Load(**json.loads(said))


def main() -> None:
    """Run one load and print what it saw as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("names", type=Path, help="JSON list of names")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    names = json.loads(given.names.read_text(encoding="utf-8"))
    requests = [request(given.path, name) for name in names]
    seen = load(given.port, requests, connections=given.connections, seconds=given.seconds)
    print(json.dumps(asdict(seen)))


if __name__ == "__main__":
    main()
