"""What a user would write for the service: a FastAPI endpoint that asks `rapidfuzz.process.extract`.

    PEER_NAMES=names.json uvicorn benchmarks.http_peer:app --workers 2

It tells the twenty likest names by characters; of rules, holders and sounds it knows nothing.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from rapidfuzz import process

app = FastAPI()
NAMES: list[str] = json.loads(Path(os.environ["PEER_NAMES"]).read_text(encoding="utf-8"))


class Asked(BaseModel):
    """A name, and the unit that wants it."""

    name: str
    unit: str = ""


@app.post("/check")
def check(asked: Asked) -> list[dict[str, Any]]:
    """Return the likest names with their likeness, 0–100."""
    found = process.extract(asked.name, NAMES, limit=20)
    return [{"name": name, "likeness": likeness} for name, likeness, _ in found]
