"""Dates in the spellings of offices; what is ambiguous is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importing.dates import DateError, iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026.7.1", "2026-07-01"),
        ("2026/7/1", "2026-07-01"),
        ("2026-07-01", "2026-07-01"),
        ("2026年7月1日", "2026-07-01"),
        ("二〇二六年七月一日", "2026-07-01"),
        ("２０２６年７月１日", "2026-07-01"),
        ("20260701", "2026-07-01"),
        ("46204", "2026-07-01"),
        ("2026-07-01 00:00:00", "2026-07-01"),
        ("2026年7月", "2026-07"),
        ("2026.7", "2026-07"),
        ("二〇二六年七月", "2026-07"),
        ("2026年", "2026"),
        ("", ""),
    ],
    ids=range(14),
)
def test_spellings(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    "text", ["7月1日", "2026-13-01", "2026年2月30日", "昨天", "1-2-3", "0026-01-01"]
)
def test_what_is_no_date_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(DateError, match=r"。$"):
        iso_date(text)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_reads_back(day: dt.date) -> None:
    spellings = (f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}")
    assert {iso_date(text) for text in spellings} == {day.isoformat()}
