"""Rules of text on a Word file: all that is read in it, with its place; words that bind, then and now."""

from __future__ import annotations

import io
import zipfile

from docx import Document

from service.linting import lint
from tests.service.linting.builder import build
from tests.service.linting.reports import rules


def test_words_that_bind_are_compared_with_an_earlier_version() -> None:
    clause = "乙方应当在每季度末报送工作总结，逾期的由甲方通报。"
    earlier = build(
        {"text": {"（一）明确目标": [["heading2", "（一）明确目标"], ["body", clause]]}}
    )
    softer = clause.replace("应当", "可以")
    later = build({"text": {"（一）明确目标": [["heading2", "（一）明确目标"], ["body", softer]]}})
    without, compared = lint(later), lint(later, previous=earlier)
    new = rules(compared) - rules(without)
    assert new and all(rule.startswith("PR") for rule in new)
    assert lint(later, previous=later).findings == without.findings


def test_text_rules_read_headers_footers_and_notes() -> None:
    document = Document()
    document.add_paragraph("关于开展检查的通知")
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料XX"
    section.footer.paragraphs[0].text = "示範集团《简报"
    target = io.BytesIO()
    document.save(target)
    found = {f.rule: f.place for f in lint(target.getvalue()).findings if f.rule.startswith("PR")}
    assert found["PR501"].text == "页眉“内部资料XX”"
    assert {found["PR401"].text, found["PR601"].text} == {"页脚“示範集团《简报”"}
    assert found["PR401"].kind == "footer" and found["PR401"].number == 1


def test_text_rules_read_footnotes() -> None:
    data = with_footnote(build(), "见《中国共产党章程，由XX提供。")
    found = {f.rule: f.place.text for f in lint(data).findings}
    assert found["PR401"] == found["PR501"] == "脚注“见《中国共产党章程，由XX提供。”"
    assert lint(with_footnote(build(), "见《中国共产党章程》。")).findings == lint(build()).findings


def with_footnote(data: bytes, text: str) -> bytes:
    """Return a document with a part of footnotes: the separator that Word puts there, and one note."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        f'<w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t>'
        "</w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            if name == "word/_rels/document.xml.rels":
                said = said.replace(b"</Relationships>", relation.encode())
            new.writestr(name, said)
        new.writestr("word/footnotes.xml", part)
    return target.getvalue()


def test_text_rules_read_automatic_numbers_and_say_where() -> None:
    data = build({"text": {"二、工作安排": ["heading1", "三、工作安排"]}})
    [found] = lint(data).findings
    assert found.rule.startswith("PR") and found.element == "文字"
    assert found.place.kind == "paragraph" and "三、" in found.place.text


def test_findings_alike_are_one_with_many_places() -> None:
    [found] = [f for f in lint(build({"body.size": 14})).findings if f.rule == "GW212"]
    assert len(found.places) == 7
    assert found.place.number < found.places[-1].number
