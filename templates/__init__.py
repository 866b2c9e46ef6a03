"""Pages and sample data: files that `service` fills or hands out; see `templates/README.md`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def text(path: str) -> str:
    """Return a shipped template as text; `path` is relative to `templates/`."""
    return files(__name__).joinpath(path).read_text(encoding="utf-8")


def data(path: str) -> bytes:
    """Return a shipped file as bytes; `path` as for `text`."""
    return files(__name__).joinpath(path).read_bytes()


@cache
def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the sorted names in a shipped folder that end with `suffix`, without it."""
    found = (entry.name for entry in files(__name__).joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(suffix) for name in found if name.endswith(suffix)))


@cache
def folders() -> tuple[str, ...]:
    """Return the sorted names of the shipped template packages: folders with a `template.toml`."""
    entries = (entry for entry in files(__name__).iterdir() if entry.is_dir())
    return tuple(sorted(e.name for e in entries if e.joinpath("template.toml").is_file()))
