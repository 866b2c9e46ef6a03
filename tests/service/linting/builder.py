"""Word files for the tests, written by hand as XML: a correct one, and changes to it by dotted name.

Independent of our own writer. `form = "styles"` puts looks into Word's built-in styles, `"direct"` onto each
paragraph and run with no style at all, as strangers do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {
    "title": "Title",
    "body": "Body Text",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "salutation": "Salutation",
    "signature": "Signature",
    "date": "Date",
    "note": "附件说明",
    "label": "附件标注",
    "subtitle": "Subtitle",
    "blank": "空行",
    "cell": "表格正文",
    "head-cell": "表头",
}


def _look(font: str, size: float = 16, **more: Any) -> dict[str, Any]:
    return {
        "font": font,
        "latin": "Times New Roman",
        "theme": "",
        "size": size,
        "line": 28.95,
        "rule": "exact",
        "spacing": -0.25,
        "align": "both",
        "first": 0,
        "left": 0,
        "right": 0,
        "before": 0,
        "after": 0,
        "bold": False,
        "italic": False,
        "underline": False,
        "colour": "000000",
        "keep": False,
        "outline": 0,
        **more,
    }


_BODY = "各单位党组织要对照年度计划抓好落实，把责任落实到支部、到岗位，做到任务清楚、时限清楚、责任清楚。"
CORRECT: dict[str, Any] = {
    "form": "styles",
    "page": {
        "width": 210,
        "height": 297,
        "top": 37,
        "bottom": 35,
        "left": 28,
        "right": 26,
        "footer": 24.5,
        "grid": "lines",
        "pitch": 579,
        "space": 0,
        "columns": 1,
        "orient": "",
    },
    "settings": {"even": True, "mirror": True, "tracking": False},
    "core": {"title": "关于做好党建品牌建设工作的通知", "creator": "", "lastModifiedBy": ""},
    "defaults": {"font": "仿宋_GB2312"},
    "footer": {
        "odd": "right",
        "even": "left",
        "before": "— ",
        "after": " —",
        "size": 14,
        "font": "宋体",
        "indent": 1,
        "one_run": False,
        "present": True,
        "frame": "",
        "turned": False,
        "dash_format": False,
    },
    "table": {"rows": 0, "header": True, "whole": True, "width": 156},
    "parts": {},
    "title": _look("方正小标宋简体", 22, align="center", line=36, spacing=0, keep=True),
    "subtitle": _look("楷体_GB2312", align="center"),
    "salutation": _look("仿宋_GB2312", keep=True),
    "body": _look("仿宋_GB2312", first=2),
    "heading1": _look("黑体", first=2, keep=True, outline=1),
    "heading2": _look("楷体_GB2312", first=2, keep=True, outline=2),
    "heading3": _look("仿宋_GB2312", first=2, keep=True, outline=3),
    "heading4": _look("仿宋_GB2312", first=2, keep=True, outline=4),
    "note": _look("仿宋_GB2312", first=-3, left=5),
    "label": _look("黑体", keep=True),
    "signature": _look("仿宋_GB2312", align="right", right=2, keep=True),
    "date": _look("仿宋_GB2312", align="right", right=2, keep=True),
    "blank": _look("仿宋_GB2312", keep=True),
    "cell": _look("仿宋_GB2312", 12, line=18, spacing=0),
    "head-cell": _look("黑体", 12, line=18, spacing=0, align="center"),
    "text": [
        ["title", "关于做好党建品牌建设工作的通知"],
        ["blank", ""],
        ["salutation", "各基层党组织："],
        ["body", _BODY],
        ["heading1", "一、总体要求"],
        ["heading2", "（一）明确目标"],
        ["body", "到年底，每个支部有一项拿得出手的工作，有一名讲得清楚的领办人。"],
        ["heading2", "（二）明确任务"],
        ["heading3", "1.摸清底数"],
        ["body", "党务干部逐个支部走访，把已有的做法、困难和需求记下来。"],
        ["heading3", "2.建立台账"],
        ["heading4", "（1）分类登记"],
        ["body", "名称、内涵、领办人和起止时间登记在一张表里。"],
        ["heading4", "（2）按季更新"],
        ["body", "每季度末更新一次，变动的说明原因。"],
        ["heading1", "二、工作安排"],
        ["body", "三月底前完成登记，六月底前组织一次互看互评，十二月底前总结。"],
        ["blank", ""],
        ["note", "附件：任务分工"],
        ["blank", ""],
        ["signature", "奔流集团公司党委"],
        ["date", "2026年3月5日"],
        ["label+", "附件"],
        ["blank", ""],
        ["title", "任务分工"],
        ["blank", ""],
        ["body", "综合科牵头登记和更新，各支部提供材料，分管领导审核。"],
    ],
}
"""A correct notice; the name is 8 characters wide, the date 6: both end two in (7.3.5.2)."""


def changed(change: Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of the correct document with settings by dotted name."""
    spec = deepcopy(CORRECT)
    for name, value in change.items():
        at = spec
        *path, last = name.split(".")
        for key in path:
            at = at[key]
        assert last in at or at is spec["parts"], name
        if last == "text" and isinstance(value, dict):
            value = edited(at["text"], value)
        at[last] = value
    return spec


