"""What may go on beside an import and follows it; nothing does by default."""

from __future__ import annotations

from collections.abc import Sequence

from service.model import Brand


class Beside:
    """Hears what an import does, in the order it does it."""

    def added(self, numbers: Sequence[int], brands: Sequence[Brand]) -> None:
        """Hear that rows with some numbers have become brands."""

    def all_added(self) -> None:
        """Hear that no more rows come."""

    def give_up(self) -> None:
        """Hear that brands were taken out again."""

    def about_to_stay(self) -> None:
        """Hear that the import is going to stay, the last thing within its transaction."""
