"""The values of the registry: brands, organisations, decisions; what is told of it is in `service.results`.

Texts are kept as typed. A date is ISO text, `2026-07-01`, or `2026-07` or `2026` where an office gave no
more, or empty when unknown; a moment is ISO text in UTC. Empty text means “not given”.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """Where a brand stands; all but `drafted` hold the name against others."""

    DRAFTED = "drafted"
    APPLIED = "applied"
    RESERVED = "reserved"
    REGISTERED = "registered"
    RETIRED = "retired"
    TRANSFERRED = "transferred"


STATUS_NAMES = {
    Status.DRAFTED: "草拟",
    Status.APPLIED: "申报中",
    Status.RESERVED: "预留",
    Status.REGISTERED: "已登记",
    Status.RETIRED: "已停用",
    Status.TRANSFERRED: "已划转",
}


class OrganizationKind(StrEnum):
    """What an organisation is (house glossary); `unit` when its name does not say."""

    COMMITTEE = "committee"
    GENERAL_BRANCH = "general_branch"
    BRANCH = "branch"
    MUNICIPAL_COMMITTEE = "municipal_committee"
    UNIT = "unit"


class BrandType(StrEnum):
    """The four types of S4-13."""

    DEVELOPMENT = "development"
    LIVELIHOOD = "livelihood"
    MASSES = "masses"
    MEMBERS = "members"


class Carrier(StrEnum):
    """The four carriers of S0-02: 责任区, 示范岗, 突击队, 服务队."""

    AREA = "area"
    POST = "post"
    TASK_FORCE = "task_force"
    SERVICE_TEAM = "service_team"


class Level(StrEnum):
    """The three layers of S4-01: 标准, 特色, 示范（旗舰）."""

    STANDARD = "standard"
    DISTINCTIVE = "distinctive"
    FLAGSHIP = "flagship"


ELEMENTS = {
    "name": "名称",
    "emblem": "标识",
    "slogan": "传播语",
    "goal": "目标",
    "measures": "举措",
    "results": "成效",
}
"""The six elements of S4-12 and what they are called."""


class BrandDraft(NamedTuple):
    """A brand as an office hands it in, by form, file or request.

    A tuple, as `Brand` and `Organization` are: an import makes millions of each, in a fifth of the time.

    Attributes:
        unit: name of the holding organisation, as typed.
        status: None when not said: registered when added, unchanged when updated.
        parent: name or id of the parent brand (1+N, S4-32).
        lead_is_member, lead_is_secretary: None when not said (S0-16).
        applied_on, registered_on, reserved_until, retired_until: ISO dates.
        row: 1-based row of the source file, 0 when there is none.
    """

    name: str
    unit: str = ""
    status: Status | None = None
    emblem: str = ""
    slogan: str = ""
    goal: str = ""
    measures: str = ""
    results: str = ""
    meaning: str = ""
    concept: str = ""
    brand_type: str = ""
    carrier: str = ""
    level: str = ""
    lead: str = ""
    lead_is_member: bool | None = None
    lead_is_secretary: bool | None = None
    parent: str = ""
    applied_on: str = ""
    registered_on: str = ""
    reserved_until: str = ""
    retired_until: str = ""
    remark: str = ""
    row: int = 0


LONG = frozenset(
    {"emblem", "slogan", "goal", "measures", "results", "meaning", "concept", "remark"}
)
"""Fields of a draft or a brand that have several lines."""


class Brand(NamedTuple):
    """A brand in the registry.

    Attributes:
        id: UUIDv7, never reused.
        key: `nlp.normalize.match_key` of the name when it was stored.
        scope: the body within which names must differ (A7).
        parent_id: the brand it belongs to (1+N), or None.
        version: change sequence of the last change; grows with every change.
    """

    id: str
    name: str
    key: str
    scope: str
    unit: str
    organization_id: str | None
    status: Status
    emblem: str
    slogan: str
    goal: str
    measures: str
    results: str
    meaning: str
    concept: str
    brand_type: str
    carrier: str
    level: str
    lead: str
    lead_is_member: bool | None
    lead_is_secretary: bool | None
    parent_id: str | None
    applied_on: str
    registered_on: str
    reserved_until: str
    retired_until: str
    remark: str
    created_at: str
    updated_at: str
    version: int

    @property
    def missing_elements(self) -> tuple[str, ...]:
        """The Chinese names of those of the six elements (S4-12) that are empty."""
        return tuple(label for name, label in ELEMENTS.items() if not getattr(self, name))


class NameRow(NamedTuple):
    """What a check or an index needs of a brand, and no more.

    A tuple, because 50,000 of them are made by every cold check: 30 ms instead of 130.
    """

    id: str
    name: str
    key: str
    unit: str
    organization_id: str | None
    status: Status
    scope: str
    parent_id: str | None
    reserved_until: str
    retired_until: str


class Changes(NamedTuple):
    """What happened after a change sequence: rows added or altered, ids removed by an undo."""

    sequence: int
    rows: tuple[NameRow, ...]
    removed: tuple[str, ...]


class FormerName(NamedTuple):
    """A name or holder that a brand had until `until`."""

    brand_id: str
    name: str
    unit: str
    until: str
    who: str
    why: str


class HeldName(NamedTuple):
    """A former name that a brand still keeps until an ISO day; `now_called` is its name today."""

    brand_id: str
    name: str
    unit: str
    until: str
    now_called: str


class Organization(NamedTuple):
    """A node of the organisation tree; `region`, `area` (片区) and `unit_type` are free text."""

    id: str
    name: str
    kind: OrganizationKind
    parent_id: str | None = None
    level: str = ""
    region: str = ""
    area: str = ""
    unit_type: str = ""


class Decision(NamedTuple):
    """What the office decided about a pair that a check reports.

    Attributes:
        verdict: `accepted` or `refused`.
        names: both, as they were decided on.
        reopened_at: when a rename made it void; empty while it stands.
    """

    id: str
    brand_id: str
    other_id: str
    verdict: str
    names: tuple[str, str]
    who: str
    why: str
    at: str
    reopened_at: str = ""
