"""Files with work in progress or with nothing to judge, minutes and imprints: what is said of them."""

from __future__ import annotations

import pytest

from service.errors import UnreadableFile
from service.linting import Report, lint
from service.linting.reading import read_document
from tests.service.linting.builder import build

TITLE = "关于做好党建品牌建设工作的通知"
LAST = "综合科牵头登记和更新，各支部提供材料，分管领导审核。"
BODY = "到年底，每个支部有一项拿得出手的工作，有一名讲得清楚的领办人。"
END = f"{BODY}</w:t></w:r>"


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def found(data: bytes, rule: str) -> list[str]:
    return [finding.message for finding in lint(data).findings if finding.rule == rule]


def change(name: str) -> str:
    return f'<w:{name} w:id="1" w:author="a"'


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        # A face, a form, text that went, text that went elsewhere; the mark of a paragraph by itself.
        (
            END,
            f"{END}<w:r><w:rPr>{change('rPrChange')}><w:rPr/></w:rPrChange></w:rPr><w:t>。</w:t></w:r>",
            1,
        ),
        (END, f"{END}{change('del')}><w:r><w:delText>甲</w:delText></w:r></w:del>", 1),
        (
            END,
            f"{END}{change('moveFrom')}><w:r><w:t>甲</w:t></w:r></w:moveFrom>"
            f"{change('moveTo')}><w:r><w:t>乙</w:t></w:r></w:moveTo>",
            1,
        ),
        ("<w:sectPr>", f"<w:p><w:pPr><w:rPr>{change('ins')}/></w:rPr></w:pPr></w:p><w:sectPr>", 1),
        (
            "<w:sectPr>",
            f"<w:p><w:pPr><w:rPr>{change('ins')}/></w:rPr></w:pPr>{change('ins')}><w:r><w:t>甲</w:t></w:r></w:ins>"
            "</w:p><w:sectPr>",
            1,
        ),
        ("<w:sectPr>", f"<w:sectPr>{change('sectPrChange')}><w:sectPr/></w:sectPrChange>", 1),
    ],
)
def test_every_kind_of_tracked_change_is_counted(old: str, new: str, count: int) -> None:
    assert found(build(xml=[(old, new)]), "GW003") == [
        f"文件里还有 {count} 处修订未处理，公文实务通常在定稿前处理完。"
    ]


def test_what_is_deleted_is_not_there() -> None:
    """A paragraph deleted with its mark leaves no blank line behind, a deleted row no figures."""
    mark = f"<w:pPr><w:rPr>{change('del')}/></w:rPr></w:pPr>"
    gone = f"<w:p>{mark}{change('del')}><w:r><w:delText>XX</w:delText></w:r></w:del></w:p>"
    data = build(xml=[(f"{END}</w:p>", f"{END}</w:p>{gone}")])
    assert "GW003" in rules(lint(data)) and not {"GW311", "PR501"} & rules(lint(data))

    def row(text: str, mark: str = "") -> str:
        return f"<w:tr>{mark}<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"

    rows = row("项目") + row("甲", f"<w:trPr>{change('del')}/></w:trPr>") + row("乙")
    table = (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{rows}</w:tbl><w:sectPr>'
    )
    [read] = read_document(build(xml=[("<w:sectPr>", table)])).tables
    assert [one.cells for one in read.rows] == [("项目",), ("乙",)]


def test_a_file_without_text_is_not_passed() -> None:
    picture = "<w:p><w:r><w:drawing/></w:r></w:p><w:sectPr>"
    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>各单位要认真落实。</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p><w:sectPr>"
    )
    for new, said in (
        ("<w:sectPr>", "里没有文字"),
        (picture, "里只有图片、没有文字"),
        (box, "的文字大多在文本框里"),
    ):
        [message] = found(build({"text": []}, [("<w:sectPr>", new)]), "GW007")
        assert message == f"文件{said}，格式无从核对，标准规定首页显示正文。"
    [message] = found(build(xml=[("<w:sectPr>", '<w:altChunk r:id="rId9"/><w:sectPr>')]), "GW007")
    assert "里嵌着另一个文件" in message


@pytest.mark.parametrize("number", ["第9期", "〔2026〕9号", "［2026］第9号", "（第9期）"])
def test_the_number_of_minutes_is_no_title(number: str) -> None:
    text = [["title", "集团党委会议纪要"], ["title", number], *NOTICE[1:]]
    data = build({"text": text, "title.colour": "FF0000", "form": "direct"})
    assert read_document(data).paragraphs[1].role == "mark"


NOTICE = [
    ["title", TITLE],
    ["blank", ""],
    ["salutation", "各基层党组织："],
    ["body", BODY],
    ["heading1", "一、总体要求"],
    ["body", BODY],
    ["heading1", "二、工作安排"],
    ["body", BODY],
]


def test_who_was_there_stands_in_minutes_alone() -> None:
    for title, role in (("集团党委会议纪要", "present"), (TITLE, "body")):
        text = [["title", title], *NOTICE[1:], ["body", "出席：张川、李禾"]]
        paragraphs = read_document(build({"text": text})).paragraphs
        assert paragraphs[-1].role == role


@pytest.mark.parametrize(
    "line", ["抄送：集团纪委，集团工会。", "集团党委办公室　　　　　　2026年3月18日印发"]
)
def test_an_imprint_below_attachments_is_one(line: str) -> None:
    data = build({"text": {LAST: [["body", LAST], ["cell", line]]}, "cell.size": 14})
    assert read_document(data).paragraphs[-1].role == "imprint"
    assert not {"GW301", "GW212"} & rules(lint(data))


