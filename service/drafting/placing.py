"""Where in a workbook a fault stands, said in front of its message."""

from __future__ import annotations

import re

from service.drafting.fields import Problem
from service.texts import row_told

_NUMBERED = re.compile(r"[^“”]+第 \d+ 项的")


def placed(sheet: str, row: int, problem: Problem) -> str:
    """Return a message with its row; that the row is such an item of its list need not be said too."""
    message = problem.message
    if match := _NUMBERED.match(problem.label):
        message = message.replace(match[0], "", 1)
    return f"{row_told(row, sheet)}：{message}"
