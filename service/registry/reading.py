"""Looking brands up, listing, counting; nothing here writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from service.bounds import LARGEST_PAGE, PAGE
from service.errors import BadData, Conflict, NotFound
from service.model import Brand, Changes, FormerName, HeldName, NameRow, Status
from service.registry import cursors
from service.registry.choices import CHOICE_NAMES, LABELS, is_own, no_such
from service.registry.drafting import key_of
from service.results import BrandFilter, Counts, Coverage, Page
from service.storage import Registry, brand_counts, history, organizations, pages
from service.storage import brands as table
from service.storage import gaps as gap_table
from service.storage.counters import current_change
from service.texts import first_of

# Brands that a page looks through for a text, and brands of a filter that are counted, at most (DECISION).
_LOOKED_THROUGH, _COUNTED = 20_000, 10_000
# Brands of one name that a sentence tells apart (DECISION).
_MOST_SHOWN = 5
LIVE = (Status.APPLIED, Status.RESERVED, Status.REGISTERED, Status.TRANSFERRED)
"""The states of a brand in use."""
_COVERED = LIVE
_COMPLETED = (Status.REGISTERED, Status.TRANSFERRED)
_GROUPS = ("", "region", "area", "unit_type", "level")


def get_brand(registry: Registry, brand_id: str) -> Brand:
    """Return a brand by id; NotFound if there is none in this scope."""
    found = table.get(registry.database, brand_id)
    if found is None or found.scope != registry.scope:
        raise NotFound("台账中没有这个品牌，请检查编号。", id=brand_id)
    return found


def find_brand(registry: Registry, text: str) -> Brand:
    """Return the brand with an id or a name, however the name is written.

    Raises:
        NotFound: none has it.
        Conflict: several have it, and none of them alone is still in use; `facts["ids"]` lists them.
    """
    brand = table.get(registry.database, text)
    if brand and brand.scope == registry.scope:
        return brand
    found = table.of_keys(registry.database, registry.scope, [key_of(text)])
    live = [one for one in found if one.status not in (Status.RETIRED, Status.DRAFTED)] or found
    if not live:
        raise NotFound(f"台账中没有品牌“{text}”，请检查名称或编号。", name=text)
    if len(live) > 1:
        shown = first_of([f"{one.id}（{one.unit or '没有单位'}）" for one in live], _MOST_SHOWN)
        raise Conflict(
            f"有 {len(live)} 个品牌叫“{text}”，请改用编号：{shown}。",
            ids=[one.id for one in live],
        )
    return live[0]


def list_brands(
    registry: Registry,
    filters: BrandFilter | None = None,
    *,
    limit: int = PAGE,
    cursor: str | None = None,
) -> Page:
    """Return a page of brands, oldest first; brands added meanwhile neither repeat nor hide any.

    However many brands there are, a page takes some milliseconds: a text, or several choices at once, are
    looked for in the next 20,000 brands only, so that a page may be short, or empty, and yet not the last.

    Raises:
        BadData: a limit outside 1 to `LARGEST_PAGE`, or a cursor that is not one of ours.
        WrongUse: no brand has the type or level.
    """
    if not 1 <= limit <= LARGEST_PAGE:
        raise BadData(f"每页条数须在 1–{LARGEST_PAGE} 之间。", field="limit")
    after, wanted = cursors.after(cursor), filters or BrandFilter()
    database, scope = registry.database, registry.scope
    with database.reading():
        sought = _is_sought(wanted)
        upto = pages.id_behind(database, after, rows=_LOOKED_THROUGH) if sought else ""
        found = pages.matching(database, scope, wanted, after=after, limit=limit + 1, upto=upto)
        total = _total(registry, wanted, whole=not (after or upto))
        if not (found or after):
            _require_words(registry, wanted)
    page = tuple(found[:limit])
    last = page[-1].id if len(found) > limit else upto
    return Page(page, cursors.mark(last) if last else None, total)


def _require_words(registry: Registry, wanted: BrandFilter) -> None:
    """Raise WrongUse if a type or level is none that all know, and no brand has it."""
    for field in ("brand_type", "level"):
        word = getattr(wanted, field)
        alone = BrandFilter(**{field: word})
        if is_own(field, word) and not pages.matching(
            registry.database, registry.scope, alone, after="", limit=1, upto=""
        ):
            raise no_such(LABELS[field], word, CHOICE_NAMES[field].values())


def search_brands(
    registry: Registry, filters: BrandFilter, *, limit: int = PAGE, cursor: str | None = None
) -> Page:
    """Return a page that is only short when it is the last; what is rare in millions takes seconds."""
    page = list_brands(registry, filters, limit=limit, cursor=cursor)
    brands, total = list(page.brands), page.total
    while page.next_cursor and len(brands) < limit:
        page = list_brands(registry, filters, limit=limit - len(brands), cursor=page.next_cursor)
        brands += page.brands
    return Page(tuple(brands), page.next_cursor, total)


def _is_sought(filters: BrandFilter) -> bool:
    """Return whether brands must be looked through: no index leads to those that a filter lets through."""
    if filters.unit or filters.organization_id or filters.parent_id:
        return False  # of these there are few
    choices = (filters.status, filters.brand_type, filters.level)
    return bool(filters.text) or sum(map(bool, choices)) > 1


def _total(registry: Registry, filters: BrandFilter, *, whole: bool) -> int | None:
    """Return how many brands a filter lets through; None where counting them would take long.

    Args:
        registry: an open registry.
        filters: what to count.
        whole: whether all brands were looked through.
    """
    database, scope = registry.database, registry.scope
    if filters == BrandFilter(status=filters.status):
        counts = brand_counts.of(database, scope)
        return counts.get(filters.status, 0) if filters.status else sum(counts.values())
    if _is_sought(filters) and not whole and pages.id_behind(database, "", rows=_LOOKED_THROUGH):
        return None
    number = pages.number_of(database, scope, filters, most=_COUNTED + 1)
    return number if number <= _COUNTED else None


def all_brands(registry: Registry) -> Iterator[Brand]:
    """Yield all brands, oldest first, in one consistent state."""
    with registry.database.reading():
        yield from table.stream(registry.database, registry.scope)


def name_rows(registry: Registry) -> list[NameRow]:
    """Return the light rows of all brands, oldest first."""
    return table.name_rows(registry.database, registry.scope, after=-1)


def name_rows_of(registry: Registry, brand_ids: Sequence[str]) -> list[NameRow]:
    """Return the light rows of some brands, those that are there, in no order."""
    return table.name_rows_of(registry.database, brand_ids)


def names(registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield id and name of all brands, oldest first, without holding them."""
    return table.names(registry.database, registry.scope)


