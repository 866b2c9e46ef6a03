"""From what an office hands in to a record that may be stored, or an error that says what to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from nlp.characters import nothing_in
from nlp.normalize import UnacceptableText
from nlp.plain import parts_and_key
from service.errors import BadData, UnacceptableName
from service.model import LONG, Brand, BrandDraft, Status
from service.registry.choices import LABELS, LONGEST_WORD, choice
from service.storage.database import require_storable
from service.texts import breaks_line, is_plain, paragraphs, trimmed

LONGEST_NAME = 200
"""Characters a name may have at most, so that a page pasted into the wrong field is not a name."""

COOL_OFF_MONTHS = 12
"""How long a name is kept after its brand ended (A4; decisions §3)."""

SHARED = tuple(one for one in BrandDraft._fields if one not in ("row", "parent", "name", "unit"))
"""Fields that a draft and a brand have in common, besides name and unit."""

FLAGS = ("lead_is_member", "lead_is_secretary")
"""Fields that are yes, no or not said; all others are text."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DATES = {
    "applied_on": "申报日期",
    "registered_on": "登记日期",
    "reserved_until": "预留截止日期",
    "retired_until": "保留截止日期",
}

_ENDS = frozenset({"reserved_until", "retired_until"})
_TEXT_FIELDS = ("name", *(one for one, none in BrandDraft._field_defaults.items() if none == ""))
_CHECKED_FIELDS = (*LABELS, *_DATES)
# By place, since an import does it for millions of rows.
_STATUS, _PARENT, _ROW = map(BrandDraft._fields.index, ("status", "parent", "row"))
_TEXTS = itemgetter(*map(BrandDraft._fields.index, _TEXT_FIELDS))
_CHECKED = itemgetter(*map(BrandDraft._fields.index, _CHECKED_FIELDS))


class _Keys(dict[str, str]):
    """The match keys of names that were asked for lately."""

    def __missing__(self, name: str) -> str:
        key = parts_and_key(name)[1]
        self.update({name: key})
        return key

    def update(self, found: Mapping[str, str]) -> None:  # type: ignore[override]
        """Take in keys, and forget the older ones if there are many."""
        if len(self) > _MOST_KEYS:
            self.clear()
        super().update(found)


_MOST_KEYS = 1 << 16
_KEYS = _Keys()


def match_key(name: str) -> str:
    """Return the match key of a name, by the short way where there is one.

    Raises:
        UnacceptableText: the name holds characters no name may hold.
    """
    return _KEYS[name]


def foretell(keys: Mapping[str, str]) -> None:
    """Take in match keys by name that another process has found, for when they are asked for."""
    _KEYS.update(keys)


def key_of(name: str) -> str:
    """Return the key of a name.

    Raises:
        UnacceptableName: a character no name may hold, nothing visible, or too long.
    """
    if len(name) > LONGEST_NAME:
        raise UnacceptableName(
            f"名称长达 {len(name)} 字，最多 {LONGEST_NAME} 字，请检查是否填错了栏。", name=name[:40]
        )
    try:
        key = match_key(name)
    except UnacceptableText as error:
        raise UnacceptableName(str(error), name=name) from error
    if not key:
        raise UnacceptableName(str(nothing_in(name)), name=name)
    return key


def checked(draft: BrandDraft, *, today: date) -> BrandDraft:
    """Return the draft with outer white space off and the end of its status filled in.

    Raises:
        BadData: a date or choice that is none, or a reservation without an end.
    """
    clean = draft
    if type(draft.status) is not Status or not is_plain(_TEXTS(draft)):
        texts: dict[str, Any] = {name: _cut(name, getattr(draft, name)) for name in _TEXT_FIELDS}
        require_storable({**texts, "name": ""})
        clean = draft._replace(**texts, status=_status(draft.status))
    if meant := _check_fields(_CHECKED(clean)):
        clean = clean._replace(**meant)
    if clean.status is Status.RESERVED and not clean.reserved_until:
        raise BadData("预留名称须写明预留截止日期。", field="reserved_until")
    if clean.status is Status.RETIRED and not clean.retired_until:
        until = months_later(today, COOL_OFF_MONTHS).isoformat()
        clean = clean._replace(retired_until=until)
    return clean


def _cut(field: str, text: str) -> str:
    """Return a text without what is blank around it; BadData for a line break where none can be."""
    if field in LONG:
        return paragraphs(text)
    cut = trimmed(text)
    if breaks_line(cut):
        raise BadData("名称、单位等只能写一行，请删去换行和制表符。", field=field)
    return cut


@lru_cache(maxsize=4096)
def _check_fields(values: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the choices whose words mean another value; raises BadData as `check_fields`."""
    texts = dict(zip(_CHECKED_FIELDS, values, strict=True))
    check_fields(texts)
    return {one: value for one in LABELS if (value := choice(one, texts[one])) != texts[one]}


def check_fields(texts: Mapping[str, object]) -> None:
    """Raise BadData for a date that is none, or a type, carrier or level too long to be a word."""
    for field, label in LABELS.items():
        if len(str(texts.get(field) or "")) > LONGEST_WORD:
            raise BadData(f"{label}最多 {LONGEST_WORD} 个字，请精简。", field=field)
    for field, label in _DATES.items():
        value = str(texts.get(field) or "")
        whole = field not in _ENDS or len(value) == len("2026-07-01")
        if value and not (is_date(value) and whole):
            raise BadData(f"{label}“{value}”不是有效日期，请写成 2026-07-01。", field=field)


def is_date(text: str) -> bool:
    """Return whether a text is an ISO date, perhaps without day or month."""
    if not _DATE.fullmatch(text):
        return False
    if len(text) == len("2026-07-01"):
        year, month, day = map(int, text.split("-"))
        return year > 0 and day <= _last_day(year, month)
    return True


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month when it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange  # with `locale`: a check does without

    return monthrange(year, month)[1]


def brand_of(
    draft: BrandDraft, *, brand_id: str, scope: str, key: str, moment: str, version: int
) -> Brand:
    """Return the record of a checked draft; organisation and parent are set by the caller.

    Args:
        draft: what was handed in.
        brand_id: the id it gets.
        scope: the body within which names must differ.
        key: the key of its name.
        moment: when it is made, as ISO text.
        version: the change it is.
    """
    # Draft and brand have what they share in the same order.
    before, after = draft[_STATUS:_PARENT], draft[_PARENT + 1 : _ROW]
    own = (brand_id, draft.name, key, scope, draft.unit, None)
    return Brand._make((*own, *before, None, *after, moment, moment, version))


def _status(value: str | None) -> Status:
    if value is None:
        return Status.REGISTERED
    try:
        return Status(value)
    except ValueError as error:
        listed = "、".join(Status)
        raise BadData(f"状态“{value}”不在可选范围内，可填：{listed}。", field="status") from error
