"""All that the registry knows of one brand: its record, its family, what it was called, what was decided."""

from __future__ import annotations

from typing import Any

from service import registry as use
from service import wire
from service.model import Brand
from service.storage import Registry


def brand_file(registry: Registry, brand: Brand) -> dict[str, Any]:
    """Return a brand as JSON values, `pinwen.brand/1`, with its parent, children, former names, decisions."""
    parent = use.get_brand(registry, brand.parent_id) if brand.parent_id else None
    return {
        **wire.brand(brand),
        "parent": _short(parent) if parent else None,
        "children": [_short(child) for child in use.child_brands(registry, brand.id)],
        "former_names": [former._asdict() for former in use.former_names(registry, brand.id)],
        "decisions": [
            {**decision._asdict(), "names": list(decision.names)}
            for decision in use.decisions(registry, brand_id=brand.id)
        ],
    }


def _short(brand: Brand) -> dict[str, str]:
    return {"id": brand.id, "name": brand.name, "unit": brand.unit, "status": brand.status.value}
