"""The load of the HTTP benchmark: it counts what was answered, and what went wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load import load, request
from benchmarks.sections import http


class _Handler(BaseHTTPRequestHandler):
    """Answers 200, 422 for a name that holds `坏`, without a length at `长`, and hangs up at `断`."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("unicode_escape")
        if "断" in body:
            self.close_connection = True
            return
        self.send_response(422 if "坏" in body else 200)
        if "长" not in body:
            self.send_header("Content-Length", "70000")
        self.end_headers()
        self.wfile.write(b"x" * 70000)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("names", "share"),
    [(["红帆"], 0.0), (["坏"], 1.0), (["红帆", "坏"], 0.5), (["断"], 1.0), (["长"], 1.0)],
)
def test_answers_and_errors_are_counted(port: int, names: list[str], share: float) -> None:
    requests = [request("/check", name) for name in names]
    seen = load(port, requests, connections=4, seconds=0.2)
    assert seen.answers >= 4
    assert seen.errors / seen.answers == pytest.approx(share, abs=0.25)
    assert (share == 0) == (seen.errors == 0)
    assert seen.p50_ms <= seen.p99_ms <= seen.worst_ms


def test_the_report_tells_each_way_beside_ours() -> None:
    own = {"way": "pinwen serve", "size": 1000, "workers": 2, "connections": 32, "per_s": 1500.0}
    own |= {"p50_ms": 20.0, "p99_ms": 40.0, "worst_ms": 50.0, "errors": 0}
    lines = list(http([own, {**own, "way": "peer", "per_s": 15.0}]))
    assert "| pinwen serve | 1,000 | 2 | 1,500 | 20.0 | 40.0 | 50.0 | 0 | 1.0 × |" in lines
    assert any(line.startswith("| peer |") and line.endswith("| 100 × |") for line in lines)
