"""A batch of applications made in this process, as the table of items would give it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.applications.batch import joined, renderer
from service.batches.model import Done, MadeItem, Work


def done_of(work: Work, options: Mapping[str, str], folder: Path) -> Done:
    """Return what a source asks for, made: facts and payloads have been JSON on the way."""
    assert work.together is not None
    render = renderer(_as_json(work.shared), options)
    made = [(item, render(_as_json(item.payload))) for item in work.items]
    together = work.together()
    items = []
    for (item, one), told in zip(made, together.told, strict=True):
        facts, problems = joined(_as_json(one.facts), one.problems, _as_json(told.values))
        items.append(
            MadeItem(told.position, item.key, item.label, item.row, "done", (), facts, problems)
        )
    shared = _as_json({**work.shared, **together.shared})
    return Done(shared, items, tuple(work.rejected), folder)


def _as_json(value: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(value))
