"""What a form says to those who fill it in, left standing in a cell: it is no part of what they say."""

from __future__ import annotations

import re

# Words by which a remark in brackets before a value tells what to write there, not what is the case.
_ASKS = (
    r"请(?:[^（）()]*?)(?:填|写|说明|注明|列|附|简述|概述|介绍|勾选|选择)|填写|填报|须?写明|注明"
    r"|\d+\s*(?:个)?字(?:以内|左右|之内|以下)|不(?:超过|多于|少于)\s*\d+\s*(?:个)?字|字数|限\s*\d+|没有(?:的)?(?:请)?填|如无"
)
_BEFORE = re.compile(rf"[（(](?:[^（）()]*?(?:{_ASKS})[^（）()]*)[）)][:：。]?\s*")
_UNFILLED = re.compile(
    r"(?:请)?(?:单击|点击)(?:或(?:单击|点击|轻触|点按))*(?:此处|这里|以)?(?:以)?"
    r"(?:输入|添加|选择|键入)(?:文字|文本|内容|日期|一项)?[。.]?"
    r"|选择一项[。.]?|请(?:在此)?(?:输入|选择|填写)(?:内容|文字|日期)?[。.]?"
)


def without_hint(text: str) -> tuple[str, str]:
    """Return a value without the hint to fill it in that stands before it, and that hint; both may be empty.

    A hint is a remark in brackets that asks for something (请填写…, 300字以内), or the words that a
    program shows in an empty field. Remarks that tell something stay.
    """
    if _UNFILLED.fullmatch(text.strip()):
        return "", ""
    match = _BEFORE.match(text)
    return (text[match.end() :], match[0].strip()) if match else (text, "")
