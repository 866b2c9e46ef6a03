"""The parts of a Word file that depend on the profile alone: styles, settings, fonts, footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from service.docx.namespaces import DECLARATION, W
from service.docx.profile import Face, Profile
from service.docx.units import SMALL, SMALL_LINE, half_points, twentieths

STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
    "heading4": "Heading4",
    "plain-heading": "Heading1",
    "heading1-run-in": "Heading1RunIn",
    "heading2-run-in": "Heading2RunIn",
    "heading3-run-in": "Heading3RunIn",
    "heading4-run-in": "Heading4RunIn",
    "body": "BodyText",
    "item": "BodyText",
    "flush": "Salutation",
    "centred": "CentredText",
    "signature": "Signature",
    "attachment": "AttachmentNote",
    "attachment-label": "AttachmentLabel",
    "note": "TableNote",
    "blank": "BlankLine",
    "cell": "TableText",
    "head-cell": "TableHead",
    "small-cell": "TableSmall",
    "small-head-cell": "TableSmallHead",
    "side": "SignatureSide",
}
"""Style ids by kind of paragraph."""

# Style id → the name Word knows it by; built-in names where there is one, so that Word lists them.
_NAMES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Heading4": "heading 4",
    "BodyText": "Body Text",
    "Salutation": "Salutation",
    "CentredText": "居中正文",
    "Signature": "Signature",
    "AttachmentNote": "附件说明",
    "AttachmentLabel": "附件标注",
    "TableNote": "表注",
    "BlankLine": "空行",
    "TableText": "表格正文",
    "TableHead": "表头",
    "TableSmall": "表格小字",
    "TableSmallHead": "表头小字",
    "SignatureSide": "签字栏",
}


def styles_xml(profile: Profile) -> str:
    """Return styles.xml: document defaults, a style for each kind of paragraph, four for stretches."""
    return (
        f"{DECLARATION}<w:styles {W}>{_defaults(profile)}"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + "".join(_paragraph_styles(profile))
        + "".join(_character_styles(profile))
        + _footer_style(profile)
        + "</w:styles>"
    )


def _fonts(profile: Profile, face: Face) -> str:
    return (
        f'<w:rFonts w:ascii="{profile.latin}" w:hAnsi="{profile.latin}" '
        f'w:eastAsia="{face.font}" w:cs="{profile.latin}"/>'
    )


def _run(profile: Profile, face: Face, *, spacing: float | None = None) -> str:
    """Return the look of type: fonts in all four slots, weight, colour, spacing, size."""
    added = twentieths(profile.spacing if spacing is None else spacing)
    size = half_points(face.size)
    weight = "<w:b/><w:bCs/>" if face.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return (
        f'<w:rPr>{_fonts(profile, face)}{weight}<w:color w:val="000000"/><w:spacing w:val="{added}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _defaults(profile: Profile) -> str:
    face = profile.faces["body"]
    size = half_points(face.size)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(profile, face)}"
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:widowControl w:val="0"/>{_line(face.line)}</w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _line(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twentieths(points)}" w:lineRule="exact"/>'


def _indent(profile: Profile, *, first: int = 0, right: int = 0) -> str:
    """Return an indent in characters of the body, also in twips for readers that know only these."""
    width = twentieths(profile.faces["body"].size + profile.spacing)
    parts = (
        *((f'w:rightChars="{right * 100}" w:right="{right * width}"',) if right else ()),
        *((f'w:firstLineChars="{first * 100}" w:firstLine="{first * width}"',) if first else ()),
    )
    return f"<w:ind {' '.join(parts)}/>" if parts else '<w:ind w:firstLine="0"/>'


def _paragraph_styles(profile: Profile) -> Iterator[str]:
    faces = profile.faces
    body, two = faces["body"], _indent(profile, first=2)
    none = _indent(profile)
    keep = "<w:keepNext/>"
    yield _style(profile, "Title", faces["title"], none, align="center", keep=keep, spacing=0)
    yield _style(profile, "Subtitle", faces["subtitle"], none, align="center", keep=keep)
    for level in range(1, 5):
        face = faces[f"heading{level}"]
        yield _style(profile, f"Heading{level}", face, two, keep=keep, outline=level - 1)
        yield _run_in_style(level)
    yield _style(profile, "BodyText", body, two)
    yield _style(profile, "Salutation", body, none, keep=keep)
    yield _style(profile, "CentredText", body, none, align="center")
    yield _style(profile, "Signature", body, _indent(profile, right=2), align="right", keep=keep)
    # Turned-over lines stand under the first character of the name (7.3.4): 2 + 附件： = 5.
    width = twentieths(body.size + profile.spacing)
    hanging = (
        f'<w:ind w:leftChars="500" w:left="{5 * width}" w:hangingChars="300" '
        f'w:hanging="{3 * width}"/>'
    )
    yield _style(profile, "AttachmentNote", body, hanging)
    yield _style(profile, "AttachmentLabel", faces["label"], none, keep=keep)
    yield _style(profile, "BlankLine", body, none, keep=keep)
    table, head = faces["table"], faces["table-head"]
    yield _style(profile, "TableNote", table, none, spacing=0)
    yield _style(profile, "TableText", table, none, align="left", spacing=0)
    yield _style(profile, "TableHead", head, none, align="center", spacing=0)
    for style, face, align in (("TableSmall", table, "left"), ("TableSmallHead", head, "center")):
        small = replace(face, size=SMALL, line=SMALL_LINE)
        yield _style(profile, style, small, none, align=align, spacing=0)
    yield _style(profile, "SignatureSide", body, none, keep=keep)


# No room added between Han characters and digits: a line holds its 28 characters, dates keep place.
_TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def _style(
    profile: Profile,
    style: str,
    face: Face,
    indent: str,
    *,
    align: str = "both",
    keep: str = "",
    outline: int | None = None,
    spacing: float | None = None,
) -> str:
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    # Names that Word does not know of itself are said to be ours.
    own = "" if _NAMES[style].isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style}"><w:name w:val="{_NAMES[style]}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}<w:widowControl w:val="0"/>{_TIGHT}<w:snapToGrid w:val="0"/>{_line(face.line)}{indent}'
        f'<w:jc w:val="{align}"/>{level}</w:pPr>{_run(profile, face, spacing=spacing)}</w:style>'
    )


def _run_in_style(level: int) -> str:
    """Return the heading that text runs on from: a long paragraph, which need not stay with the next."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Heading{level}RunIn">'
        f'<w:name w:val="标题 {level} 接排"/><w:basedOn w:val="Heading{level}"/><w:qFormat/>'
        '<w:pPr><w:keepNext w:val="0"/></w:pPr></w:style>'
    )


