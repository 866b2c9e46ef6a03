"""The list of all pairs as a file that grows while they are found; it gets its name when it is whole."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.auditing.model import Tie
from service.console import LEVELS, RELATIONS
from service.errors import StorageUnavailable
from service.model import NameRow
from service.tables import disarmed

PAIRS = "audit-pairs.csv"
"""The name of the file."""
STANDINGS = {"collision": "", "family": "同一品牌家族", "accepted": "已决定可并存"}
"""What is said of a pair beside its level."""

_HEADINGS = ("级别", "关系", "评分", "品牌名称", "单位名称", "对方名称", "对方单位", "情况")

Listed = Callable[[Tie, NameRow, NameRow, str], None]


@contextmanager
def pair_list(folder: Path | None) -> Iterator[Listed]:
    """Give what writes a pair into the list of a folder; without a folder it writes nothing.

    Raises:
        StorageUnavailable: the folder or the file cannot be written.
    """
    if folder is None:
        yield lambda *_: None
        return
    temporary = folder / f".{PAIRS}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(_HEADINGS)

            def listed(tie: Tie, one: NameRow, other: NameRow, standing: str) -> None:
                said = (LEVELS[tie[2]], RELATIONS[tie[3]], tie[4])
                names = (one.name, one.unit, other.name, other.unit, STANDINGS[standing])
                writer.writerow([*said, *map(disarmed, names)])

            yield listed
        temporary.replace(folder / PAIRS)
    except OSError as trouble:
        raise StorageUnavailable(
            f"文件夹“{folder}”写不进去，请检查路径、权限和磁盘空间。"
        ) from trouble
    finally:
        temporary.unlink(missing_ok=True)
