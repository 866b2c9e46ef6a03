"""The kinds of clause: functions from a document to the places where a clause is not met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from service.linting.kinds import faces, files, footers, layout, page, parts, rendered, tables
from service.linting.kinds.base import Context, Match

Kind = Callable[..., Iterator[Match]]

KINDS: Mapping[str, Kind] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(files.macros, files.links, files.revisions, files.titled, files.private),
        *(files.default_font, files.readable, files.hidden),
        *(page.page_size, page.margin, page.text_area, page.negative_grid, page.columns),
        *(page.landscape_without_table, page.mirrored),
        *(
            faces.typeface,
            faces.font_name,
            faces.size,
            faces.bold,
            faces.slanted,
            faces.colour,
            faces.fixed_size,
        ),
        *(faces.theme_font, faces.unset_font, faces.one_latin_font, faces.latin_font),
        *(layout.first_line, layout.flush, layout.aligned, layout.exact_line, layout.line_pitch),
        *(layout.lines_a_page, layout.characters_a_line, layout.no_room, layout.outlined),
        *(layout.blank_lines, layout.blank_between, layout.blank_after, layout.line_breaks),
        *(footers.present, footers.outer_side, footers.one_character_in, footers.dashed),
        *(footers.number_type, footers.field_in_runs, footers.distance, footers.turned_number),
        *(parts.has, parts.pattern, parts.title_break, parts.new_page, parts.third_line),
        *(parts.single_attachment, parts.note_hangs, parts.signed_in_place, parts.kept_together),
        *(
            parts.columns_equal,
            parts.attachment_note_in,
            parts.same_names,
            parts.left_corner_order,
            parts.no_blank_page_words,
        ),
        *(tables.header_repeats, tables.rows_stay_whole, tables.width),
    )
}
"""Kinds that the file alone decides, by name."""

RENDERED: Mapping[str, Kind] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(rendered.paper, rendered.full_lines, rendered.full_characters, rendered.ink_in_area),
        *(rendered.ink_sides, rendered.faces_apart, rendered.embedded, rendered.folio_side),
        *(rendered.folio_height, rendered.first_page_has_text, rendered.signature_not_alone),
        rendered.no_lonely_line,
    )
}
"""Kinds that need the pages, by name."""

__all__ = ["KINDS", "RENDERED", "Context", "Kind", "Match"]
