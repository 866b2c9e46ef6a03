"""The errors a caller of Pinwen can meet: a stable ASCII code, a Chinese sentence, the facts.

The code never changes once released; skins (CLI, HTTP) choose exit status and HTTP status by it.
The message is one Chinese sentence that says what is wrong and what to do.
"""

from __future__ import annotations


class ServiceError(Exception):
    """Something the caller can understand and act on.

    Attributes:
        code: stable ASCII identifier, kebab-case.
        message: one Chinese sentence for the clerk.
        facts: machine-readable details, JSON values only (`row` is 1-based as Excel shows it,
            `field` is a column heading or a JSON pointer).
    """

    code = "service-error"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class WrongUse(ServiceError):
    """The request contradicts itself or lacks something (exit status 2, HTTP 400)."""

    code = "wrong-use"


class BadData(ServiceError):
    """The data handed in cannot be taken (exit status 3, HTTP 422)."""

    code = "bad-data"


class UnacceptableName(BadData):
    """A name with characters no name may hold: control, surrogate, bidi, private use."""

    code = "unacceptable-name"


class NameTooLong(UnacceptableName):
    """A name longer than the office looks at."""

    code = "name-too-long"


class TooManyRows(BadData):
    """More rows than one file or request may have (exit status 3, HTTP 413)."""

    code = "too-many-rows"


class UnreadableFile(BadData):
    """A file that is damaged, encrypted, of another kind or too large."""

    code = "unreadable-file"


class NotFound(ServiceError):
    """No such brand, rule, import or organisation (exit status 4, HTTP 404)."""

    code = "not-found"


class Conflict(ServiceError):
    """The change contradicts what is registered (exit status 5, HTTP 409)."""

    code = "conflict"


class DuplicateBrand(Conflict):
    """Another brand of the same scope already holds this key."""

    code = "duplicate-brand"


class StorageUnavailable(ServiceError):
    """The registry cannot be read or written just now (exit status 7, HTTP 503)."""

    code = "storage-unavailable"
