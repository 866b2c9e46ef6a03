"""What stands above a speech: title, speaker, day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp.chinese_numbers import chinese
from service.drafting.numbers import chinese_day
from service.speeches.choosing import Chooser
from service.speeches.library import sentences

Values = Mapping[str, Any]
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def is_double(values: Values) -> bool:
    """Return whether the title has two lines: an opinion, and the meeting."""
    return bool(values["main_title"]) or values["title_style"] == "双标题"


def title_of(values: Values) -> str:
    """Return the title; of a double one the first line: the office's own, or one of ours."""
    if not is_double(values):
        return f"在{values['meeting_name']}上的讲话"
    if values["main_title"]:
        return str(values["main_title"])
    choose = Chooser(values["meeting_name"], values["date"])
    text = choose.one(sentences("frames", "title"), "title")
    return text.replace("{theme}", str(values["theme"]))


def speaker_line(values: Values) -> str:
    """Return post and name, as far as they are given."""
    return " ".join(str(values[key]) for key in ("post", "name") if values[key])


def day_line(values: Values) -> str:
    """Return the day under the title, in Arabic or Chinese figures."""
    if values["date_style"] != "汉字":
        return chinese_day(values["date"])
    day = values["date"]
    year = str(day.year).translate(_DIGITS)
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"