def parent_names(registry: Registry) -> dict[str, str]:
    """Return the names by which parents are found again, by their ids: those that only one brand has."""
    database, scope = registry.database, registry.scope
    parents = table.of_ids(database, scope, table.parents(database, scope))
    several = Counter(
        one.key for one in table.of_keys(database, scope, list({one.key for one in parents}))
    )
    return {one.id: one.name for one in parents if several[one.key] == 1}


def live_names(registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield id and name of all brands that are in use, oldest first, without holding them."""
    return table.names(registry.database, registry.scope, statuses=LIVE)


def ids_not_in_use(registry: Registry) -> list[str]:
    """Return the ids of the brands that are not in use."""
    others = [status for status in Status if status not in LIVE]
    return table.ids_of_statuses(registry.database, registry.scope, others)


def gaps(registry: Registry, *, limit: int) -> gap_table.Gaps:
    """Return how many brands in use lack which of the six elements, and the first of them."""
    with registry.database.reading():
        return gap_table.gaps(registry.database, registry.scope, LIVE, limit=limit)


def change_sequence(registry: Registry) -> int:
    """Return the number of the last change; a cache with the same number is up to date."""
    return current_change(registry.database)


def changes_since(registry: Registry, sequence: int) -> Changes:
    """Return what changed after a change sequence, and the sequence reached."""
    database = registry.database
    with database.reading():
        return Changes(
            current_change(database),
            tuple(table.name_rows(database, registry.scope, after=sequence)),
            tuple(table.removed(database, after=sequence)),
        )


def former_names(registry: Registry, brand_id: str) -> list[FormerName]:
    """Return the former names and holders of a brand, oldest first."""
    get_brand(registry, brand_id)
    return history.of(registry.database, brand_id)


def held_names(registry: Registry) -> list[HeldName]:
    """Return the former names that are still kept, each once; the day they are kept to may be over."""
    found = {
        (name.brand_id, key): name
        for name, key, _ in history.held(registry.database, registry.scope)
        if key_of(name.name) == key
    }
    return list(found.values())


def child_brands(registry: Registry, brand_id: str) -> list[Brand]:
    """Return the brands that belong to a brand (1+N), oldest first."""
    ids = table.children(registry.database, brand_id)
    return [get_brand(registry, child) for child in ids]


def counts(registry: Registry) -> Counts:
    """Return how many brands there are, by status; costs nothing, however many there are."""
    by_status = brand_counts.of(registry.database, registry.scope)
    return Counts(sum(by_status.values()), by_status)


def coverage(registry: Registry, *, by: str = "") -> tuple[Coverage, ...]:
    """Return coverage and completion (S4-10; formula of decisions §3) for all branches, or by group.

    `by` is empty, or `region`, `area`, `unit_type` or `level` of the organisation.
    """
    return coverages(registry, (by,))[by]


def coverages(registry: Registry, kinds: Sequence[str]) -> dict[str, tuple[Coverage, ...]]:
    """Return what `coverage` returns for some kinds of groups, of which the branches are counted once."""
    for by in kinds:
        if by not in _GROUPS:
            raise BadData(f"不能按“{by}”统计覆盖率。", field="by")
    columns = [by for by in kinds if by]
    found = organizations.branch_counts(
        registry.database, registry.scope, columns, covered=_COVERED, completed=_COMPLETED
    )
    return {by: _covered(found, columns.index(by) if by else None) for by in kinds}


def _covered(
    found: Sequence[tuple[tuple[str, ...], int, int, int]], column: int | None
) -> tuple[Coverage, ...]:
    """Return the coverage by one column of the groups, in order; None for that of all."""
    sums: dict[str, list[int]] = {} if column is not None else {"": [0, 0, 0]}
    for group, *counts in found:
        place = "" if column is None else group[column]
        before = sums.get(place, (0, 0, 0))
        sums[place] = [one + more for one, more in zip(before, counts, strict=True)]
    return tuple(Coverage(place, *sums[place]) for place in sorted(sums))
