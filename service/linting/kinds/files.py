"""Clauses on the file itself: macros, links, properties, traces of work, defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.linting.kinds.base import Context, Match, at, excerpt
from service.linting.report import Place

_PRIVATE = re.compile(r"[A-Za-z]:\\|\\\\|/home/|/Users/|Documents and Settings|@")
# What programs write when nobody has said who: no name of a person.
_PROGRAMS = ("python-docx", "administrator", "admin", "user", "微软用户", "microsoft office user")


def macros(context: Context) -> Iterator[Match]:
    """The file holds no macros or controls."""
    if context.document.macros:
        yield Match(Place(), "含宏或控件", "不含")


def links(context: Context) -> Iterator[Match]:
    """Nothing is fetched from elsewhere when the file is opened."""
    for target in context.document.links[:5]:
        yield Match(Place(text=target[:60]), target[:60], "不引用外部文件")


def revisions(context: Context) -> Iterator[Match]:
    """No tracked changes and no comments are left."""
    left = (
        (context.document.revisions, "处修订未处理"),
        (context.document.comments, "条批注未删除"),
    )
    for count, words in left:
        if count:
            yield Match(Place(), f"{count} {words}", "没有修订和批注")


def titled(context: Context) -> Iterator[Match]:
    """The property «title» is filled in."""
    if not context.document.core.get("title"):
        yield Match(Place(), "空", "公文标题")


def private(context: Context) -> Iterator[Match]:
    """The properties hold no path, address or name of a program."""
    for key in ("title", "creator", "lastModifiedBy", "description", "keywords", "subject"):
        text = context.document.core.get(key, "")
        if _PRIVATE.search(text) or text.strip().lower() in _PROGRAMS:
            yield Match(Place(text=key), text[:60], "空，或单位名称")


def default_font(context: Context) -> Iterator[Match]:
    """The document's defaults name a font for Chinese text."""
    if not context.document.default_east:
        yield Match(Place(), "未指定", context.profile.faces["body"].font)


def readable(context: Context) -> Iterator[Match]:
    """The text stands in the document itself: not in pictures, in text boxes, in a file within the file."""
    document = context.document
    shown = sum(len(para.text.strip()) for para in document.paragraphs if not para.boxed)
    boxed = sum(len(para.text.strip()) for para in document.paragraphs if para.boxed)
    pictures = sum(para.pictures for para in document.paragraphs if not para.boxed)
    if document.embedded:
        yield Match(Place(), "里嵌着另一个文件，其中的文字读不到", "文字在正文里")
    elif boxed > shown:
        yield Match(Place(), "的文字大多在文本框里", "文字在正文里")
    elif not shown:
        yield Match(Place(), "里只有图片、没有文字" if pictures else "里没有文字", "文字在正文里")


def hidden(context: Context) -> Iterator[Match]:
    """No text is hidden: whoever opens the file can have it shown."""
    for para in context.document.paragraphs:
        told = [run for run in para.runs if run.look.hidden and run.text.strip()]
        if told:
            span = (told[0].place, told[0].place + len(told[0].text))
            yield Match(at(para, span), f"隐藏文字“{excerpt(told[0].text)}”", "没有隐藏文字")
