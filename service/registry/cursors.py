"""Where a page of a list ends, as a mark that the next question brings back."""

from __future__ import annotations

import base64
import binascii

from service.errors import BadData


def mark(identifier: str) -> str:
    """Return the mark of a page that ends with what has an id."""
    return base64.urlsafe_b64encode(b"1:" + identifier.encode()).decode().rstrip("=")


def after(cursor: str | None) -> str:
    """Return the id a page begins after, empty for the first page.

    Raises:
        BadData: the mark is not one of ours.
    """
    if not cursor:
        return ""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise BadData("翻页标记无效，请从第一页重新开始。", field="cursor") from error
    version, _, identifier = text.partition(":")
    if version != "1" or not identifier:
        raise BadData("翻页标记无效，请从第一页重新开始。", field="cursor")
    return identifier
