"""What the data of a document are held against beyond the record: the day, the tree of organisations."""

from __future__ import annotations

import datetime as dt
from functools import partial

from service.drafting.making import Further
from service.settings import Settings


def further_checks(
    kind: str, settings: Settings, day: dt.date, *, needed: bool = False
) -> Further | None:
    """Return what else the values of a kind of document are looked at for; None for nothing.

    Args:
        kind: of the template.
        settings: which registry has the tree of organisations; without one nothing is found against it.
        day: that of the drafting.
        needed: whether it is an error if that registry is not there.

    Raises:
        NotFound: the registry is not there, and `needed`.
        StorageUnavailable: it cannot be read.
    """
    # Each is loaded here for the one kind of document that needs it.
    if kind == "application":
        from service.applications.checks import founded_ahead

        return partial(founded_ahead, day=day)
    if kind == "letter":
        from service.letters.registry_tree import tree_of_settings
        from service.letters.superiors import party_problems

        return partial(party_problems, tree=tree_of_settings(settings, needed=needed))
    return None
