"""The arguments of the command on awards."""

from __future__ import annotations

import argparse


def add_awards_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes: the judges' sheets, the awards, the rules, facts of the documents."""
    parser.add_argument("folder", metavar="文件夹", help="各位评委填好的评分表都放在里面")
    parser.add_argument(
        "--quota",
        required=True,
        metavar="奖项",
        help="如 示范品牌=3,优秀品牌=80分（名额或分数线），或列有奖项、名额、最低分的 .xlsx",
    )
    parser.add_argument("--out", required=True, metavar="文件夹", help="结果写到这个文件夹")
    parser.add_argument(
        "--trim",
        default="自动",
        metavar="方式",
        help="去不去最高最低分：自动（评委满 5 人时去）、是、否",
    )
    parser.add_argument(
        "--ties",
        default="停",
        metavar="方式",
        help="名额不够分给并列者时：停（待定，由单位研究）、同奖，或先比的标准，如 竞争力、影响力",
    )
    parser.add_argument(
        "--style", default="", metavar="版式", help="gbt9704 等，或自备的 .toml 文件"
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="名=值",
        help="可写多次：title、issuer、basis、from_day、to_day、contact、address、email、notice_day、"
        "doc_no、recipients、lead、valid_years、decision_day，见手册",
    )
