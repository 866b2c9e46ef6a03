"""What the commands on documents take: drafts, batches, templates, lint, score sheets, awards."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from service.commands.arguments import (
    STYLE_HELP,
    below,
    command,
    with_options,
    with_output,
    with_registry,
    with_style,
)

_BATCHES = (
    (
        "letter",
        "责任书：每个单位一份，另有登记册、评分表和合并打印稿",
        "填好的工作簿 .xlsx",
        "责任书没有选项",
    ),
    (
        "application",
        "申报材料：每份的材料、一页简介、摘要，另有汇总表、综合报告、评分表",
        "报送的工作簿、申报表 .docx、装着它们的文件夹或 .zip",
        "可写多次，如 --option digest=500；有 title、office、day、standard、digest、case、limits、"
        "types、registry、recognised、plan、form、weights、judges，见手册",
    ),
)
"""Kinds of batches, each with what is said of it, of its source and of its options."""


def add_documents(commands: Any) -> None:
    """Add every command on documents."""
    _draft(commands)
    _batch(
        commands.add_parser(
            "batch", help="成批起草：责任书每个单位一份，申报材料每份一套", allow_abbrev=False
        )
    )
    _templates(
        commands.add_parser("templates", help="模板：列出、查看、新建、检查", allow_abbrev=False)
    )
    _lint(commands)
    scores = command(commands, "scores", "documents:scores", "读取填好的评分表：总分、等次、排名")
    scores.add_argument("file", metavar="文件", help="已填的考核评分表，或评委评分表的文件夹")
    with_output(scores)
    _awards(commands)


def _draft(commands: Any) -> None:
    draft = command(
        commands,
        "draft",
        "documents:draft",
        "起草一份文件：责任书、讲话稿、申报材料等；给出台账时，讲话稿用它的数字，责任书核对上下级",
    )
    draft.add_argument("template", metavar="模板", help="letter 等，见 pinwen templates list")
    draft.add_argument(
        "--data",
        required=True,
        metavar="文件",
        help="数据：.json，或只有一个单位的 .xlsx；申报材料、一页简介和摘要也可以是填好的申报表 .docx",
    )
    draft.add_argument("--out", required=True, metavar="文件", help="写到这个 .docx 或文件夹")
    with_style(draft)
    with_registry(draft)
    draft.add_argument(
        "--named", action="store_true", help="讲话稿中点名过于通用的品牌（默认不点名）"
    )


def _batch(batch: ArgumentParser) -> None:
    parts = below(batch, "种类或操作")

    def part(name: str, run: str, help_: str) -> ArgumentParser:
        made = command(parts, name, run, help_)
        made.add_argument("--workers", type=int, default=2, metavar="个数", help="同时工作的进程数")
        made.add_argument("--quiet", action="store_true", help="不显示进度")
        if name != "status":
            made.add_argument("--zip", metavar="文件", help="做完后把全部文件另打成这一个压缩包")
        return made

    for kind, help_, data, options in _BATCHES:
        made = part(kind, "batches:batch", help_)
        made.set_defaults(kind=kind)
        made.add_argument("--data", required=True, metavar="文件", help=data)
        made.add_argument("--out", required=True, metavar="文件夹", help="批次写到这个文件夹")
        with_style(made)
        if kind == "letter":
            made.add_argument(
                "--template",
                default="",
                metavar="模板",
                help="用本单位自己的模板：它的编号或文件夹；不写时用自带的责任书",
            )
        with_options(made, options)
    for name, help_ in (("status", "查看批次做到哪里"), ("resume", "接着做没做完的批次")):
        part(name, f"batches:{name}", help_).add_argument(
            "folder", metavar="文件夹", help="批次的文件夹"
        )


def _templates(templates: ArgumentParser) -> None:
    parts = below(templates)
    command(parts, "list", "documents:templates_list", "列出模板")
    show = command(parts, "show", "documents:templates_show", "查看模板的字段，或写出要填的工作簿")
    show.add_argument("template", metavar="模板", help="letter 等，见 templates list")
    show.add_argument("--xlsx", default="", metavar="文件", help="写出填好示例的工作簿")
    show.add_argument("--blank", action="store_true", help="工作簿里不带示例")
    show.add_argument(
        "--sample",
        default="",
        metavar="示例",
        help="显示这份示例，或用它填工作簿：full、minimal 等",
    )
    check = command(parts, "check", "documents:templates_check", "检查自制的模板")
    check.add_argument("folder", metavar="文件夹", help="模板的文件夹")
    new = command(parts, "new", "documents:templates_new", "新建一个模板文件夹")
    new.add_argument("folder", metavar="文件夹", help="新模板写到这里，文件夹名就是模板编号")
    new.add_argument("--title", default="", metavar="名称", help="模板的中文名称")


def _lint(commands: Any) -> None:
    lint = command(commands, "lint", "lint:lint", "检查任意 Word 文件的版式和文字，逐条对照国标")
    lint.add_argument("file", metavar="文件", help="要检查的 .docx")
    lint.add_argument("--profile", default="gbt9704", metavar="版式", help=STYLE_HELP)
    lint.add_argument("--enterprise", action="store_true", help="企业等参照执行：违反规定只作偏离")
    lint.add_argument("--render", action="store_true", help="用 LibreOffice 排出页面再量")
    lint.add_argument("--previous", metavar="文件", help="上一稿 .docx，核对义务用语的变动")
    with_registry(lint)
    with_output(lint, "报告写到这个 .txt 或 .json")


def _awards(commands: Any) -> None:
    awards = command(
        commands, "awards", "judging:awards", "按评委评分表排名、定奖：评审结果表、公示稿、表彰决定"
    )
    awards.add_argument("folder", metavar="文件夹", help="各位评委填好的评分表都放在里面")
    awards.add_argument(
        "--quota",
        required=True,
        metavar="奖项",
        help="如 示范品牌=3,优秀品牌=80分（名额或分数线），或列有奖项、名额、最低分的 .xlsx",
    )
    awards.add_argument("--out", required=True, metavar="文件夹", help="结果写到这个文件夹")
    awards.add_argument(
        "--trim",
        default="自动",
        metavar="方式",
        help="去不去最高最低分：自动（评委满 5 人时去）、是、否",
    )
    awards.add_argument(
        "--ties",
        default="停",
        metavar="方式",
        help="名额不够分给并列者时：停（待定，由单位研究）、同奖，或先比的标准，如 竞争力、影响力",
    )
    with_style(awards)
    with_options(
        awards,
        "可写多次：title、issuer、basis、from_day、to_day、contact、address、email、notice_day、"
        "doc_no、recipients、lead、valid_years、decision_day，见手册",
    )
