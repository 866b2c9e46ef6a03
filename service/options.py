"""Options written name=value, as a command line and a form give them."""

from __future__ import annotations

from collections.abc import Iterable

from service.errors import WrongUse


def named_values(given: Iterable[str], example: str) -> dict[str, str]:
    """Return options that are written name=value.

    Raises:
        WrongUse: one is not; `example` shows how.
    """
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise WrongUse(f"选项“{text}”要写成 名=值，例如 {example}。", option=text)
        found[name.strip()] = value.strip()
    return found
