"""All benchmarks, one after another: `python -m benchmarks` (a quarter of an hour) or `--full` (hours).

Each is a program of its own that writes its figures to `benchmarks/results/`; at the end the report is
written from them. One that fails is told, and the others go on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import report

RESULTS = Path(__file__).parent / "results"

# Program, what it is asked in a short run, and in a full one; {out} is where its figures go.
JOBS: tuple[tuple[str, str, str], ...] = (
    ("judgement", "--output {out}", "--output {out}"),
    ("words", "--output {out}", "--output {out}"),
    ("scale", "--peers --sizes 50000 100000 --output {out}", "--peers --full --output {out}"),
    ("alike", "--peers --sizes 100000 --output {out}", "--peers --full --output {out}"),
    ("national", "--sizes 50000 --output {out}", "--full --output {out}"),
    ("http", "--output {out}", "--full --output {out}"),
    (
        "documents",
        "--batch 1000 --applications 200 --output {out}",
        "--batch 10000 --applications 10000 --rounds 3 --output {out}",
    ),
)


def main() -> int:
    """Run all; returns 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="up to the nation's size; takes hours")
    full = parser.parse_args().full
    # Of a short run the figures stay apart from those that the report tells.
    folder = RESULTS if full else RESULTS / "short"
    folder.mkdir(parents=True, exist_ok=True)
    failed = [job for job, short, long in JOBS if not done(job, long if full else short, folder)]
    if full and "scale" not in failed:
        report.main()
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def done(job: str, arguments: str, folder: Path) -> bool:
    """Run one and return whether it came to its end."""
    print(f"== {job}", flush=True)
    told = arguments.format(out=folder / f"{job}.json").split()
    start = time.perf_counter()
    ended = subprocess.run([sys.executable, "-m", f"benchmarks.{job}", *told], check=False)
    print(f"== {job}: {time.perf_counter() - start:.0f} s", flush=True)
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