def edited(text: list[list[str]], edits: Mapping[str, Any]) -> list[list[str]]:
    """Return paragraphs with edits: by text, `[kind, text]`, a list of those, or `[]` to leave out."""
    found: list[list[str]] = []
    used = set()
    for kind, words in text:
        if words in edits and words:
            used.add(words)
            new = edits[words]
            found += [new] if new and isinstance(new[0], str) else new
        else:
            found.append([kind, words])
    assert used == set(edits), set(edits) - used
    return found


def build(change: Mapping[str, Any] = {}, xml: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return a Word file: the correct one, changed; `xml` replaces text in its parts and must meet some."""
    parts = _parts(changed(change))
    for old, new in xml:
        assert any(old in part for part in parts.values()), old
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


def _parts(spec: dict[str, Any]) -> dict[str, str]:
    names = ("styles", "settings", "footer1", "footer2")
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{name.rstrip("12")}+xml"/>'
        for name in names
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{name.rstrip("12")}" Target="{name}.xml"/>'
        for at, name in enumerate((*names, *spec["parts"]), 1)
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
        f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "docProps/core.xml": _core(spec["core"]),
        "word/document.xml": _document(spec),
        "word/styles.xml": _styles(spec),
        "word/settings.xml": _settings(spec["settings"]),
        "word/footer1.xml": _footer(spec["footer"], spec["footer"]["odd"]),
        "word/footer2.xml": _footer(spec["footer"], spec["footer"]["even"]),
        **{f"word/{name}.xml": _HEAD + part for name, part in spec["parts"].items()},
    }


def _core(core: Mapping[str, str]) -> str:
    dc = "http://purl.org/dc/elements/1.1/"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{dc}">'
        f"<dc:title>{escape(core['title'])}</dc:title><dc:creator>{escape(core['creator'])}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(core['lastModifiedBy'])}</cp:lastModifiedBy></cp:coreProperties>"
    )


def _settings(settings: Mapping[str, bool]) -> str:
    marks = {"mirror": "mirrorMargins", "tracking": "trackRevisions", "even": "evenAndOddHeaders"}
    on = "".join(f"<w:{mark}/>" for key, mark in marks.items() if settings[key])
    return f'{_HEAD}<w:settings {_W}>{on}<w:themeFontLang w:eastAsia="zh-CN"/></w:settings>'


def _fonts(look: Mapping[str, Any]) -> str:
    theme = f' w:eastAsiaTheme="{look["theme"]}"' if look["theme"] else ""
    east = f' w:eastAsia="{look["font"]}"' if look["font"] else ""
    latin = look["latin"]
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}"{east} w:cs="{latin}"{theme}/>'


def _run_look(look: Mapping[str, Any]) -> str:
    return (
        f"<w:rPr>{_fonts(look)}"
        + ("<w:b/>" if look["bold"] else '<w:b w:val="0"/>')
        + ("<w:i/>" if look["italic"] else "")
        + f'<w:color w:val="{look["colour"]}"/><w:spacing w:val="{round(look["spacing"] * 20)}"/>'
        + f'<w:sz w:val="{round(look["size"] * 2)}"/><w:szCs w:val="{round(look["size"] * 2)}"/>'
        + ('<w:u w:val="single"/>' if look["underline"] else "")
        + "</w:rPr>"
    )


def _paragraph_look(look: Mapping[str, Any]) -> str:
    unit = 240 if look["rule"] == "auto" else 20
    first = "firstLine" if look["first"] >= 0 else "hanging"
    sides = "".join(
        f' w:{key}Chars="{round(abs(value) * 100)}" w:{key}="{round(abs(value) * 315)}"'
        for key, value in (("left", look["left"]), ("right", look["right"]), (first, look["first"]))
    )
    outline = f'<w:outlineLvl w:val="{look["outline"] - 1}"/>' if look["outline"] else ""
    return (
        ("<w:keepNext/>" if look["keep"] else "")
        + f'<w:spacing w:before="{round(look["before"] * 20)}" w:after="{round(look["after"] * 20)}" '
        f'w:line="{round(look["line"] * unit)}" w:lineRule="{look["rule"]}"/><w:ind{sides}/>'
        f'<w:jc w:val="{look["align"]}"/>{outline}'
    )


def _styles(spec: Mapping[str, Any]) -> str:
    font = f' w:eastAsia="{spec["defaults"]["font"]}"' if spec["defaults"]["font"] else ""
    written = "".join(
        f'<w:style w:type="paragraph" w:styleId="s-{key}"><w:name w:val="{name}"/><w:basedOn w:val="a"/>'
        f"<w:pPr>{_paragraph_look(spec[key])}</w:pPr>{_run_look(spec[key])}</w:style>"
        for key, name in _STYLES.items()
    )
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
        f'w:hAnsi="Times New Roman"{font}/><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        + (written if spec["form"] == "styles" else "")
        + "</w:styles>"
    )


def _document(spec: Mapping[str, Any]) -> str:
    blocks = "".join(_paragraph(spec, kind, text) for kind, text in spec["text"])
    return f"{_HEAD}<w:document {_W}><w:body>{blocks}{_table(spec)}{_section(spec)}</w:body></w:document>"


def _paragraph(spec: Mapping[str, Any], kind: str, text: str) -> str:
    key = kind.rstrip("+")
    look = spec[key]
    page = "<w:pageBreakBefore/>" if kind.endswith("+") else ""
    if spec["form"] == "styles":
        form, run = f'<w:pStyle w:val="s-{key}"/>{page}', ""
    else:
        form, run = page + _paragraph_look(look), _run_look(look)
    inner = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return (
        f"<w:p><w:pPr>{form}</w:pPr><w:r>{run}{inner}</w:r></w:p>"
        if text
        else f"<w:p><w:pPr>{form}</w:pPr></w:p>"
    )


def _table(spec: Mapping[str, Any]) -> str:
    table = spec["table"]
    if not table["rows"]:
        return ""
    half = round(table["width"] * 56.6929 / 2)
    mark = ("<w:cantSplit/>" if table["whole"] else "", "<w:tblHeader/>" if table["header"] else "")
    rows = ""
    for at in range(table["rows"]):
        kind = "head-cell" if at == 0 else "cell"
        texts = ("序号", "事项") if at == 0 else (str(at), "登记")
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>{_paragraph(spec, kind, text)}</w:tc>'
            for text in texts
        )
        rows += f"<w:tr><w:trPr>{mark[0]}{mark[1] if at == 0 else ''}</w:trPr>{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2 * half}" w:type="dxa"/><w:tblBorders><w:top w:val="single"/>'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{half}"/>'
        f'<w:gridCol w:w="{half}"/></w:tblGrid>{rows}</w:tbl>{_paragraph(spec, "blank", "")}'
    )


def _section(spec: Mapping[str, Any]) -> str:
    page = spec["page"]
    mm = {
        key: round(page[key] * 56.6929)
        for key in ("width", "height", "top", "bottom", "left", "right", "footer")
    }
    references = (
        '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
        if spec["footer"]["present"]
        else ""
    )
    turned = f' w:orient="{page["orient"]}"' if page["orient"] else ""
    numbers = '<w:pgNumType w:fmt="numberInDash"/>' if spec["footer"]["dash_format"] else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{mm["width"]}" w:h="{mm["height"]}"{turned}/>'
        f'<w:pgMar w:top="{mm["top"]}" w:right="{mm["right"]}" w:bottom="{mm["bottom"]}" '
        f'w:left="{mm["left"]}" w:header="851" w:footer="{mm["footer"]}" w:gutter="0"/>{numbers}'
        f'<w:cols w:num="{page["columns"]}"/>'
        f'<w:docGrid w:type="{page["grid"]}" w:linePitch="{page["pitch"]}" w:charSpace="{page["space"]}"/>'
        "</w:sectPr>"
    )


def _footer(footer: Mapping[str, Any], align: str) -> str:
    look = (
        f'<w:rPr><w:rFonts w:ascii="{footer["font"]}" w:hAnsi="{footer["font"]}" '
        f'w:eastAsia="{footer["font"]}"/><w:sz w:val="{round(footer["size"] * 2)}"/></w:rPr>'
    )
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    field = (
        f"<w:r>{look}{''.join(pieces)}</w:r>"
        if footer["one_run"]
        else "".join(f"<w:r>{look}{piece}</w:r>" for piece in pieces)
    )
    indent = footer["indent"]
    side = (
        f' w:{align}Chars="{round(indent * 100)}" w:{align}="{round(indent * 280)}"'
        if align in ("left", "right")
        else ""
    )
    frame = f'<w:framePr w:wrap="around" w:xAlign="{footer["frame"]}"/>' if footer["frame"] else ""
    number = (
        f'<w:p><w:pPr>{frame}<w:spacing w:line="579" w:lineRule="exact"/>'
        f'<w:ind{side}/><w:jc w:val="{align}"/></w:pPr><w:r>{look}<w:t xml:space="preserve">'
        f'{footer["before"]}</w:t></w:r>{field}<w:r>{look}<w:t xml:space="preserve">'
        f"{footer['after']}</w:t></w:r></w:p>"
    )
    if footer["turned"]:
        number = (
            '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1400" '
            'w:tblpY="1587"/></w:tblPr><w:tr><w:tc><w:tcPr><w:textDirection w:val="tbRl"/></w:tcPr>'
            f"{number}</w:tc></w:tr></w:tbl><w:p/>"
        )
    return f"{_HEAD}<w:ftr {_W}>{number}</w:ftr>"
