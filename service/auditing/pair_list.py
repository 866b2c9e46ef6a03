"""The list of all pairs as a file; it gets its name when it is whole."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from service.auditing.model import STANDINGS
from service.auditing.settling import Settled
from service.console import LEVELS, RELATIONS
from service.errors import StorageUnavailable

PAIRS = "audit-pairs.csv"
"""The name of the file."""

_HEADINGS = ("级别", "关系", "评分", "品牌名称", "单位名称", "对方名称", "对方单位", "情况")
_END = b"\r\n"
# Pairs that are written in one go.
_PORTION = 50_000


def write_pairs(folder: Path, settled: Settled) -> None:
    """Write the list of all pairs into a folder, made if need be; some two microseconds a pair.

    Args:
        folder: where to.
        settled: the pairs.

    Raises:
        StorageUnavailable: the folder or the file cannot be written.
    """
    temporary = folder / f".{PAIRS}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(BOM_UTF8 + ",".join(_HEADINGS).encode() + _END)
            for low in range(0, len(settled.pairs), _PORTION):
                file.writelines(_lines(settled, slice(low, low + _PORTION)))
        temporary.replace(folder / PAIRS)
    except OSError as trouble:
        raise StorageUnavailable(
            f"文件夹“{folder}”写不进去，请检查路径、权限和磁盘空间。"
        ) from trouble
    finally:
        temporary.unlink(missing_ok=True)


def _lines(settled: Settled, some: slice) -> Iterator[bytes]:
    told, lines = settled.pairs.some(some), settled.holders.lines
    heads = [
        f"{LEVELS[one.level]},{RELATIONS[one.relation]},{one.score},".encode() for one in told.said
    ]
    tails = [f",{said}".encode() + _END for said in STANDINGS.values()]
    return (
        heads[code] + one + b"," + other + tails[standing]
        for code, one, other, standing in zip(
            told.codes.tolist(),
            lines(told.one),
            lines(told.other),
            settled.standings[some].tolist(),
            strict=True,
        )
    )
