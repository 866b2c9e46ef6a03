"""Numbers as a percentage shows them."""

import pytest

from service.importing.percents import shown_percent


@pytest.mark.parametrize(
    ("kept", "decimals", "shown"),
    [
        ("0.95", 0, "95%"),
        ("0.125", 0, "13%"),  # half up, as spreadsheets do
        ("0.12345", 2, "12.35%"),
        ("0.5", 2, "50%"),
        ("1e400", 0, "1e400"),
        ("九成", 0, "九成"),
    ],
)
def test_a_percentage_is_rounded_as_the_sheet_shows_it(
    kept: str, decimals: int, shown: str
) -> None:
    assert shown_percent(kept, decimals) == shown
