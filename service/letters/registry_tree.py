"""The tree of organisations as letters need it, read from a registry."""

from __future__ import annotations

from service.errors import NotFound
from service.letters.superiors import Place, Tree
from service.model import OrganizationKind
from service.settings import Settings
from service.storage import Registry, open_registry

_KINDS = {
    OrganizationKind.COMMITTEE: "党委",
    OrganizationKind.GENERAL_BRANCH: "党总支",
    OrganizationKind.BRANCH: "党支部",
}


def tree_of(registry: Registry) -> Tree:
    """Return the tree of a registry's scope."""
    # Loaded here: most runs have no registry, and the processes that render letters need none.
    from service.registry import list_organizations

    known = list_organizations(registry)
    names = {one.id: one.name for one in known}
    return Tree(
        [
            Place(
                one.name,
                _KINDS.get(one.kind, ""),
                names.get(one.parent_id or "", ""),
                one.unit_type,
            )
            for one in known
        ]
    )


def tree_of_settings(settings: Settings, *, needed: bool = False) -> Tree:
    """Return the tree of the registry of the settings, an empty one where none is set or made yet.

    Raises:
        NotFound: the registry is not there, and `needed`.
        StorageUnavailable: it cannot be read.
    """
    if not settings.registry:
        return Tree([])
    try:
        with open_registry(settings.registry, scope=settings.scope, create=False) as registry:
            return tree_of(registry)
    except NotFound:
        if needed:
            raise
        return Tree([])
