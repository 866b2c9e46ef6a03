"""The kinds of batches: each a module that offers `read`, `renderer` and `finish`."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from service.batches.model import KindOfBatch
from service.errors import NotFound

KINDS = {"letter": "service.letters.batch"}
"""Modules by kind; one line makes a kind known to CLI and HTTP."""


def find_kind(kind: str) -> KindOfBatch:
    """Return the module of a kind; `module:` before a name takes any module (for tests).

    Raises:
        NotFound: there is no such kind.
    """
    if kind not in KINDS:
        raise NotFound(f"没有“{kind}”这种批次，可用：{'、'.join(KINDS)}。", kind=kind)
    return cast("KindOfBatch", import_module(KINDS[kind]))
