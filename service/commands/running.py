"""Commands on the program itself: serve, doctor, demo."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from service import console
from service.bounds import MOST_WORKERS
from service.clock import now
from service.commands.common import Opened, print_json, told
from service.commands.status import DONE, STORAGE
from service.errors import WrongUse

# Names of which the index takes longer to make than anybody likes to wait without a word.
_MANY = 20_000


_LAST_PORT = 65535


def serve(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.api.server import serve
    from service.settings import load_settings

    settings = load_settings()
    settings = settings._replace(registry=arguments.registry or settings.registry)
    workers = arguments.workers or settings.workers
    if not 1 <= workers <= MOST_WORKERS:
        raise WrongUse(f"--workers 须在 1 到 {MOST_WORKERS} 之间。")
    port = arguments.port or settings.port
    if not 0 <= port <= _LAST_PORT:
        # The system would take what is left of it, without a word.
        raise WrongUse(f"--port 须在 0 到 {_LAST_PORT} 之间。")
    if settings.registry:
        # A path that is wrong is told now, not to whoever asks first.
        with Opened(settings.registry, needed=True) as opened:
            _make_index(opened)
        # Batches are read, and their registers made, where only the settings are known.
        os.environ["PINWEN_REGISTRY"] = settings.registry
    serve(
        settings,
        host=arguments.host or settings.host,
        port=port,
        workers=workers,
    )
    return DONE


def _make_index(opened: Opened) -> None:
    """Make the index of names where there is none: each worker would make one, and its callers wait."""
    from service import registry as use
    from service.book.files import cache_of, current, open_files

    if cache := cache_of(opened.url):
        if current(opened.registry, cache) is None and use.counts(opened.registry).total > _MANY:
            told("正在建立名称索引，一百万个名称约一分钟，随后启动。")
        open_files(opened.registry, cache)


def doctor(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.doctor import examine
    from service.settings import load_settings

    found = examine(arguments.registry or load_settings().registry)
    if arguments.json:
        print_json(found)
    else:
        rows = [("正常" if c["ok"] else "有问题", c["what"], c["told"]) for c in found]
        console.write(console.table(("结果", "项目", "说明"), rows))
    return DONE if all(one["ok"] for one in found) else STORAGE


def demo(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service.demo import run

    run(Path(arguments.out), now=now())
    return DONE
