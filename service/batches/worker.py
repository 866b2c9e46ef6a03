"""One worker: takes items, renders them, brings their files to disk, marks them done."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.batches.kinds import load_kind, module_of
from service.batches.model import Rendered, Renderer
from service.batches.stopping import Stop, never
from service.batches.writing import Placed, Stage
from service.errors import NotFound, ServiceError, StorageUnavailable
from service.storage import Registry, batches, leasing

MOST, FEWEST, SHARE = 256, 32, 8
"""Items of one lease: a share of those that wait, so that workers end together; enough that the database
is not the slow part, few enough to lose at a crash."""
LEASE_SECONDS = 120
_RENEW_SECONDS = 30.0

Leased = tuple[int, int, str]
Outcome = Rendered | ServiceError


@dataclass(frozen=True, slots=True)
class _Share:
    """Items of one lease on their way: their tokens, their files, what came of each, all by position."""

    tokens: dict[int, int]
    stage: Stage
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def rows(self, placed: Sequence[Placed], lost: Collection[int]) -> list[dict[str, object]]:
        """Return the rows that mark the items that were not lost."""
        of: dict[int, list[Placed]] = {}
        for one in placed:
            of.setdefault(one.owner, []).append(one)
        return [
            row(at, self.tokens[at], made, of.get(at, ()))
            for at, made in self.outcomes.items()
            if at not in lost
        ]


class Worker:
    """Makes items of a batch.

    Args:
        registry: where the items are.
        batch: id.
        owner: name under which it leases.
        module: import path of the kind; found by the batch's kind if empty.

    Raises:
        NotFound: there is no such batch.
    """

    def __init__(self, registry: Registry, batch: str, owner: str, module: str = "") -> None:
        found = batches.find_batch(registry.database, batch)
        if found is None:
            raise NotFound(f"没有编号为“{batch}”的批次。", batch=batch)
        kind = load_kind(module or module_of(found["kind"]))
        self._render: Renderer = kind.renderer(found["shared"], found["options"])
        self._database, self._batch, self._owner = registry.database, batch, owner
        self._place = str(found["folder"])
        self._renewed = time.monotonic()
        # Of all items held, by position.
        self._tokens: dict[int, int] = {}
        # What is made and not shown yet.
        self._shares: list[_Share] = []

    def work(self, told: Callable[[], None] = lambda: None, stop: Stop = never) -> None:
        """Make items until none is left to take.

        While items are made, a thread shows those before and takes the next: disk and table are waited for
        beside the work.

        Args:
            told: called after each lease.
            stop: called before each item; may raise KeyboardInterrupt.

        Raises:
            KeyboardInterrupt: `stop` said so; leases are given back.
            StorageUnavailable: files or table cannot be written; leases are given back.
        """
        try:
            with ThreadPoolExecutor(1) as beside:
                self._work(beside, told, stop)
        except BaseException as end:
            # An attempt counts when the item may have ended its worker, not when disk or person did.
            tried = not isinstance(end, ServiceError | KeyboardInterrupt)
            # Not to hide what ended it: the next run gives back what could not be given back here.
            with suppress(Exception):
                leasing.release(self._database, self._batch, self._owner, tried=tried)
            raise
        finally:
            for share in self._shares:
                share.stage.discard()

    def _work(self, beside: Executor, told: Callable[[], None], stop: Stop) -> None:
        leased, ahead = self._take(), None
        while leased:
            if ahead is None and not _tried(leased):
                ahead = beside.submit(self._take, fresh=True)
            share = self._made(leased, stop)
            leased = ahead.result() if ahead else []
            ahead = beside.submit(self._show_and_take, share, fresh=bool(leased))
            # Should one that was tried before end this process, it takes no others along.
            if not leased:
                leased, ahead = ahead.result(), None
            told()

    def _take(self, *, fresh: bool = False) -> list[Leased]:
        self._renewed = time.monotonic()
        waiting = leasing.waiting(self._database, self._batch, MOST * SHARE)
        count = max(FEWEST, waiting // SHARE)
        leased = leasing.lease(
            *(self._database, self._batch, self._owner),
            count=count,
            seconds=LEASE_SECONDS,
            fresh=fresh,
        )
        self._tokens |= {at: token for at, token, _ in leased}
        return leased

    def _show_and_take(self, share: _Share, *, fresh: bool) -> list[Leased]:
        """Show and mark what was made, and take the next."""
        rows = self._shown(share)
        # In one transaction: each costs the disk some waiting.
        with self._database.writing():
            if rows:
                leasing.complete(self._database, self._batch, rows)
            return self._take(fresh=fresh)

    def _made(self, leased: Sequence[Leased], stop: Stop) -> _Share:
        """Render and write; what is written goes to disk from now on."""
        share = _Share(
            {at: token for at, token, _ in leased}, Stage(Path(self._place), self._known)
        )
        self._shares.append(share)
        for at, _, payload in leased:
            stop()
            share.outcomes[at] = self._staged(share.stage, at, payload)
        share.stage.begin_to_settle()
        return share

    def _shown(self, share: _Share) -> list[dict[str, object]]:
        """Show what was made; returns rows to mark.

        File to disk, then its name, then its mark: whichever step is the last, nothing is half there.
        """
        share.stage.settle()
        lost = self._confirm(share)
        share.stage.withdraw(lost)
        rows = share.rows(share.stage.publish(), lost)
        share.stage.discard()
        self._shares.remove(share)
        for at in share.tokens:
            del self._tokens[at]
        return rows

    def _staged(self, stage: Stage, at: int, payload: str) -> Outcome:
        made = _rendered(self._render, payload)
        if isinstance(made, Rendered):
            for name, data in made.files:
                stage.add(at, name, data)
            made = Rendered((), made.facts, made.problems)
        if time.monotonic() - self._renewed > _RENEW_SECONDS:
            # Copied: what is taken and shown beside this changes them.
            self._renew(dict(self._tokens))
        return made

    def _confirm(self, share: _Share) -> set[int]:
        """Tell what is about to appear, and return the items that another worker has taken over."""
        with self._database.writing():
            batches.announce_files(
                self._database, self._place, [(one.name, one.digest) for one in share.stage.placed]
            )
            return self._renew(share.tokens)

    def _renew(self, tokens: Mapping[int, int]) -> set[int]:
        self._renewed = time.monotonic()
        return leasing.renew(self._database, self._batch, tokens, seconds=LEASE_SECONDS)

    def _known(self, name: str, digest: str) -> bool:
        return batches.is_known_file(self._database, self._place, name, digest)


def _tried(leased: Sequence[Leased]) -> bool:
    """Return whether one of some items was tried before: it may be one that kills its worker."""
    return any(token > 1 for _, token, _ in leased)


def _rendered(render: Renderer, payload: str) -> Outcome:
    try:
        return render(json.loads(payload))
    except StorageUnavailable:
        raise
    except ServiceError as trouble:
        return trouble
    except (Exception, SystemExit) as trouble:  # noqa: BLE001 - one item must not stop the others
        return ServiceError(
            f"程序内部错误（{type(trouble).__name__}：{trouble}），请报告维护人员。"
        )


def row(position: int, token: int, made: Outcome, placed: Sequence[Placed]) -> dict[str, object]:
    """Return the row that marks an item."""
    facts: Mapping[str, Any] = {}
    if isinstance(made, ServiceError):
        state, problems = "failed", _told(made)
    else:
        state, facts, problems = "done", made.facts, [*made.problems, *kept(placed)]
    return {
        "position": position,
        "token": token,
        "state": state,
        "files": batches.to_json([(one.name, one.digest) for one in placed]),
        "facts": batches.to_json(facts),
        "problems": batches.to_json(problems),
        "problem_count": len(problems),
    }


def kept(placed: Sequence[Placed]) -> list[str]:
    """Return what is to be told of files that gave way to a person's."""
    return [
        f"“{one.asked}”已被人工修改或正在打开，未覆盖，新文件为“{one.name}”。"
        for one in placed
        if one.name != one.asked
    ]


def _told(trouble: ServiceError) -> list[str]:
    problems: Any = trouble.facts.get("problems")
    return [str(one["message"]) for one in problems] if problems else [trouble.message]


def owner_name(process: int | None = None) -> str:
    """Return the name of a worker process, this one if none is given."""
    return f"worker-{process or os.getpid()}"
