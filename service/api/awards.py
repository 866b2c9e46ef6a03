"""The judges' filled score sheets, ranked: table of results, public notice, decision."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, UploadFile

from service.api.keys import Clerk
from service.applications.announcing import announce
from service.applications.awards import parse_awards
from service.applications.ranking import Rules
from service.applications.scoring import read_score_sheets
from service.errors import BadData
from service.options import named_values

router = APIRouter(tags=["文件"])


@router.post("/awards", summary="按评委评分表定奖", operation_id="make_awards")
def make_awards(
    _: Clerk,
    files: Annotated[list[UploadFile], File(title="各位评委填好的评分表（.xlsx）")],
    quota: Annotated[
        str, Form(title="奖项", max_length=2000, examples=["示范品牌=3,优秀品牌=80分"])
    ],
    trim: Annotated[str, Form(title="去不去最高最低分：自动、是、否", max_length=10)] = "自动",
    ties: Annotated[str, Form(title="并列：停、同奖，或先比的标准", max_length=100)] = "停",
    options: Annotated[
        list[str] | None, Form(title="文稿要写的事，名=值，可写多次", max_length=50)
    ] = None,
    style: Annotated[str, Form(title="版式", max_length=40, pattern="^[a-z0-9-]*$")] = "",
) -> dict[str, Any]:
    """评审结果表，连同公示稿和表彰决定（base64）；有须先处理的问题时只给结果表，列在 problems 里。"""
    sheets = [(PurePath(one.filename or "").name, one.file.read()) for one in files]
    judged = read_score_sheets(sheets)
    if judged is None:
        raise BadData("上传的文件里没有发出的评分表，请用原表填写。")
    facts = named_values(options or (), "contact=0000-0000000")
    made = announce(judged, parse_awards(quota), Rules(trim, ties), facts, style=style)
    return {**made.wire(), "contents": made.packed()}
