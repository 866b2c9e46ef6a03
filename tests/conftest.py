"""Fixtures: a registry on each engine, and a fixed clock. All else is written out in the tests.

PostgreSQL is a real server; without one these tests fail rather than pass unseen.
"""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from service.storage import Registry, open_registry

# How long an example takes says how busy the machine is.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

# A shell that runs the tests in the background has them pass over Ctrl-C, and what they begin as well.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

NO_SERVER = (
    "缺少测试用的 PostgreSQL 服务器。请用 make test，或 .ci/with-postgresql .venv/bin/pytest 运行测试。\n"
    "No PostgreSQL server: run `make test`, or `.ci/with-postgresql .venv/bin/pytest`."
)


@contextmanager
def fresh_schema() -> Iterator[str]:
    """Yield the URL of an empty schema of the test server, dropped afterwards."""
    server = os.environ.get("PINWEN_TEST_POSTGRESQL")
    if not server:
        pytest.fail(NO_SERVER, pytrace=False)
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
        try:
            yield f"{server}?options=-csearch_path%3D{name}"
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def registry_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The place of a registry that nobody has opened yet, on each engine in turn."""
    if request.param == "sqlite":
        yield str(tmp_path / "registry.sqlite")
    else:
        with fresh_schema() as url:
            yield url


@pytest.fixture
def registry(registry_url: str) -> Iterator[Registry]:
    """An empty registry on each engine in turn."""
    with open_registry(registry_url) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    """The moment at which the tests take place."""
    return datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where the index of a registry is kept."""
    return tmp_path / "names.index"


class Golden:
    """Compares a text with a golden file; `pytest --update-golden` writes it instead, for review."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def __call__(self, path: Path, text: str) -> None:
        """Fail unless the text is what the file holds."""
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=bool(request.config.getoption("--update-golden")))
