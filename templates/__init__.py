"""Pages and sample data: files that `service` fills or hands out; see `templates/README.md`."""

from __future__ import annotations

from importlib.resources import files


def text(path: str) -> str:
    """Return a shipped template as text; `path` is relative to `templates/`."""
    return files(__name__).joinpath(path).read_text(encoding="utf-8")


def data(path: str) -> bytes:
    """Return a shipped file as bytes; `path` as for `text`."""
    return files(__name__).joinpath(path).read_bytes()
