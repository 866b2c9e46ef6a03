"""What an office may set for a batch of applications; as texts, as a command line gives them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from service.applications.digests import LIMITS
from service.applications.standards import (
    Limit,
    Standard,
    active_limits,
    find_limit,
    find_standard,
    standards,
)
from service.errors import WrongUse
from service.importing.dates import iso_date

KNOWN = {
    "title": "汇总表和综合报告的标题前缀，如 2026年度",
    "office": "汇总单位",
    "day": "汇总日期，如 2026-03-31",
    "style": "版式",
    "standard": "认定标准：six（默认）、five-sichuan、five-elements",
    "digest": "摘要字数：300（默认）、500、800，或其他数",
    "case": "申报材料字数，如 3000字以内、2500字左右",
    "limits": "其他字数要求的编号，用逗号分开；不填则核对传播语和名称释义",
    "types": "本单位的品牌分类，用顿号分开；不填则按服务发展、服务民生、服务群众、服务党员四类核对",
    "registry": "填“是”则同时与设置的台账核对名称",
    "recognised": "已认定的品牌名称，用顿号或换行分开",
    "plan": "各推荐单位或地区应申报的支部数，如 云桥区=20,临港区=15",
    "form": "申报表的固定文字，与它相同的不算雷同",
    "weights": "五项标准的权重，如 领导力=20,向心力=20,竞争力=30,传播力=15,影响力=15",
    "judges": "评委姓名或编号，用顿号分开",
}
"""Options by name, with what they mean."""


@dataclass(frozen=True)
class Options:
    """The options of a batch, read."""

    given: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse options that do not exist."""
        for name in self.given:
            if name not in KNOWN and name != "template":
                raise WrongUse(f"没有“{name}”这个选项，可用：{'、'.join(KNOWN)}。", option=name)

    def require_sound(self) -> Options:
        """Return itself if every option can be read.

        Raises:
            WrongUse: one cannot.
            NotFound: a standard that does not exist.
        """
        for name in ("standard", "digest", "case", "limits", "day"):
            getattr(self, name)
        for name in ("weights", "plan"):
            self.numbers(name)
        return self

    def text(self, name: str) -> str:
        """Return an option as it was given, empty if it was not."""
        return self.given.get(name, "")

    @cached_property
    def standard(self) -> Standard:
        """The standard of elements; raises NotFound."""
        return find_standard(self.text("standard")) if self.text("standard") else standards()[0]

    @cached_property
    def day(self) -> dt.date | None:
        """The day on which applications are gathered, None if it was not said; raises WrongUse."""
        text = self.text("day")
        if not text:
            return None
        try:
            return dt.date.fromisoformat(iso_date(text))
        except ValueError as trouble:
            raise WrongUse(
                f"选项“day”填的“{text}”不是写到日的日期，请写成 2026-03-31 这样。"
            ) from trouble

    @cached_property
    def digest(self) -> int:
        """Words of the digest; raises WrongUse."""
        return find_limit(self.text("digest") or str(LIMITS[0])).bounds[1]

    @cached_property
    def case(self) -> Limit | None:
        """The limit of the whole material, None if the notice sets none; raises WrongUse."""
        text = self.text("case")
        return find_limit(text, title="申报材料") if text else None

    @cached_property
    def limits(self) -> Sequence[Limit]:
        """The limits of parts; raises WrongUse."""
        if not self.text("limits"):
            return active_limits()
        return tuple(find_limit(name.strip()) for name in self.listed("limits"))

    def listed(self, name: str) -> tuple[str, ...]:
        """Return an option that lists names, parted by commas, 、 or lines."""
        text = self.text(name)
        for mark in ("，", "、", ";", "；", "\n"):
            text = text.replace(mark, ",")
        return tuple(part.strip() for part in text.split(",") if part.strip())

    def numbers(self, name: str) -> dict[str, Decimal]:
        """Return an option that gives a number to each of several names: 云桥区=20,临港区=15.

        Raises:
            WrongUse: something in it is no such pair, or below zero.
        """
        text = self.text(name)
        if text.lstrip().startswith("{"):
            try:
                text = ",".join(f"{key}={value}" for key, value in json.loads(text).items())
            except (json.JSONDecodeError, AttributeError) as trouble:
                raise WrongUse(f"选项“{name}”不是有效的 JSON，请改写成 名称=数字。") from trouble
        found: dict[str, Decimal] = {}
        for part in Options({name: text}).listed(name):
            key, _, value = part.replace("＝", "=").partition("=")  # noqa: RUF001
            try:
                number = Decimal(value.strip())
            except InvalidOperation as trouble:
                raise WrongUse(f"选项“{name}”里的“{part}”要写成 名称=数字。") from trouble
            if not number.is_finite() or number < 0:
                raise WrongUse(f"选项“{name}”里的“{part}”须是不小于 0 的数。")
            found[key.strip()] = number
        return found
