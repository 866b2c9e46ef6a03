"""Where everything in a speech comes from: each figure and quotation to its row, each unit to the library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.speeches.checks import figures, passages
from service.speeches.composing import target_length
from service.speeches.model import Speech

SLOW, FAST = 180, 220
"""Characters a minute between which a speech is estimated (speaking rates of formal speech)."""


def trace(speech: Speech, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sidecar `pinwen.speech-trace/1` as JSON values."""
    length = speech.length
    return {
        "schema": "pinwen.speech-trace/1",
        "characters": length,
        "asked": target_length(values),
        "minutes": {
            "at_rate": round(length / int(values["rate"]), 1),
            "low": round(length / FAST, 1),
            "high": round(length / SLOW, 1),
        },
        "passages": [
            {"text": p.text, "source": p.source, "figures": figures(p.text)}
            for p in passages(speech)
        ],
        "notices": list(speech.notices),
    }
