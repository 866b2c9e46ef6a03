"""Which fields a body asks for, told from its syntax tree, whose nodes are known by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]
"""A field as the names of the lists it is in, and its own."""


def fields_asked(tree: Any) -> list[tuple[Path, int]]:
    """Return the fields that a tree asks for, each with its line; the counters of loops are none."""
    return list(_uses(tree, {"loop": ()}))


def _uses(node: Any, scope: dict[str, Path]) -> Iterator[tuple[Path, int]]:
    """Yield the fields that a tree asks for; `scope` has the names set in it, with empty paths if unknown."""
    kind = _kind(node)
    if kind == "For":
        yield from _uses(node.iter, scope)
        single = _kind(node.target) == "Name"
        within = dict(scope)
        for name in _names(node.target):
            within[name] = _path(node.iter, scope) if single else ()
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from _uses(child, within)
        for child in node.else_:
            yield from _uses(child, scope)
    elif kind == "Assign":
        yield from _uses(node.node, scope)
        scope |= dict.fromkeys(_names(node.target), ())
    elif kind == "Call":
        for argument in (*node.args, *node.kwargs):
            yield from _uses(argument, scope)
    elif path := _path(node, scope):
        yield path, node.lineno
    else:
        for child in node.iter_child_nodes():
            yield from _uses(child, scope)


def _names(target: Any) -> list[str]:
    """Return the names that a loop or `set` gives values to."""
    if _kind(target) == "Name":
        return [target.name]
    return [name for child in target.iter_child_nodes() for name in _names(child)]


def _path(node: Any, scope: Mapping[str, Path]) -> Path:
    """Return the path of a name or of a part of one, empty for anything else."""
    if _kind(node) == "Name":
        return scope.get(node.name, (node.name,))
    if _kind(node) == "Getattr" and (whole := _path(node.node, scope)):
        return (*whole, node.attr)
    return ()


def _kind(node: Any) -> str:
    return type(node).__name__
