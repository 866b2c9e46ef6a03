"""A kind of batch made for the tests: a JSON source, text files, and items that misbehave when told to."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from service.batches.model import (
    Done,
    Item,
    Make,
    Rejected,
    Rendered,
    Renderer,
    Together,
    Told,
    Work,
)
from service.errors import BadData

FEW = 64
REGISTER, DEADLY = "登记册.txt", "deadly"
_LATE = 0.5


def source(count: int, **changes: Mapping[str, Any]) -> bytes:
    """Return a source of so many items; `k3={"text": "…"}` changes the fourth."""
    items = [{"key": f"k{n}", "text": f"第{n}份", **changes.get(f"k{n}", {})} for n in range(count)]
    return json.dumps({"items": items}).encode()


def name_of(number: int) -> str:
    """Return the name of an item's file."""
    return f"单位{number}.txt"


def content_of(number: int, text: str = "") -> bytes:
    """Return what an item's file holds."""
    return (text or f"第{number}份").encode() * 500


def read(
    _name: str, data: bytes, options: Mapping[str, str], _today: dt.date | None = None
) -> Work:
    """Return what the source asks for; an item with `reject` is rejected, one with `told` hears of it."""
    items, rejected, told = list[Item](), list[Rejected](), dict[int, str]()
    for row, one in enumerate(json.loads(data)["items"], 2):
        if said := one.pop("told", ""):
            told[len(items)] = said
        if why := one.get("reject"):
            rejected.append(Rejected("", row, why))
        else:
            items.append(Item(one["key"], f"单位{one['key'][1:]}", row, one))
    together = partial(_together, told) if told else None
    return Work({"options": dict(options)}, iter(items), rejected, together=together)


def _together(told: Mapping[int, str]) -> Together:
    return Together({"told": len(told)}, (Told(at, {"said": said}, 1) for at, said in told.items()))


def joined(
    facts: Mapping[str, Any], problems: Sequence[str], told: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Put what is told of an item behind its text, and among its problems."""
    return {**facts, "text": f"{facts['text']}，{told['said']}"}, (*problems, told["said"])


def renderer(_shared: Mapping[str, Any], _options: Mapping[str, str]) -> Renderer:
    """Return what writes an item's text, after it has misbehaved."""

    def render(payload: Mapping[str, Any]) -> Rendered:
        time.sleep(payload.get("sleep", 0))
        match payload.get("behave"):
            case "refuse":
                raise BadData("缺少内容，请填写。")
            case "crash":
                raise RuntimeError("boom")
            case "exit":
                sys.exit(0)
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
        number = int(payload["key"][1:])
        files = [(name_of(number), content_of(number, payload["text"]))]
        return Rendered(files, {"text": payload["text"]}, payload.get("problems", ()))

    return render


def finish(done: Done) -> Iterator[tuple[str, bytes | Make]]:
    """Yield a register of what was made; a second one when one of the texts asks so."""
    yield REGISTER, _register
    if "两册" in _texts(done):
        yield "登记册二.txt", b"second"


def _register(done: Done) -> bytes:
    """Return the register, late when a text asks so; whoever finds a file `deadly` dies, once."""
    made = _texts(done)
    time.sleep(_LATE if "慢册" in made else 0)
    if (done.folder / DEADLY).exists():
        (done.folder / DEADLY).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    if "两册" in made:
        done.tell(f"登记 {len(made)} 份。")
    return "\n".join(made).encode()


def _texts(done: Done) -> list[str]:
    return [str(one.facts["text"]) for one in done.items if one.state == "done"]
