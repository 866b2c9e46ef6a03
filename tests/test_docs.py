"""What the documents say is so: the tour runs, references are fresh, commands and settings are told."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from service.commands.status import DONE, FINDINGS
from service.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PORT = "8420"  # the one the README writes


def steps(text: str) -> list[tuple[str, str]]:
    """Commands of the console blocks, each with the output below it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def agrees(expected: str, given: str) -> bool:
    """Whether outputs are equal, `…` standing for anything."""
    pattern = ".*".join(re.escape(part) for part in expected.strip().split("…"))
    return re.fullmatch(pattern, given.strip(), re.DOTALL) is not None


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def fetched(command: str) -> str:
    """What the curl line of the tour asks for, without needing curl."""
    words = shlex.split(command)
    url = next(word for word in words if word.startswith("http"))
    data = words[words.index("-d") + 1].encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    for _ in range(150):
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError("the service does not answer")


@pytest.fixture
def tour(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PINWEN_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    yield tmp_path, kept | {"PATH": path, "LC_ALL": "C.UTF-8", "PINWEN_PORT": free_port()}


def test_the_tour_of_the_readme_is_true(tour: tuple[Path, dict[str, str]]) -> None:
    folder, environment = tour
    server: subprocess.Popen[bytes] | None = None
    try:
        for command, expected in steps(README):
            if command.endswith("&"):
                words = shlex.split(command.rstrip("& "))
                server = subprocess.Popen(words, cwd=folder, env=environment)
                continue
            if command.startswith("curl "):
                given = fetched(command.replace(PORT, environment["PINWEN_PORT"]))
            else:
                given = said(command, folder, environment)
            assert agrees(expected, given), f"{command}\n{given}"
    finally:
        if server:
            server.terminate()
            server.wait(30)


def said(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    given = done.stdout.decode()
    assert done.returncode in (DONE, FINDINGS), given
    return given


def test_the_tour_is_no_empty_walk() -> None:
    ran = [command.split()[:2] for command, _ in steps(README)]
    for name in ("check", "compare", "suggest", "registry", "batch", "draft", "lint", "serve"):
        assert ["pinwen", name] in ran
    assert all(output.strip(" …\n") for command, output in steps(README) if "&" not in command)


def test_the_references_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "docs/build.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()


def commands(one: argparse.ArgumentParser, words: str = "pinwen") -> list[str]:
    """Every command that can be run, subcommands too."""
    below = [a.choices for a in one._actions if isinstance(a, argparse._SubParsersAction)]
    deeper = [commands(p, f"{words} {name}") for parts in below for name, p in parts.items()]
    return [name for names in deeper for name in names] if below else [words]


@pytest.mark.parametrize("command", commands(cli.parser()))
def test_every_command_is_in_the_reference(command: str) -> None:
    assert f"## {command}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings._fields)
def test_every_setting_is_told(name: str) -> None:
    assert f"| `{name}` |" in MANUAL
    assert f"PINWEN_{name.upper()}" in MANUAL


def test_rows_of_the_decisions_have_three_cells() -> None:
    lines = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) > 100
    assert [row for row in rows if len(re.split(r"(?<!\\)\|", row)) != 5] == []


def test_what_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:corpora|nlp|service|templates|tests|docs|\.ci)/[\w./-]*)`", text)
    assert paths
    for path in paths:
        if "0xx" not in path:  # the pattern of a rule's name
            assert (ROOT / path).exists(), path


def test_every_folder_of_templates_is_told() -> None:
    told = (ROOT / "templates" / "README.md").read_text(encoding="utf-8")
    folders = [one.name for one in (ROOT / "templates").iterdir() if one.is_dir()]
    assert len(folders) > 10
    assert [name for name in folders if name[0] != "_" and f"`{name}/`" not in told] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_package_registry(page: Path) -> None:
    hosts = re.findall(r"https?://([\w.-]+)", page.read_text(encoding="utf-8"))
    assert all(host in ("127.0.0.1", "localhost") for host in hosts)
