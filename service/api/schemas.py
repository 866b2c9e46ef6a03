"""What requests may hold; unknown fields are refused. Answers are the shapes of `service.wire`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from service.bounds import (
    LEAST_LIKENESS,
    LIKENESS,
    MOST_LIKENESS,
    MOST_PROPOSED,
    MOST_SIMILAR,
    PROPOSED,
    SIMILAR,
)
from service.registry.choices import LONGEST_WORD

Name = Annotated[str, Field(min_length=1, max_length=200, title="品牌名称", examples=["锋耘市政"])]
Unit = Annotated[str, Field(max_length=200, title="单位名称", examples=["市政集团第三党支部"])]
BrandId = Annotated[
    str,
    Path(title="品牌编号", max_length=200, examples=["01a1fd29-03ad-7000-8000-04ce7dadc202"]),
]
Text = Annotated[str, Field(max_length=20_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CheckRequest(_Strict):
    """一个要核的名称。"""

    name: Name
    unit: Unit = ""
    meaning: Annotated[Text, Field(title="品牌内涵")] = ""
    work: Annotated[list[Name], Field(max_length=20, title="本单位工作的词")] = []


class CheckBatchRequest(_Strict):
    """一批要核的名称；彼此也会比较，先出现的为准。"""

    items: Annotated[list[CheckRequest], Field(min_length=1, max_length=1000, title="名称")]


class CompareRequest(_Strict):
    """要比较的两个名称。"""

    a: Name
    b: Name


class SuggestRequest(_Strict):
    """给哪个单位拟名；like 是没通过的名称。"""

    unit: Unit = ""
    like: Annotated[str, Field(max_length=200, title="没通过的名称")] = ""
    words: Annotated[list[Name], Field(max_length=20, title="工作、物件、产品的词")] = []
    place: Annotated[str, Field(max_length=20, title="地名")] = ""
    count: Annotated[int, Field(ge=1, le=MOST_PROPOSED, title="个数")] = PROPOSED


class SimilarRequest(_Strict):
    """要按字面找的名称。"""

    name: Name
    at_least: Annotated[
        float, Field(ge=LEAST_LIKENESS, le=MOST_LIKENESS, title="字面相似度至少多少")
    ] = LIKENESS
    limit: Annotated[int, Field(ge=1, le=MOST_SIMILAR, title="个数")] = SIMILAR


class TextRequest(_Strict):
    """一段文字。"""

    text: Annotated[
        str, Field(min_length=1, max_length=200_000, title="文字", examples=["三会一课"])
    ]


class DraftRequest(_Strict):
    """要起草的文件：模板编号和数据。"""

    template: Annotated[
        str, Field(pattern="^[a-z][a-z0-9-]{0,39}$", title="模板编号", examples=["letter"])
    ]
    data: Annotated[
        dict[str, Any], Field(title="数据", description="见 GET /templates/{id} 的 data")
    ]
    style: Annotated[str, Field(max_length=40, pattern="^[a-z0-9-]*$", title="版式")] = ""
    form: Annotated[Literal["file", "json"], Field(title="返回文件还是 JSON")] = "file"
    registry: Annotated[
        bool,
        Field(
            title="讲话稿写入台账数字",
            description="用台账的实际数字，代替数据里的“台账数据”；只对讲话稿起作用",
        ),
    ] = False
    named: Annotated[bool, Field(title="点名过于通用的品牌", description="默认不点名")] = False


Short = Annotated[str, Field(max_length=200)]
Day = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$",
        description="2026、2026-07 或 2026-07-01",
        examples=["2026-07-01"],
    ),
]
Status = Literal["drafted", "applied", "reserved", "registered"]
Word = Annotated[str, Field(max_length=LONGEST_WORD)]


class BrandRequest(_Strict):
    """要登记的品牌。"""

    name: Name
    unit: Unit = ""
    status: Annotated[Status, Field(title="状态，预留须写 reserved_until")] = "registered"
    emblem: Annotated[Text, Field(title="标识")] = ""
    slogan: Annotated[Text, Field(title="传播语")] = ""
    goal: Annotated[Text, Field(title="目标")] = ""
    measures: Annotated[Text, Field(title="举措")] = ""
    results: Annotated[Text, Field(title="成效")] = ""
    meaning: Annotated[Text, Field(title="内涵")] = ""
    concept: Annotated[Text, Field(title="理念")] = ""
    brand_type: Annotated[Word, Field(title="品牌类型，如 服务群众类，或本单位自己的分类")] = ""
    carrier: Annotated[Word, Field(title="载体，如 党员示范岗")] = ""
    level: Annotated[Word, Field(title="层级：标准、特色、示范，或本单位自己的叫法")] = ""
    lead: Annotated[Short, Field(title="领衔人")] = ""
    lead_is_member: Annotated[bool | None, Field(title="领衔人是党员")] = None
    lead_is_secretary: Annotated[bool | None, Field(title="领衔人是书记")] = None
    parent: Annotated[Short, Field(title="上级品牌的名称或编号")] = ""
    applied_on: Annotated[Day, Field(title="申报日期")] = ""
    registered_on: Annotated[Day, Field(title="登记日期")] = ""
    reserved_until: Annotated[Day, Field(title="预留至")] = ""
    remark: Annotated[Text, Field(title="备注")] = ""


class BrandChange(_Strict):
    """要改的内容；没有给出的不变。"""

    name: Annotated[Name | None, Field(title="品牌名称")] = None
    emblem: Annotated[Text | None, Field(title="标识")] = None
    slogan: Annotated[Text | None, Field(title="传播语")] = None
    goal: Annotated[Text | None, Field(title="目标")] = None
    measures: Annotated[Text | None, Field(title="举措")] = None
    results: Annotated[Text | None, Field(title="成效")] = None
    meaning: Annotated[Text | None, Field(title="内涵")] = None
    concept: Annotated[Text | None, Field(title="理念")] = None
    brand_type: Annotated[Word | None, Field(title="品牌类型")] = None
    carrier: Annotated[Word | None, Field(title="载体")] = None
    level: Annotated[Word | None, Field(title="层级")] = None
    lead: Annotated[Short | None, Field(title="领衔人")] = None
    lead_is_member: Annotated[bool | None, Field(title="领衔人是党员")] = None
    lead_is_secretary: Annotated[bool | None, Field(title="领衔人是书记")] = None
    parent: Annotated[Short | None, Field(title="上级品牌的名称或编号")] = None
    applied_on: Annotated[Day | None, Field(title="申报日期")] = None
    registered_on: Annotated[Day | None, Field(title="登记日期")] = None
    remark: Annotated[Text | None, Field(title="备注")] = None
    why: Annotated[str, Field(max_length=500, title="原因")] = ""
    version: Annotated[int | None, Field(title="所依据的版本，被别人改过时返回 409")] = None


Why = Annotated[str, Field(max_length=500, title="原因")]


class RetireRequest(_Strict):
    """停用的原因。"""

    why: Why = ""


class ReserveRequest(_Strict):
    """预留到哪一天。"""

    until: Annotated[
        str,
        Field(
            pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
            title="预留至，写到日",
            examples=["2099-12-31"],
        ),
    ]
    why: Why = ""


class TransferRequest(_Strict):
    """划转给哪个单位。"""

    unit: Annotated[str, Field(min_length=1, max_length=200, title="接收单位全称")]
    why: Why = ""


class DecideRequest(_Strict):
    """主管部门对两个品牌的决定。"""

    other: Annotated[str, Field(min_length=1, max_length=200, title="对方品牌的编号，或它的名称")]
    verdict: Annotated[
        Literal["accepted", "refused"], Field(title="accepted 可以并存，refused 不可并存")
    ]
    why: Annotated[str, Field(min_length=1, max_length=500, title="理由")]


Kind = Annotated[
    str,
    Field(max_length=20, title="类别：党委、党总支、党支部、机关工委、单位；不写则按名称判断"),
]
Above = Annotated[str, Field(max_length=200, title="上级党组织的全称或编号")]


class OrganizationRequest(_Strict):
    """要新增的党组织。"""

    name: Annotated[str, Field(min_length=1, max_length=200, title="党组织全称")]
    above: Above = ""
    kind: Kind = ""
    level: Annotated[Short, Field(title="层级")] = ""
    region: Annotated[Short, Field(title="所在地区")] = ""
    area: Annotated[Short, Field(title="所属片区")] = ""
    unit_type: Annotated[Short, Field(title="单位类型，如机关、国企、学校")] = ""


class OrganizationChange(OrganizationRequest):
    """要改的内容；没有给出或为空的不变。"""

    name: Annotated[str, Field(max_length=200, title="改成的全称")] = ""
    kind: Annotated[Kind, Field(title="类别：党委、党总支、党支部、机关工委、单位")] = ""
