"""Blocks and a profile → the bytes of a .docx, equal for equal input."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

from service.docx.archive import Part, archive, pack_once
from service.docx.body import document_part
from service.docx.footers import footer_xml, turned_footer_xml
from service.docx.namespaces import DECLARATION, RELATIONSHIPS
from service.docx.profile import Profile
from service.docx.styles import SETTINGS, font_table, styles_xml
from service.drafting.blocks import Block, Section

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {
    "word/document.xml": "document.main",
    "word/styles.xml": "styles",
    "word/settings.xml": "settings",
    "word/fontTable.xml": "fontTable",
    "word/footer1.xml": "footer",
    "word/footer2.xml": "footer",
    "word/footer3.xml": "footer",
    "word/footer4.xml": "footer",
}
_CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_ROOT = (
    f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                ("styles", "styles.xml"),
                ("settings", "settings.xml"),
                ("fontTable", "fontTable.xml"),
                ("footer", "footer1.xml"),
                ("footer", "footer2.xml"),
                ("footer", "footer3.xml"),
                ("footer", "footer4.xml"),
            ),
            1,
        )
    )
    + "</Relationships>"
)


def write_docx(blocks: Sequence[Block], profile: Profile, *, title: str = "") -> bytes:
    """Return a Word file of blocks; as `write_sections` with a single section."""
    return write_sections([Section(tuple(blocks))], profile, title=title)


def write_sections(sections: Sequence[Section], profile: Profile, *, title: str = "") -> bytes:
    """Return a Word file.

    Args:
        sections: what the document consists of, one after another.
        profile: its form.
        title: of the core properties, where nothing is written about who, where and when.
    """
    return archive(
        (
            *_fixed_parts(profile),
            _core(title),
            document_part(sections, profile),
        )
    )


@cache
def _fixed_parts(profile: Profile) -> tuple[Part, ...]:
    return (
        pack_once("[Content_Types].xml", _CONTENT_TYPES),
        pack_once("_rels/.rels", _ROOT),
        pack_once("word/_rels/document.xml.rels", _RELATIONS),
        pack_once("word/styles.xml", styles_xml(profile)),
        pack_once("word/settings.xml", SETTINGS),
        pack_once("word/fontTable.xml", font_table(profile)),
        pack_once("word/footer1.xml", footer_xml(profile, even=False)),
        pack_once("word/footer2.xml", footer_xml(profile, even=True)),
        pack_once("word/footer3.xml", turned_footer_xml(profile, even=False)),
        pack_once("word/footer4.xml", turned_footer_xml(profile, even=True)),
    )


def _core(title: str) -> Part:
    return pack_once(
        "docProps/core.xml",
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title, quote=False)}</dc:title>"
        "<dc:creator></dc:creator>"
        "</cp:coreProperties>",
    )
