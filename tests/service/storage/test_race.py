"""Several processes, the same names: exactly one wins each; first openers of one registry all succeed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from service.registry import name_rows, verify_audit_log
from service.storage import Registry, open_registry, schema

MARKS = "红帆灯塔星火奔流"
NAMES = [a + b for a in MARKS for b in MARKS][:50]
PROCESSES = 8

CONTEND = """
import json, sys
from collections import Counter
from datetime import UTC, datetime
from service.errors import DuplicateBrand
from service.model import BrandDraft
from service.registry import add_brand
from service.storage import open_registry
url, worker, names = sys.argv[1], sys.argv[2], sys.argv[3].split()
from nlp.normalize import match_key
match_key("热身")
outcome = Counter()
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
with open_registry(url) as registry:
    for name in names:
        try:
            add_brand(registry, BrandDraft(name, worker), who=worker, now=datetime.now(UTC))
            outcome["won"] += 1
        except DuplicateBrand as error:
            outcome["lost" if error.facts["holder"]["unit"] != worker else "self"] += 1
print(json.dumps(outcome))
"""


def test_each_name_is_won_once_and_no_process_fails(registry_url: str) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CONTEND, registry_url, f"第{i}支部", " ".join(NAMES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": ".", "PYTHONUTF8": "1"},
        )
        for i in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    outcomes = [json.loads(worker.communicate(timeout=120)[0]) for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    assert sum(one.get("won", 0) for one in outcomes) == len(NAMES)
    assert sum(one.get("lost", 0) for one in outcomes) == len(NAMES) * (PROCESSES - 1)
    with open_registry(registry_url) as registry:
        assert sorted(row.name for row in name_rows(registry)) == sorted(NAMES)
        assert verify_audit_log(registry).intact


def test_opening_again_changes_nothing(registry: Registry, registry_url: str) -> None:
    before = schema.applied(registry.database)
    with open_registry(registry_url) as again:
        assert schema.applied(again.database) == before
    steps = schema.migrations(registry.engine)
    assert before == [(one.number, one.name, one.checksum) for one in steps]
    assert steps[-1].number == schema.SCHEMA
