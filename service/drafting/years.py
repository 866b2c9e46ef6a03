"""Days that leave their year to the document: 6月30日前 in a letter of 2026 is 2026年6月30日.

The year is taken only where the document itself has one, and told; what it makes is never before the day that
it is taken from, such as that of a meeting.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any, NamedTuple

from nlp.numerals import numbered
from service.drafting.numbers import chinese_day

# Written with 月 alone: 6.30 may be a number, 6-30 what a spreadsheet made of something else.
_DAY = re.compile(r"(?:\d{1,2}月(?:\d{1,2}[日号]|[底末])|年[底末])(?:之前|以前|前|止)?")
_THIS_YEAR = re.compile("^(?:本年度?|今年|当年)")


def with_year(text: str, year: int) -> str:
    """Return what says a day but for its year with the year in front, empty for anything else."""
    plain = numbered(unicodedata.normalize("NFKC", text).strip().replace("○", "〇")).replace(
        " ", ""
    )
    rest = _THIS_YEAR.sub("", plain)
    if rest != plain and rest[:1] in ("底", "末"):  # 今年底前
        rest = f"年{rest}"
    return f"{year}年{rest.removeprefix('年')}" if _DAY.fullmatch(rest) else ""


class Dated(NamedTuple):
    """A day that has been given a year.

    Attributes:
        text: the day with its year.
        source: label of the field that says the year.
        since: the day which that field says, None where it says a year alone.
    """

    text: str
    source: str
    since: dt.date | None

    def told(self, text: str, day: dt.date) -> str:
        """Return the note on it, as the end of a sentence: what was written, and what it was read as."""
        return f"填的“{text}”没有年份，按“{self.source}”的年份读作 {chinese_day(day)}，请核对。"

    def before(self, text: str, day: dt.date) -> str:
        """Return why a day is refused that would lie before the day its year is taken from."""
        since = f"在 {chinese_day(self.since)}之前，" if self.since else ""
        return (
            f"填的“{text}”没有年份，按“{self.source}”的年份算是 {chinese_day(day)}，"
            f"{since}请写全年月日。"
        )


def dated(text: str, label: str, source: Any) -> Dated | None:
    """Return a day without a year with the year of a field; None where it has one or the field says none.

    Args:
        text: what is given for the day.
        label: of the field.
        source: its value.
    """
    if isinstance(source, dt.date):
        year, since = source.year, source
    elif isinstance(source, int) and not isinstance(source, bool):
        year, since = source, None
    else:
        return None
    whole = with_year(text, year)
    return Dated(whole, label, since) if whole else None
