"""The use cases of the registry: plain functions over `service.storage.Registry`.

    from service.storage import open_registry          # open_registry(url, *, scope="", create=True)
    registry = open_registry("brands.sqlite")          # path or postgresql:// URL; a context manager

`who` is the person acting, `now` an aware datetime; ids are text. Writes run in one transaction each.

- brands:   add_brand(registry, draft, *, who, now) -> Brand
            change_brand(registry, brand_id, changes, *, who, now, why="", version=None) -> Brand
            retire_brand(registry, brand_id, *, who, now, why="", months=12) -> Brand
            reserve_brand(registry, brand_id, *, until, who, now, why="") -> Brand
            transfer_brand(registry, brand_id, *, unit, who, now, why="") -> Brand
- reading:  get_brand(registry, brand_id) · find_brand(registry, text) by id or name
            list_brands(registry, filters=BrandFilter(), *, limit=50, cursor=None) -> Page
            all_brands(registry) -> Iterator[Brand] · name_rows(registry) -> list[NameRow]
            former_names(registry, brand_id) · held_names(registry) · counts(registry) -> Counts
            coverage(registry, *, by="") -> tuple[Coverage, ...]   by: "", area, region, unit_type, level
            coverages(registry, kinds) -> dict[str, tuple[Coverage, ...]]
            change_sequence(registry) -> int · changes_since(registry, sequence) -> Changes
- organizations: add_organization(registry, name, *, who, now, kind="", parent_id=None, …)
            find_organization(registry, text) by name or id
            list_organizations(registry) · organization_tree(registry) -> [(depth, organization)]
            unit_names(registry) -> Iterator[str]
            page_of_organizations(registry, *, above="", limit=50, cursor=None) -> organisations, next cursor
            import_organizations(registry, drafts, *, who, now, dry_run=False) -> OrganizationResult
- decisions: decide_pair(registry, brand_id, other_id, verdict, *, who, now, why)
            decisions(registry, *, brand_id="") · accepted_pairs(registry) -> frozenset[frozenset[str]]
- imports:  import_rows(registry, rows, *, seal, who, now, file_name="", …) -> ImportResult
            undo_import(registry, import_id, *, who, now) -> Import · list_imports(registry)
- keys:     stale_keys(registry) · refresh_keys(registry, *, who, now) -> int, after an upgrade
- log:      audit_entries(registry, *, after=0, limit=1000) · all_audit_entries(registry)
            verify_audit_log(registry) -> AuditCheck
"""

from service.registry.brands import (
    add_brand,
    change_brand,
    reserve_brand,
    retire_brand,
    transfer_brand,
)
from service.registry.decisions import accepted_pairs, decide_pair, decisions
from service.registry.imports import import_rows, list_imports
from service.registry.log import (
    all_audit_entries,
    audit_entries,
    last_audit_number,
    verify_audit_log,
)
from service.registry.organization_import import (
    OrganizationDraft,
    OrganizationResult,
    import_organizations,
)
from service.registry.organizations import (
    add_organization,
    change_organization,
    find_organization,
    get_organization,
    list_organizations,
    organization_tree,
    page_of_organizations,
    unit_names,
)
from service.registry.reading import (
    all_brands,
    change_sequence,
    changes_since,
    child_brands,
    counts,
    coverage,
    coverages,
    find_brand,
    former_names,
    gaps,
    get_brand,
    held_names,
    ids_not_in_use,
    list_brands,
    live_names,
    name_rows,
    name_rows_of,
    names,
    parent_names,
    search_brands,
)
from service.registry.rekeying import StaleName, refresh_keys, stale_keys
from service.registry.undoing import undo_import

__all__ = [
    "OrganizationDraft",
    "OrganizationResult",
    "StaleName",
    "accepted_pairs",
    "add_brand",
    "add_organization",
    "all_audit_entries",
    "all_brands",
    "audit_entries",
    "change_brand",
    "change_organization",
    "change_sequence",
    "changes_since",
    "child_brands",
    "counts",
    "coverage",
    "coverages",
    "decide_pair",
    "decisions",
    "find_brand",
    "find_organization",
    "former_names",
    "gaps",
    "get_brand",
    "get_organization",
    "held_names",
    "ids_not_in_use",
    "import_organizations",
    "import_rows",
    "last_audit_number",
    "list_brands",
    "list_imports",
    "list_organizations",
    "live_names",
    "name_rows",
    "name_rows_of",
    "names",
    "organization_tree",
    "page_of_organizations",
    "parent_names",
    "refresh_keys",
    "reserve_brand",
    "retire_brand",
    "search_brands",
    "stale_keys",
    "transfer_brand",
    "undo_import",
    "unit_names",
    "verify_audit_log",
]
