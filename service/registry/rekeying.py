"""Keys after an upgrade: a newer version may fold names further, and stored keys must follow.

Brands are gone through a portion at a time, so that millions take the memory of some thousands. Former names
that are still kept are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from nlp.quoting import quoted_name
from service.clock import day_of
from service.errors import Conflict
from service.model import Brand
from service.registry.drafting import COOL_OFF_MONTHS, key_of, months_later
from service.storage import Registry, audit_log, claims, history, pages
from service.storage import brands as table
from service.storage.counters import next_change
from service.texts import first_of

# Brands that are read and written together.
_PORTION = 10_000
# Pairs of one name that a sentence tells.
_TOLD = 3


class StaleName(NamedTuple):
    """A name whose stored key is not what this version makes of it.

    Attributes:
        id: of the brand.
        name: its name, or one that it had and that is still kept for it.
        unit: who holds it.
        key: as it is stored.
        until: for a former name the last day on which it is kept, else empty.
    """

    id: str
    name: str
    unit: str
    key: str
    until: str = ""


_Found = TypeVar("_Found", StaleName, Brand)


def stale_keys(registry: Registry) -> Iterator[StaleName]:
    """Yield the names whose stored keys are not those of this version, former ones last; linear."""
    for portion in _stale_portions(registry):
        yield from portion
    yield from _stale_former(registry)


def refresh_keys(registry: Registry, *, who: str, now: datetime) -> int:
    """Store the keys of this version and return of how many names they were others; all or none.

    A former name that another brand holds by the new rules is kept for nobody any more.

    Raises:
        Conflict: brands that were apart now hold one name; `facts["names"]` lists those that cannot have
            theirs, `facts["pairs"]` the ids of each and of the brand that holds it.
    """
    if next(stale_keys(registry), None) is None:  # nothing is written then
        return 0
    database, scope, today = registry.database, registry.scope, day_of(now)
    with database.writing_much():
        version = next_change(database)
        former = _stale_former(registry)
        brands = 0
        for portion in _stale_portions(registry):
            _store(registry, [one.id for one in portion], version=version)
            brands += len(portion)
        history.let_go(database, scope, [(one.id, one.key) for one in former])
        # All were released before: brands may have changed keys among themselves.
        lost = [
            one for some in _renewed(registry, version) for one in _claim(registry, some, today)
        ]
        if lost:
            _refuse(registry, lost)
        kept = [claims.Claim(scope, key_of(one.name), one.id, one.until) for one in former]
        claims.take(database, kept, today=today)
        audit_log.append(
            database,
            who=who,
            action="keys-refresh",
            subject="",
            now=now,
            brands=brands,
            former=len(former),
        )
    return brands + len(former)


def _stale_portions(registry: Registry) -> Iterator[list[StaleName]]:
    """Yield the brands with stale keys, oldest first, those of some thousand brands at a time."""

    def read(after: str) -> list[StaleName]:
        rows = pages.keyed(registry.database, registry.scope, after=after, limit=_PORTION)
        return [StaleName(*row) for row in rows]

    for portion in _portions(read):
        if stale := [one for one in portion if one.key != key_of(one.name)]:
            yield stale


def _renewed(registry: Registry, version: int) -> Iterator[list[Brand]]:
    """Yield the brands that a change has altered, a portion at a time."""
    database, scope = registry.database, registry.scope
    return _portions(
        lambda after: pages.altered(database, scope, version, after=after, limit=_PORTION)
    )


def _portions(read: Callable[[str], list[_Found]]) -> Iterator[list[_Found]]:
    after = ""
    while portion := read(after):
        yield portion
        after = portion[-1].id


def _stale_former(registry: Registry) -> list[StaleName]:
    """Return the former names that are kept under a key which is none of their brand's names any more.

    Of several names of a brand it is one that was given up on the day from which the name is kept.
    """
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, dict[str, StaleName]] = defaultdict(dict)
    for held, key, moment in history.held(registry.database, registry.scope):
        until = months_later(day_of(moment), COOL_OFF_MONTHS).isoformat()
        claims[held.brand_id][key] = held.until
        names[held.brand_id][key_of(held.name)] = StaleName(
            held.brand_id, held.name, held.unit, "", until
        )
    return [
        name._replace(key=key)
        for brand_id, keys in claims.items()
        for key, name in _matched(keys, names[brand_id])
    ]


def _matched(
    claims: dict[str, str], names: dict[str, StaleName]
) -> Iterator[tuple[str, StaleName]]:
    """Yield each key of a brand that none of its former names has, with a name that none of its keys is."""
    left = [name for key, name in names.items() if key not in claims]
    for key, until in claims.items():
        if key not in names and (name := _kept_until(until, left)):
            left.remove(name)
            yield key, name._replace(until=until)


def _kept_until(until: str, names: Sequence[StaleName]) -> StaleName | None:
    """Return the name that is kept until a day: where it was given up it may have been a day on or back."""
    day = date.fromisoformat(until)
    apart = {name: abs(date.fromisoformat(name.until) - day).days for name in names}
    nearest = min(names, key=apart.__getitem__, default=None)
    return nearest if nearest and apart[nearest] <= 1 else None


def _store(registry: Registry, brand_ids: Sequence[str], *, version: int) -> None:
    """Store the keys of brands, and release what they hold by their old ones."""
    before = table.of_ids(registry.database, registry.scope, brand_ids)
    after = [one._replace(key=key_of(one.name), version=version) for one in before]
    claims.release(registry.database, before)
    table.alter(registry.database, list(zip(before, after, strict=True)))


def _claim(registry: Registry, brands: Sequence[Brand], today: date) -> list[Brand]:
    """Take the names of brands by their new keys, and return the brands that cannot have theirs."""
    database = registry.database
    if claims.claim(database, brands, today=today):
        return []
    wanted = {one.key: one.brand_id for one in claims.claims_of(brands, today=today)}
    holders = claims.holders_of(database, registry.scope, list(wanted))
    return [one for one in brands if holders.get(one.key, one.id) != one.id]


def _refuse(registry: Registry, lost: Sequence[Brand]) -> None:
    holders = claims.holders_of(registry.database, registry.scope, [one.key for one in lost])
    holding = table.of_ids(registry.database, registry.scope, list(set(holders.values())))
    others = {one.id: one for one in holding}
    pairs = [(one, others[holders[one.key]]) for one in lost]
    told = [f"{_cited(one)}与{_cited(other)}" for one, other in pairs]
    raise Conflict(
        f"按新版规则有 {len(lost)} 个名称与他人重名：{first_of(told, _TOLD, '；')}。"
        "请先按编号更名或停用其中之一，再重试。",
        names=[one.name for one in lost],
        pairs=[[one.id, other.id] for one, other in pairs],
    )


def _cited(brand: Brand) -> str:
    """Return a brand by name and id: to ask for such a name may find the other one."""
    return f"{quoted_name(brand.name)}（编号 {brand.id}）"
