"""What is told of a body that cannot be read, in Chinese; places are told beside it."""

from __future__ import annotations

import re

from service.drafting.filters import FILTERS
from service.nearness import hint

_SYNTAX = (
    (r"Unexpected end of template", "有 for 或 if 没有用 endfor 或 endif 结束，请补上。"),
    (r"unknown tag '(end\w+)'", "{0} 前面没有相配的开头，请核对。"),
    (r"unknown tag '(\w+)'", "没有“{0}”这种写法，请改用 if 和 for。"),
    (r"No filter named '(\w+)'", "没有过滤器“{0}”，请用列出的过滤器。"),
    (r"No test named '(\w+)'", "没有判断“{0}”，可用 defined、none、odd、even。"),
    (r"", "写法有误，请检查花括号、引号、括号和逗号是否配对。"),
)


def syntax_told(message: str) -> str:
    """Return what Jinja2 says of a body that it cannot read."""
    return next(
        told.format(*found.groups())
        for pattern, told in _SYNTAX
        if (found := re.search(pattern, message))
    )


_CALLED = {
    "Call": "函数",
    "Mul": "乘法",
    "Pow": "乘方",
    "Div": "除法",
    "Include": "include",
    "Import": "import",
    "Macro": "macro",
    "List": "方括号列表",
    "Dict": "花括号列表",
}


def construct_told(name: str) -> str:
    """Return what is wrong with a construct that no body may use; `name` is Jinja2's."""
    return f"用了不允许的写法（{_CALLED.get(name, name)}），请改用 if、for 和列出的过滤器。"


def filter_told(name: str) -> str:
    """Return what is wrong with a filter that there is not."""
    return f"没有过滤器“{name}”，{hint(name, FILTERS)}"
