"""The clause-level report on the layout of any Word file against GB/T 9704—2012 or a house profile."""

from __future__ import annotations

from service.linting.engine import lint
from service.linting.report import Deviation, Finding, Line, Place, Report

__all__ = ["Deviation", "Finding", "Line", "Place", "Report", "lint"]