def _character_styles(profile: Profile) -> Iterator[str]:
    body = profile.faces["body"]
    yield (
        '<w:style w:type="character" w:customStyle="1" w:styleId="RunIn"><w:name w:val="接排正文"/>'
        f"{_run(profile, body)}</w:style>"
    )
    yield (
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )
    yield (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Gap"><w:name w:val="待补充"/>'
        '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr></w:style>'
    )


def _footer_style(profile: Profile) -> str:
    number = profile.number
    size = half_points(number.size)
    return (
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{_line(number.line)}</w:pPr><w:rPr><w:rFonts w:ascii="{number.font}" '
        f'w:hAnsi="{number.font}" w:eastAsia="{number.font}" w:cs="{number.font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


SETTINGS = (
    f'{DECLARATION}<w:settings {W}><w:zoom w:percent="100"/><w:mirrorMargins/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
"""settings.xml: mirrored margins for double-sided print, footers of odd and even pages."""


@cache
def font_table(profile: Profile) -> str:
    """Return fontTable.xml: every font by its official name, none embedded."""
    used = {face.font for face in (*profile.faces.values(), profile.number)}
    rows = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name in sorted(used)
    )
    return (
        f'{DECLARATION}<w:fonts {W}>{rows}<w:font w:name="{profile.latin}"><w:charset w:val="00"/>'
        '<w:family w:val="roman"/></w:font></w:fonts>'
    )
