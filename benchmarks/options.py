"""The options that several benchmarks take."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

SMALL, TOWN, PROVINCE, NATION = 50_000, 100_000, 1_000_000, 5_200_000
"""Names in a registry, from a small one to that of the nation."""


def sized(
    told: str | None, sizes: Sequence[int], *, further: Sequence[int]
) -> argparse.ArgumentParser:
    """Return a parser of `--sizes`, `--full` (read as `further`) and `--output`.

    Args:
        told: what the benchmark says of itself.
        sizes: names in a registry that are measured if none are asked for.
        further: those that a full run measures beside.
    """
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes)
    parser.add_argument(
        "--full",
        dest="further",
        action="store_const",
        const=further,
        default=(),
        help=f"also {', '.join(f'{size:,}' for size in further)} names",
    )
    parser.add_argument("--output", type=Path, help="file that keeps the figures as JSON")
    return parser


def beside_peers(parser: argparse.ArgumentParser) -> None:
    """Add the options of searches: `--peers`, `--keep`."""
    parser.add_argument("--peers", action="store_true", help="beside the peers (needs PostgreSQL)")
    parser.add_argument("--keep", type=Path, help="folder where the registries stay")
