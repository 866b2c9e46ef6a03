"""Figures kept as JSON, for the report."""

from __future__ import annotations

import json
from pathlib import Path


def keep(figures: object, path: Path | None) -> None:
    """Write figures to a file, its folder made if need be; nothing where no file is asked for."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")
