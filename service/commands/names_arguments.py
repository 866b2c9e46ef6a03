"""What the commands on names, texts and rules take."""

from __future__ import annotations

from typing import Any

from service.bounds import MOST_PROPOSED, PROPOSED
from service.commands.arguments import Words, command, with_output, with_registry, with_sheet


def add_names(commands: Any) -> None:
    """Add every command on names, texts and rules."""
    _check(commands)
    compare = command(commands, "compare", "names:compare", "比较两个名称像不像，为什么")
    compare.add_argument("names", nargs="*", metavar="名称", help="两个名称")
    compare.add_argument("--input", metavar="文件", help="成批比较：csv，列名 a、b")
    with_output(compare, "结果写到 .csv .xlsx .json")
    _suggest(commands)
    segment = command(commands, "segment", "texts:segment", "分词")
    segment.add_argument("text", metavar="文字", help="要分词的文字")
    normalize = command(commands, "normalize", "texts:normalize", "比对用的写法，以及每一处不同")
    normalize.add_argument("name", metavar="名称", help="品牌名称")
    extract = command(
        commands, "extract", "texts:extract", "从文件中找出品牌名称和单位（.txt .docx）"
    )
    extract.add_argument("file", metavar="文件", help=".txt 或 .docx 文件")
    with_output(extract)
    rules = command(commands, "rules", "texts:rules", "查看规则：查什么、为什么、依据、例子")
    rules.add_argument("rule", nargs="?", metavar="编号", help="如 BN001、B2；不给就列出全部")


def _check(commands: Any) -> None:
    check = command(
        commands, "check", "names:check", "核名：名称能不能用，和谁重复，为什么，怎么改"
    )
    check.add_argument("names", nargs="*", metavar="名称", help="要核的名称，可以几个")
    check.add_argument("--unit", default="", metavar="单位", help="申报单位全称")
    check.add_argument(
        "--work", action=Words, default="", metavar="词", help="本单位工作的词，用逗号分开"
    )
    check.add_argument(
        "--meaning", default="", metavar="文字", help="品牌内涵，用来核对“几心”“几亮”"
    )
    check.add_argument(
        "--input", metavar="文件", help="成批核名：.xlsx .xls .csv .txt，- 为标准输入"
    )
    with_sheet(check)
    with_output(check)
    with_registry(check)


def _suggest(commands: Any) -> None:
    suggest = command(
        commands, "suggest", "names:suggest", "拟名：按本单位的工作拟出能通过核名的名称"
    )
    suggest.add_argument(
        "--like", default="", metavar="名称", help="没通过的名称，先给出改动最小的改法"
    )
    suggest.add_argument("--unit", default="", metavar="单位", help="本单位全称")
    suggest.add_argument(
        "--words",
        action=Words,
        default="",
        metavar="词",
        help="工作、物件、产品的词，用逗号分开",
    )
    suggest.add_argument("--place", default="", metavar="地名", help="本地的地名")
    suggest.add_argument(
        "--count",
        type=int,
        default=PROPOSED,
        metavar="个数",
        help=f"拟几个，最多 {MOST_PROPOSED}",
    )
    with_output(suggest)
    with_registry(suggest)
