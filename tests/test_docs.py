"""What the documents say is true: the tour runs, the references are up to date, nothing is left out."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from cli import parser
from service.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "templates" / "sample_registry" / "registry.xlsx"


def tour() -> list[tuple[str, str]]:
    """Return the commands of the README with what they should print."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        command, _, output = block.partition("\n")
        found.append((command.removeprefix("$ "), output))
    return found


def matches(expected: str, printed: str) -> bool:
    """Whether a text is as expected, where a line `…` stands for any lines, `…` inside for anything."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def test_the_tour_of_the_readme_runs(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("PINWEN_REGISTRY", None)
    assert len(tour()) >= 5
    for command, expected in tour():
        done = subprocess.run(
            command.split(),
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert matches(expected, done.stdout), (command, done.stdout, done.stderr)


def test_the_references_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/build.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def commands(one: argparse.ArgumentParser, name: str = "pinwen") -> list[str]:
    below = [a for a in one._actions if isinstance(a, argparse._SubParsersAction)]
    return ([] if below else [name]) + [
        command
        for action in below
        for child, parsed in action.choices.items()
        for command in commands(parsed, f"{name} {child}")
    ]


@pytest.mark.parametrize("command", commands(parser()))
def test_every_command_is_in_the_reference(command: str) -> None:
    assert f"## {command}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_in_the_manual(name: str) -> None:
    assert f"PINWEN_{name.upper()}" in (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs/manual.md"]
)
def test_the_named_documents_exist(path: str) -> None:
    assert (ROOT / path).stat().st_size > 500
