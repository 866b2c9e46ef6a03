"""The JSON shape of a batch, `pinwen.batch/1`."""

from __future__ import annotations

from typing import Any

from service.batches.model import Status


def status_wire(state: Status) -> dict[str, Any]:
    """Return how far a batch is as JSON values."""
    return {
        "schema": "pinwen.batch/1",
        "id": state.id,
        "kind": state.kind,
        "source": state.source_name,
        "total": state.total,
        "waiting": state.waiting,
        "done": state.done,
        "failed": state.failed,
        "rejected": state.rejected,
        "with_problems": state.with_problems,
        "notes": list(state.notes),
        "state": "done" if state.finished and not state.waiting else "running",
    }
