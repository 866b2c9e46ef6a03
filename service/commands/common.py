"""What commands share: the open registry, printing."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import console
from service.errors import WrongUse
from service.settings import load_settings

if TYPE_CHECKING:
    from service.checking import Surroundings
    from service.limits import Limits
    from service.storage import Registry


NOWHERE = ":memory:"
"""What SQLite calls a registry that is on no disk."""


def print_json(value: object) -> None:
    """Print one JSON document, in UTF-8 wherever it goes."""
    data = json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data)
    else:
        buffer.write(data.encode("utf-8", "backslashreplace"))


def answer(arguments: argparse.Namespace, value: object, said: str) -> None:
    """Print the result of a command: as JSON where that is asked for, else as a text."""
    if arguments.json:
        print_json(value)
    else:
        console.write(said)


class Opened:
    """The registry of a command, opened when there is one and closed at the end.

    With `preview` nothing is made: a file that is not there yet is taken as an empty registry.
    """

    def __init__(
        self, url: str, *, needed: bool = False, create: bool = True, preview: bool = False
    ) -> None:
        self.url, self.needed, self.create = url or load_settings().registry, needed, create
        if preview and self.url and "://" not in self.url and not Path(self.url).exists():
            self.url = NOWHERE
        self._registry: Registry | None = None
        self._open = ExitStack()

    def __enter__(self) -> Opened:
        from service.storage import open_registry

        if self.url:
            making = self.create and self.needed
            fresh = making and self.url != NOWHERE and "://" not in self.url
            fresh = fresh and not Path(self.url).exists()
            scope = load_settings().scope
            self._registry = open_registry(self.url, scope=scope, create=making)
            if fresh:
                told(f"“{self.url}”原来没有，已新建台账；如果路径写错了，请删去它再重试。")
        elif self.needed:
            raise WrongUse("请用 --registry 指定台账文件，或设置环境变量 PINWEN_REGISTRY。")
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        if self._registry is not None:
            self._registry.close()

    @property
    def registry(self) -> Registry:
        """The open registry of a command that asked for one."""
        assert self._registry is not None  # noqa: S101 - `needed` was asked for
        return self._registry

    def surroundings(self, facts: dict[str, Any]) -> Surroundings:
        """Return what to check against; says so on stderr when there is no registry."""
        from service.book.names import cache_of, open_book
        from service.office import office_surroundings
        from service.others import Others

        settings = load_settings()
        others = self._open.enter_context(Others(settings.also).opened())
        book = None
        if self._registry is None:
            told("未指定台账（--registry），只按规则检查，不与已登记的名称比较。")
        else:
            book = open_book(self._registry, cache=cache_of(self.url))
        return office_surroundings(settings, book)._replace(others=others).with_facts(facts)


def require_apart(source: str, output: str | None) -> None:
    """Raise WrongUse if a result would be written over the file that it is made from."""
    if output and source != "-" and Path(output).resolve() == Path(source).resolve():
        raise WrongUse(f"结果不能写到原文件“{source}”上，请换一个文件名。")


def limits() -> Limits:
    """Return the limits that this office has set."""
    from service.limits import Limits

    return Limits.of(load_settings())


def progress(what: str) -> Callable[[int, int], None] | None:
    """Return a progress line with the time left for a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None
    from service.batches.progress import duration

    first: tuple[float, int] | None = None

    def show(done: int, total: int) -> None:
        nonlocal first
        # What was done before, by an audit that was stopped, tells nothing of the speed.
        begun, before = first = first or (time.monotonic(), done)
        left = (time.monotonic() - begun) * (total - done) / max(1, done - before)
        told = f"，约剩 {duration(left)}" if left else ""
        end = "" if done < total else "\n"
        # Spaces over what a longer line left.
        sys.stderr.write(f"\r{what} {done}/{total}{told}        {end}")
        sys.stderr.flush()

    return show


def told(text: str) -> None:
    """Tell something beside the result."""
    console.write(text, sys.stderr)
