"""Properties that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_Made = TypeVar("_Made")


class lazy(Generic[_Made]):  # noqa: N801 - it is written like `property`
    """A property made once, as by `functools.cached_property`, without the lock which that takes before 3.12.

    The lock is a twentieth of a check. Two threads may make a value twice, so making it must be harmless.
    """

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn under which name it stands."""
        self._name = name

    @overload
    def __get__(self, one: None, owner: type) -> Self: ...

    @overload
    def __get__(self, one: object, owner: type) -> _Made: ...

    def __get__(self, one: object | None, owner: type) -> Self | _Made:
        """Return the value; from then on it lies in the object itself."""
        if one is None:
            return self
        made: _Made = self._make(one)
        vars(one)[self._name] = made
        return made
