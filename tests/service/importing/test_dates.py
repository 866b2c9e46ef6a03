"""Dates: every spelling of the closed list, and nothing by guessing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importing.dates import DateError, iso_date

DAYS = st.dates(dt.date(1921, 1, 1), dt.date(2099, 12, 31))
SPELLINGS = (
    "{d.year}.{d.month}.{d.day}",
    "{d.year}/{d.month}/{d.day}",
    "{d.year}-{d.month:02}-{d.day:02}",
    "{d.year}年{d.month}月{d.day}日",
    " {d.year} 年 {d.month} 月 {d.day} 日 ",
    "{d.year}{d.month:02}{d.day:02}",
    "{d.year}-{d.month:02}-{d.day:02} 00:00:00",
)


@given(day=DAYS, spelling=st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_that_day(day: dt.date, spelling: str) -> None:
    assert iso_date(spelling.format(d=day)) == day.isoformat()


@given(day=st.dates(dt.date(1932, 1, 1), dt.date(2099, 12, 31)), time=st.sampled_from(["", ".5"]))
@pytest.mark.parametrize(
    "first", [dt.date(1899, 12, 30), dt.date(1904, 1, 1)], ids=["1900", "1904"]
)
def test_a_serial_number_is_its_day(first: dt.date, day: dt.date, time: str) -> None:
    text = f"{(day - first).days}{time}"
    assert iso_date(text, old_days=first.year == 1904) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("", ""),
        ("46204", "2026-07-01"),
        ("二〇二六年七月一日", "2026-07-01"),
        ("二○二六年七月一日", "2026-07-01"),
        ("二〇二六年十二月三十一日", "2026-12-31"),
        ("２０２６．７．１", "2026-07-01"),
        ("２０２６年７月１日", "2026-07-01"),
        ("2026-7", "2026-07"),
        ("2026.7", "2026-07"),
        ("2026年7月", "2026-07"),
        ("二〇二六年七月", "2026-07"),
        ("2026年", "2026"),
        ("2026年7月1号", "2026-07-01"),
        ("2026、7、1", "2026-07-01"),
        ("2026。7。1", "2026-07-01"),
        ("2026.07.01.", "2026-07-01"),
        ("2026-07-01T08:00:00", "2026-07-01"),
        ("2026 年 7 月 1 日", "2026-07-01"),
        ("／", ""),
        ("——", ""),
        ("无", ""),
    ],
    ids=range(21),
)
def test_other_spellings(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7月1日", "没有年份"),
        ("七月一号", "没有年份"),
        ("23年5月", "年份只有两位"),
        ("二三年五月七日", "年份只有两位"),
        ("26.7.1", "不是能识别的日期"),
        ("1-2-3", "不是能识别的日期"),
        ("202607", "不是能识别的日期"),
        ("2026.2.30", "不是存在的日期"),
        ("2026.13.1", "不是存在的日期"),
        ("1026.1.1", "年份不合理"),
        ("99999", "年份不合理"),
        ("待定", "不是能识别的日期"),
    ],
    ids=range(12),
)
def test_what_is_ambiguous_is_an_error(text: str, reason: str) -> None:
    with pytest.raises(DateError, match=rf"{reason}.*。$"):
        iso_date(text)
