"""By what words the parts of an official document are known."""

from __future__ import annotations

import re

DATE = re.compile(
    r"\s*(?:\d{2,4}|[○〇零一二三四五六七八九]{2,4}|[×X_\uff3f【】\s]{1,8})\s*年\s*"
    r"[\d一二三四五六七八九十×X_\uff3f\s]{1,4}\s*月\s*[\d一二三四五六七八九十×X_\uff3f\s]{1,4}\s*日\s*"
)
SHORT_DATE = re.compile(r"\s*20\d\d([./-])\d{1,2}\1\d{1,2}\s*")
"""2026.3.10: a date in the running text or a table, and the day of the document where a name signs."""
ISSUE = re.compile(
    r"[（(〔\[]?(?:\d{4}年)?第\s*[\d一二三四五六七八九十]{1,4}\s*[期号次][）)〕\]]?"
    r"|[（(〔\[［【]\d{4}[）)〕\]］】]\s*第?\s*\d{1,4}\s*[期号次]"
)
"""Number of an issue of minutes or a bulletin, below its red mark: 第9期, 〔2026〕9号."""
ISSUED = re.compile(rf"\S{{2,30}}[\s\u3000]{{2,}}{DATE.pattern}")
"""Who issues minutes or a bulletin and when, in one line."""
CAPTION = re.compile(r"[表图]\s*\d{1,2}(?:[-—.\uff0e]\d{1,2})?[\s\u3000:：]+[^。；]{1,40}[^。；，]")
BEGINS = re.compile(
    r"(?:如下|以下|下列|下面|几点|方面|事项|要求|意见|做到|包括|内容|情况|认为|指出|强调|[为是])[:：]$"
)
"""How a line ends that begins the text and calls on nobody."""
RESOLVED = re.compile(
    r"会议(?:还|一致|专题|最后)?(?:听取|传达|学习|研究|审议|讨论|指出|强调|认为|要求|决定|同意|通过|明确|审定|宣布)"
)
"""How a numbered point of minutes begins."""
HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s*\d*|toc heading", re.IGNORECASE)
CONTENTS_HEAD = re.compile(r"目\s*[录錄次]")
# 一、总体要求……1: what a line of it leads to is a number after a tab, dots or room.
CONTENTS_LINE = re.compile(r".*(?:\t|…|\.{3}|·{3}|\s{2})\s*\d{1,3}")
LABEL = re.compile(r"附\s*件\s*[一二三四五六七八九十\d]*\s*[:：]?")
NOTE = re.compile(r"附\s*件\s*[:：]\s*\S")
# 附件1：登记表 before the signature; after it, that is what stands above an attachment.
NUMBERED_NOTE = re.compile(r"附\s*件\s*[一二三四五六七八九十\d]{1,2}\s*[:：]\s*\S")
NOTE_GOES_ON = re.compile(r"\s*\d{1,2}\s*[.\uff0e、]")
NUMBER = re.compile(r".{1,20}[〔\[［【（(]\d{4}[〕\]］】）)]\s*第?\s*\d+\s*号.{0,20}")
IMPRINT = re.compile(r"\s*(?:抄\s*送|抄\s*报|主\s*送)\s*[:：]|.*\d日\s*印\s*发\s*$")
COPIED = re.compile(
    rf"\s*抄\s*[送报]\s*[:：]|\s*\S{{2,30}}[\s\u3000]{{2,}}{DATE.pattern}印\s*发\s*"
)
"""A line that is of the imprint wherever it stands below a title: what it says stands nowhere else."""
PRESENT = re.compile(r"\s*(?:出\s*席|请\s*假|列\s*席|缺\s*席)\s*[:：]")
"""Who was there, in minutes."""
MINUTES = re.compile("纪要")
CORNER = (
    re.compile(r"\d{6}"),
    re.compile(r"(?:绝密|机密|秘密)(?:★.{1,6})?"),
    re.compile(r"特急|加急|平急|特提"),
)
"""What stands in the left corner: number of the copy, secrecy with its period, urgency."""
SIGNATORY = re.compile(r".{0,30}签发人\s*[:：]")
PARTY = re.compile(
    r"(?:[甲乙丙丁]\s*方|[发受]状单位|[承受]诺单位|责任单位|责任人)\s*(?:[（(].{1,12}[）)]\s*)?[:：]"
)
TO_SIGN = re.compile(
    r"[^。；]{0,30}(?:[（(](?:盖章|签字|签名|签章)[）)]|签字|签名|盖章)\s*[:：]?[^。；]{0,40}"
)
DAY_TO_FILL = re.compile(r"(?:[\s_\uff3f\d]*年[\s_\uff3f\d]*月[\s_\uff3f\d]*日)+\s*")
"""A day to be written by hand beside a signature, or two of them."""
ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,4}条[\s\u3000]+[^。；，：:]{1,20}")
"""An article that has a heading of its own: 第一条　目标."""
CHAPTER = re.compile(r"第[一二三四五六七八九十0-9]{1,3}[章编节][\s\u3000]+\S")
FIRST = re.compile("[^。！？]*[。！？]")
REMARK = re.compile(r"\s*[（(].{2,60}[）)]\s*")
REGARDS = re.compile(r"敬\s*礼\s*[！!]?")
"""Stands at the left edge below 此致."""
