"""The HTTP interface: the same functions and the same JSON as the command line, under `/api/v1`."""

from __future__ import annotations

from service.api.app import create_app

__all__ = ["create_app"]
