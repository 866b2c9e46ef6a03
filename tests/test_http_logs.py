"""What a server tells those who run it: troubles with their request id, a line for each request."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.api import create_app, logs, names
from service.api.keys import Key, Keys, read_keys
from service.errors import BadData, StorageUnavailable, WrongUse
from service.settings import Settings, load_settings

SECRET = "abc"
KEYS = Keys((Key("张三", "clerk", hashlib.sha256(SECRET.encode()).hexdigest()),))


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    yield
    for name in ("pinwen", "pinwen.requests"):
        logger = logging.getLogger(name)
        for handler in logger.handlers:
            with suppress(OSError):
                handler.close()
        logger.handlers[:] = []


def client(folder: Path, *, log: str = "") -> TestClient:
    logs.begin(log)
    app = create_app(Settings(registry=str(folder / "b.db"), request_log=log), keys=KEYS)
    return TestClient(app, raise_server_exceptions=False)


def told(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_request_is_a_line_without_what_was_asked(tmp_path: Path) -> None:
    log, key = tmp_path / "请求.log", {"Authorization": f"Bearer {SECRET}"}
    with client(tmp_path, log=str(log)) as one:
        one.post("/api/v1/names:check", json={"name": "红帆秘密"}, headers=key)
        one.get("/api/v1/brands?text=秘密", headers={"x-request-id": "abc-1"})
        one.get("/healthz")
    first, second, third = told(log)
    assert (first["method"], first["path"], first["status"]) == ("POST", "/api/v1/names:check", 200)
    assert (first["who"], second["who"]) == ("张三", "")
    assert (second["path"], second["status"], second["request_id"]) == (
        "/api/v1/brands",
        401,
        "abc-1",
    )
    assert third["path"] == "/healthz" and third["ms"] >= 0 and third["client"]
    assert "秘密" not in log.read_text(encoding="utf-8").encode().decode("unicode-escape")


def test_a_log_that_was_moved_away_is_begun_anew(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    with client(tmp_path, log=str(log)) as one:
        one.get("/healthz")
        log.rename(tmp_path / "a.log.1")
        one.get("/readyz")
    assert [line["path"] for line in told(log)] == ["/readyz"]


def test_no_file_no_lines(tmp_path: Path) -> None:
    with client(tmp_path) as one:
        assert one.get("/healthz").status_code == 200
    assert logs.line_of() is None


def test_a_log_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"请求日志.*不能写入"):
        logs.begin(str(tmp_path / "nowhere" / "a.log"))


def test_a_full_disk_stops_no_request(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with client(tmp_path, log="/dev/full") as one:
        assert [one.get("/healthz").status_code for _ in range(3)] == [200, 200, 200]
    assert capfd.readouterr().err.count("the log of requests cannot be written") == 1


@pytest.mark.parametrize(
    ("trouble", "status", "said"),
    [
        (RuntimeError("boom"), 500, "unexpected error"),
        (StorageUnavailable("磁盘已满。"), 503, "磁盘已满。"),
    ],
)
def test_trouble_of_ours_is_found_by_its_request_id(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    status: int,
    said: str,
) -> None:
    def fails(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(names, "compare_names", fails)
    key = {"Authorization": f"Bearer {SECRET}"}
    with client(tmp_path) as one:
        answer = one.post("/api/v1/names:compare", json={"a": "一", "b": "二"}, headers=key)
    assert answer.status_code == status
    number = answer.json()["request_id"]
    assert f"request_id {number}, POST /api/v1/names:compare: {said}" in capfd.readouterr().err


def test_who_comes_to_the_front_door_is_shown_the_description(tmp_path: Path) -> None:
    with client(tmp_path) as one:
        assert one.get("/", follow_redirects=False).headers["location"] == "/docs"


def test_what_is_too_large_is_told_with_the_limit(tmp_path: Path) -> None:
    key = {"Authorization": f"Bearer {SECRET}", "content-type": "application/json"}
    with client(tmp_path) as one:
        answer = one.post("/api/v1/names:check", content=b" " * (5 << 20), headers=key)
        assert answer.status_code == 413
        assert answer.json()["detail"] == "内容超过 4 MB 的限制，请拆分后重试。"
        pieces = (b" " * (1 << 20) for _ in range(6))
        answer = one.post("/api/v1/names:check", content=pieces, headers=key)
        assert answer.json()["detail"] == "内容超过 4 MB 的限制，请拆分后重试。"


def test_files_of_notepad_are_read(tmp_path: Path) -> None:
    keys, settings = tmp_path / "keys", tmp_path / "pinwen.toml"
    keys.write_text(f"clerk 张三 {'a' * 64}\n", encoding="utf-8-sig")
    settings.write_text('who = "张三"\n', encoding="utf-8-sig")
    assert read_keys(keys).keys == (Key("张三", "clerk", "a" * 64),)
    assert load_settings({}, folder=tmp_path).who == "张三"
    keys.write_text(f"clerk 张三 {'a' * 64}\n", encoding="gbk")
    with pytest.raises(BadData, match="不是 UTF-8 编码"):
        read_keys(keys)
