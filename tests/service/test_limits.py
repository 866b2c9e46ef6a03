"""Limits of an office hold at every entrance: files, requests, the command line."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import Workbook

from service.api import create_app
from service.api.limits import Guard
from service.checking import check_name, check_names, surroundings
from service.errors import NameTooLong, TooManyRows, UnacceptableName
from service.importing.files import import_file
from service.importing.proposals import read_pairs, read_proposals
from service.limits import Limits
from service.settings import Settings
from service.storage import open_registry
from tests.service.importing.books import brand_rows, read_table

ROOT = Path(__file__).parents[2]
SMALL = Limits(rows=3, name_length=5)


def csv(rows: int) -> bytes:
    return "品牌名称,单位\n".encode() + "".join(f"红帆{i},甲{i}\n" for i in range(rows)).encode()


def workbook(rows: int, folder: Path) -> Path:
    made, path = Workbook(), folder / "a.xlsx"
    for row in [["登记表"], ["品牌名称"], *([f"红帆{i}"] for i in range(rows)), ["合计"]]:
        made.worksheets[0].append(row)
    made.save(path)
    return path


def test_rows_up_to_the_limit_are_read_whatever_stands_around_them(tmp_path: Path) -> None:
    assert len(read_table(workbook(3, tmp_path), limits=SMALL).rows) == 3
    with pytest.raises(TooManyRows, match="超过 3 行"):
        read_table(workbook(4, tmp_path), limits=SMALL)


def test_far_more_rows_are_refused_before_they_are_read(tmp_path: Path) -> None:
    with pytest.raises(TooManyRows, match="拆分成几个文件，或调大设置 max_rows"):
        read_table(workbook(1010, tmp_path), limits=SMALL)
    with pytest.raises(TooManyRows):
        read_table(csv(1010), filename="a.csv", limits=SMALL)


def test_lists_and_pairs_have_the_same_limit(tmp_path: Path) -> None:
    with pytest.raises(TooManyRows):
        read_proposals("甲\n乙\n丙\n丁\n".encode(), filename="a.txt", limits=SMALL)
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("a,b\n" + "红帆,红旗\n" * 4, encoding="utf-8")
    with pytest.raises(TooManyRows):
        read_pairs(pairs, limits=SMALL)
    assert len(read_pairs(pairs, limits=Limits(rows=4)).pairs) == 4


def test_an_import_beyond_the_limit_changes_nothing(tmp_path: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    with open_registry(str(tmp_path / "r.db")) as registry:
        with pytest.raises(TooManyRows):
            import_file(registry, csv(4), filename="a.csv", who="甲", now=now, limits=SMALL)
        report = import_file(registry, csv(3), filename="a.csv", who="甲", now=now, limits=SMALL)
    assert report.rows == 3


def test_a_long_name_is_a_problem_of_its_row() -> None:
    table = read_table("品牌名称\n一二三四五\n一二三四五六\n".encode(), filename="a.csv")
    drafts, problems = brand_rows(table, limits=SMALL)
    assert [draft.name for draft in drafts] == ["一二三四五"]
    assert [(one.row, "超过 5 字" in one.message) for one in problems] == [(3, True)]


def test_a_check_refuses_long_names_with_their_row() -> None:
    around = surroundings(limits=SMALL)
    assert check_name("一二三四五", around).length == 5
    with pytest.raises(NameTooLong) as trouble:
        check_name("一二三四五六", around)
    assert isinstance(trouble.value, UnacceptableName)
    rows = read_proposals("甲乙丙\n一二三四五六\n".encode(), filename="a.txt").rows
    good, long = check_names(rows, around)
    assert good.key == "甲乙丙"
    assert "名称长达 6 字" in long.findings[0].message


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(registry=str(tmp_path / "r.db"), max_rows=3, max_name_length=5)
    with TestClient(create_app(settings), raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("names:check", {"name": "一二三四五六"}),
        ("names:compare", {"a": "红帆", "b": "一二三四五六"}),
        ("names:suggest", {"unit": "供电公司", "like": "一二三四五六"}),
        ("names:normalize", {"name": "一二三四五六"}),
        ("brands", {"name": "一二三四五六"}),
    ],
)
def test_long_names_in_requests(client: TestClient, path: str, body: dict[str, Any]) -> None:
    answer = client.post(f"/api/v1/{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "name-too-long")


def test_a_long_name_keeps_no_other_of_its_batch_back(client: TestClient) -> None:
    items = [{"name": "红帆"}, {"name": "一二三四五六"}, {"name": "红\ue000"}]
    found = client.post("/api/v1/names:check-batch", json={"items": items}).json()["items"]
    assert [bool(item["key"]) for item in found] == [True, False, False]
    assert [item["findings"][0]["rule"] for item in found[1:]] == ["BN104", "BN104"]


def test_too_many_rows_in_requests(client: TestClient) -> None:
    items = [{"name": f"红帆{i}"} for i in range(4)]
    answers = [
        client.post("/api/v1/names:check-batch", json={"items": items}),
        client.post("/api/v1/brands:import", files={"file": ("a.csv", csv(4))}),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (413, "too-many-rows")
    assert client.get("/api/v1/brands").json()["total"] == 0


def test_a_renamed_brand_keeps_the_limit(client: TestClient) -> None:
    brand = client.post("/api/v1/brands", json={"name": "红帆"}).json()
    answer = client.patch(f"/api/v1/brands/{brand['id']}", json={"name": "一二三四五六"})
    assert answer.json()["code"] == "name-too-long"


def slow_app(release: asyncio.Event, ended: list[str]) -> FastAPI:
    app = FastAPI()

    @app.get("/slow")
    async def slow() -> str:
        await release.wait()
        ended.append("done")
        return "late"

    @app.get("/release")
    async def free() -> str:
        release.set()
        await asyncio.sleep(0)
        return "ok"

    app.add_middleware(Guard, most_bytes=1024, most_seconds=0.05, open_on="")
    return app


def test_a_slow_request_is_answered_and_its_work_goes_on() -> None:
    ended: list[str] = []
    with TestClient(slow_app(asyncio.Event(), ended)) as client:
        answer = client.get("/slow")
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert answer.json()["code"] == "too-slow"
        assert "先查询再重试" in answer.json()["detail"]
        assert ended == []
        assert client.get("/release").status_code == 200
        assert client.get("/slow").json() == "late"
    assert ended == ["done", "done"]


def test_the_command_line_keeps_the_limits(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv(4))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PINWEN_MAX_ROWS": "3"}
    environment |= {"PINWEN_MAX_NAME_LENGTH": "5", "PYTHONIOENCODING": "utf-8"}

    def pinwen(*arguments: str) -> tuple[int, str]:
        code = "import sys, cli; sys.exit(cli.main())"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stderr.decode()

    assert pinwen("check", "一二三四五六")[0] == 3
    status, told = pinwen("registry", "import", "a.csv", "--registry", "r.db")
    assert (status, "超过 3 行" in told) == (3, True)
    status, told = pinwen("check", "--input", "a.csv")
    assert (status, "超过 3 行" in told) == (3, True)
