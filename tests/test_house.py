"""The house as a whole: one place for each library, files of one idea, nothing foreign inside."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("cli", "corpora", "nlp", "service", "templates")
FILES = [
    path
    for name in OURS
    for path in ([ROOT / "cli.py"] if name == "cli" else sorted((ROOT / name).rglob("*.py")))
    if "build" not in path.parts
]
OTHERS = [path for name in ("tests", "benchmarks") for path in sorted((ROOT / name).rglob("*.py"))]
# The web framework and its validator are spoken in the whole of `service/api`, and nowhere else.
WEB = {"fastapi", "pydantic", "starlette"}


def libraries(path: Path) -> set[str]:
    """Return the third-party libraries that a file imports, typing-only imports included."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found - set(OURS) - set(sys.stdlib_module_names)


def test_each_library_is_imported_in_one_place() -> None:
    places = defaultdict(set)
    for path in FILES:
        for library in libraries(path):
            places[library].add(path.relative_to(ROOT).as_posix())
    for library, files in places.items():
        if library in WEB:
            assert all(file.startswith("service/api/") for file in files), (library, files)
        else:
            assert len(files) == 1, (library, sorted(files))


@pytest.mark.parametrize(
    "path", [*FILES, *OTHERS], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_file_is_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


def test_data_folders_hold_data() -> None:
    code = {
        p.relative_to(ROOT).as_posix()
        for n in ("corpora", "templates")
        for p in (ROOT / n).rglob("*.py")
    }
    assert {p for p in code if "/build/" not in p} == {
        "corpora/__init__.py",
        "templates/__init__.py",
    }