def test_a_name_above_the_last_date_signs_wherever_it_stands() -> None:
    signed = [*NOTICE, ["blank", ""], ["body", "机关党委"], ["body", "2026年3月9日"]]
    assert found(build({"text": signed, "body.first": 0}), "GW411") == [
        "落款没有靠右对齐，标准规定右对齐，以右缩进定位。"
    ]
    for end in ("特此通知", "联系人：王川", "各支部按时报送。"):
        text = [*NOTICE, ["body", end], ["body", "2026年3月9日"]]
        assert not found(build({"text": text, "body.first": 0}), "GW411")


def test_short_sentences_beside_items_are_items_too() -> None:
    items = [
        ["heading3", "1.培训不少于三天。"],
        ["heading3", "2.跟班锻炼不少于一个月，由师傅带教考核。"],
    ]
    looks = {"heading3.outline": 0, "form": "direct"}
    roles = [
        one.role for one in read_document(build({"text": [*NOTICE, *items], **looks})).paragraphs
    ]
    assert roles[-2:] == ["item", "item"]
    alone = [
        *NOTICE,
        ["heading3", "1.培训。"],
        ["body", BODY],
        ["heading3", "2.锻炼。"],
        ["body", BODY],
    ]
    roles = [one.role for one in read_document(build({"text": alone, **looks})).paragraphs]
    assert roles[-4:] == ["heading3", "body", "heading3", "body"]


@pytest.mark.parametrize(
    ("change_", "clause", "rule"),
    [
        ({"各基层党组织：": ["salutation", "各基层党组织:"]}, "GW404", "PR416"),
        ({"附件：任务分工": ["note", "附件：任务分工。"]}, "GW405", "PR419"),
        ({TITLE: ["title", f"{TITLE}。"]}, "GW402", "PR108"),
        ({TITLE: [["cell", "奔流党发〔2026〕08号"], ["title", TITLE]]}, "GW414", "PR322"),
    ],
)
def test_one_fault_is_told_once(change_: dict[str, list[str]], clause: str, rule: str) -> None:
    data = build({"text": change_})
    assert clause in rules(lint(data)) and rule not in rules(lint(data))
    assert rule in rules(lint(data, disabled=frozenset({clause})))


def test_sentences_listed_after_a_colon_are_items() -> None:
    listed = [
        ["body", "本人承诺如下："],
        ["heading3", "1.带头学习。"],
        ["heading3", "2.带头服务。"],
    ]
    data = build({"text": [*NOTICE, *listed], "form": "direct", "heading3.outline": 0})
    assert [one.role for one in read_document(data).paragraphs[-2:]] == ["item", "item"]
    headed = [
        ["body", "主要做法："],
        ["heading2", "（一）抓学习。"],
        ["heading2", "（二）抓服务。"],
    ]
    data = build({"text": [*NOTICE, *headed], "form": "direct"})
    assert [one.role for one in read_document(data).paragraphs[-2:]] == ["heading2", "heading2"]


def test_a_line_to_be_signed_by_hand_is_no_signature() -> None:
    lines = [["date", "承诺人（签字）：________"], ["date", "____年____月____日"]]
    data = build({"text": [*NOTICE, ["blank", ""], *lines], "date.right": 4, "form": "direct"})
    assert read_document(data).paragraphs[-2].role == "party"
    assert not {"GW411", "PR501"} & rules(lint(data))


def test_what_stands_under_phonetic_signs_is_read() -> None:
    above, base = "<w:rt><w:r><w:t>liú</w:t></w:r></w:rt>", "<w:r><w:t>旒</w:t></w:r>"
    ruby = f"<w:ruby>{above}<w:rubyBase>{base}</w:rubyBase></w:ruby>"
    data = build(xml=[(END, f"{END}<w:r>{ruby}</w:r>")])
    assert any(one.text.endswith("领办人。旒") for one in read_document(data).paragraphs)


@pytest.mark.parametrize(
    ("line", "said"),
    [({"rule": "auto", "line": 1.5}, "1.5 倍"), ({"rule": "atLeast"}, "最小值 28.95 磅")],
)
def test_the_pitch_is_called_as_in_the_dialogue(line: dict[str, object], said: str) -> None:
    data = build({f"body.{key}": value for key, value in line.items()})
    assert any(one.startswith(f"行距是{said}，") for one in found(data, "GW306"))


def test_regards_stand_at_the_left_edge() -> None:
    lines = [["body", "此致"], ["salutation", "敬礼！"]]
    data = build({"text": [*NOTICE, *lines], "form": "direct"})
    assert not {"GW301", "GW404", "PR416"} & rules(lint(data))


def test_a_stop_after_the_name_of_an_attachment_is_one_fault() -> None:
    assert not found(build({"text": {"附件：任务分工": ["note", "附件：任务分工；"]}}), "GW427")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的（0 字节）"),
        (b"%PDF-1.7 x", "这其实是 PDF 文件"),
        (rb"{\rtf1 x}", "这其实是 RTF 文件，"),
        (b"\xef\xbb\xbf <html><body>", "这其实是网页，"),
        (b"MIME-Version: 1.0", "这其实是网页，"),
        (b"<?xml version='1.0'?><w/>", "这其实是 XML 文件，"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "这不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"\xd0\xcf\x11\xe0 WordDocument", "旧格式的 Word 文件"),
        ("关于开展工作的通知".encode("gbk"), "文件打不开"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as trouble:
        read_document(data)
    assert said in trouble.value.message and trouble.value.message.endswith("。")
