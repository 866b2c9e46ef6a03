"""The batches of a server: made in the background, the same upload once, troubles told, resumed at start."""

from __future__ import annotations

import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from service.batches import jobs
from service.batches.jobs import Jobs
from service.batches.lock import only_runner
from service.batches.model import Status
from service.batches.places import prepare_folder
from service.batches.starting import start
from service.errors import Conflict, NotFound, StorageUnavailable
from service.storage import Registry
from tests.service.batches import tiny


def finished(server: Jobs, batch: str) -> Status:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        state = server.status(batch)
        if state.finished or state.notes:
            return state
        time.sleep(0.02)
    raise AssertionError("the batch did not come to its end")


def test_an_upload_is_made_once(registry_url: str, tmp_path: Path, now: datetime) -> None:
    server = Jobs(tmp_path / "jobs", registry_url)
    source = ("a.json", tiny.source(3))
    first = server.create("tiny", source, {}, now)
    assert server.create("tiny", source, {}, now).id == first.id
    assert finished(server, first.id).done == 3
    archive = server.archive(first.id)
    with zipfile.ZipFile(archive) as found:
        assert tiny.name_of(2) in found.namelist()
    stamp = archive.stat().st_mtime_ns
    assert server.archive(first.id).stat().st_mtime_ns == stamp
    assert server.create("tiny", source, {"style": "reading"}, now).id != first.id


def test_many_uploads_are_made_one_after_another(
    registry_url: str, tmp_path: Path, now: datetime
) -> None:
    server = Jobs(tmp_path / "jobs", registry_url)
    made = [
        server.create("tiny", ("a.json", tiny.source(count)), {}, now).id for count in range(1, 6)
    ]
    assert [finished(server, batch).done for batch in made] == [1, 2, 3, 4, 5]


def test_without_a_registry_the_folder_has_the_table(tmp_path: Path, now: datetime) -> None:
    server = Jobs(tmp_path / "jobs")
    made = server.create("tiny", ("a.json", tiny.source(3)), {}, now)
    assert finished(server, made.id).done == 3


def test_what_stopped_a_batch_is_told_and_the_same_upload_goes_on(
    registry_url: str, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageUnavailable("磁盘已满。")

    server = Jobs(tmp_path / "jobs", registry_url)
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "run", full)
        made = server.create("tiny", ("a.json", tiny.source(3)), {}, now)
        assert finished(server, made.id).notes == ("磁盘已满。",)
        with pytest.raises(Conflict, match="还没有完成"):
            server.archive(made.id)
    server.create("tiny", ("a.json", tiny.source(3)), {}, now)
    deadline = time.monotonic() + 30
    while not server.status(made.id).finished and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.status(made.id).notes == ()


def test_a_server_takes_up_its_own_batches_only(
    registry: Registry, registry_url: str, tmp_path: Path, now: datetime
) -> None:
    source = ("a.json", tiny.source(3))
    ours = start(registry, "tiny", source, tmp_path / "jobs" / "a", options={}, now=now)
    other = start(registry, "tiny", source, tmp_path / "elsewhere", options={}, now=now)
    server = Jobs(tmp_path / "jobs", registry_url)
    server.resume()
    assert finished(server, ours).done == 3
    with pytest.raises(NotFound):
        server.status(other)
    assert not (tmp_path / "elsewhere" / tiny.name_of(0)).exists()


def test_a_batch_that_another_process_is_at_is_taken_up_when_that_one_dies(
    registry: Registry,
    registry_url: str,
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "_LATER", 0.05)
    folder = tmp_path / "jobs" / "a"
    source = ("a.json", tiny.source(3))
    batch = start(registry, "tiny", source, folder, options={}, now=now)
    server = Jobs(tmp_path / "jobs", registry_url)
    with only_runner(prepare_folder(folder)):
        server.resume()
        time.sleep(0.3)
        state = server.status(batch)
        assert (state.done, state.finished, state.notes) == (0, False, ())
    assert finished(server, batch).done == 3
