"""Footers with the page number «— 1 —»: outside, one character from the edge of the text (GB/T 9704 7.5)."""

from __future__ import annotations

from service.docx.namespaces import DECLARATION, R, W
from service.docx.profile import Profile
from service.docx.units import A4, twentieths, twips

# Begin, code, separation, text and end in runs of their own: WPS shows no number otherwise.
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_DASH = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_BELOW = 7.0
"""The number stands so many millimetres below the text (7.5)."""


def footer_xml(profile: Profile, *, even: bool) -> str:
    """Return the footer of upright pages: on the right of odd ones, on the left of even ones."""
    return f"{DECLARATION}<w:ftr {W} {R}>{_number(profile, even=even)}</w:ftr>"


def turned_footer_xml(profile: Profile, *, even: bool) -> str:
    """Return the footer of pages that lie across: the number where upright pages have it (8).

    Bound, such a page is turned so that its left edge is below. The number stands there, turned with the
    page: a cell as long as the text is high, placed on the page, its writing from top to bottom.
    """
    line = twentieths(profile.number.line)
    left = twips(profile.bottom - _BELOW) - line // 2
    high = A4[0] - twips(profile.left) - twips(profile.right)
    return (
        f"{DECLARATION}<w:ftr {W} {R}><w:tbl><w:tblPr>"
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{left}" w:tblpY="{twips(profile.left)}"/>'
        f'<w:tblW w:w="{line}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{line}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{line}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{_number(profile, even=even)}</w:tc></w:tr></w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
    )


def _number(profile: Profile, *, even: bool) -> str:
    side = "left" if even else "right"
    width = twentieths(profile.number.size)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100" w:{side}="{width}"/>'
        f'<w:jc w:val="{side}"/></w:pPr>'
        f"{_DASH.format('— ')}{_FIELD}{_DASH.format(' —')}</w:p>"
    )
