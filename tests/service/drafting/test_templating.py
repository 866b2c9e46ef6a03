"""Bodies of templates: marks, values that stay values, hostile templates that stay small and short."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.blocks import (
    Break,
    Columns,
    Paragraph,
    Table,
    plain_text,
    read_section,
    read_sections,
)
from service.drafting.filters import BodyError
from service.drafting.gaps import Gap, gaps_in
from service.drafting.markup import MOST_REMEMBERED
from service.templating import compile_body


def made(source: str, **values: object) -> list[object]:
    return list(read_section(compile_body(source).render(values)).blocks)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("# 题", "title", "题"),
        ("#~ 副", "subtitle", "副"),
        ("## 甲", "heading1", "一、甲"),
        ("### 甲", "heading2", "（一）甲"),
        ("#### 甲", "heading3", "1.甲"),
        ("##### 甲", "heading4", "（1）甲"),
        ("##! 甲", "plain-heading", "甲"),
        ("@ 同志们：", "flush", "同志们："),
        ("> 单位", "signature", "单位"),
        ("! 注：", "note", "注："),
        ("+ 表", "attachment", "附件：表"),
        ("& 附件1", "attachment-label", "附件1"),
        ("正文", "body", "正文"),
    ],
)
def test_marks(line: str, kind: str, text: str) -> None:
    assert made(line) == [Paragraph(kind, text)]


def test_headings_are_numbered_under_their_parents() -> None:
    source = "## 甲\n### a\n#### x\n### b\n## 乙\n### c\n# 新篇\n## 丙"
    texts = [block.text for block in made(source) if isinstance(block, Paragraph)]
    assert texts == ["一、甲", "（一）a", "1.x", "（二）b", "二、乙", "（一）c", "新篇", "一、丙"]


def test_statements_alone_on_a_line_leave_no_paragraph() -> None:
    source = "{% for x in xs %}\n{% if x > 1 %}\n- 第{{ x }}项\n{% endif %}\n{% endfor %}\n末段"
    assert [b.text for b in made(source, xs=[1, 2, 3]) if isinstance(b, Paragraph)] == [
        "第2项",
        "第3项",
        "末段",
    ]


def test_a_statement_inside_a_line_stays_inside_its_paragraph() -> None:
    source = "甲{% if yes %}有{% endif %}\n{% if not yes %}无{% endif %}丙\n丁"
    assert [b.text for b in made(source, yes=True) if isinstance(b, Paragraph)] == [
        "甲有",
        "丙",
        "丁",
    ]


def test_tables_columns_and_breaks() -> None:
    source = "|% 1 3\n|# 甲 | 乙\n| {{ a }} | ^^ |\n|| 左 || 右 ||\n---\n--- landscape"
    table, columns, *breaks = made(source, a="x")
    assert isinstance(table, Table)
    assert [row.cells for row in table.rows] == [("甲", "乙"), ("x", "\x05")]
    assert columns == Columns((("左", "右"),))
    assert breaks == [Break("page"), Break("landscape")]


@given(st.text())
def test_no_value_makes_structure(value: str) -> None:
    blocks = made("# 题\n{{ v }}\n| {{ v }} | b |\n## {{ v }}尾", v=f"字{value}")
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Table, Paragraph]
    kinds = [block.kind for block in blocks if isinstance(block, Paragraph)]
    assert kinds == ["title", "body", "heading1"]


@pytest.mark.parametrize(
    "value", ["&<>{{%", "# 题", "| a | b |", "---", "{{ 7*7 }}", "𠮷", "国" * 100_000]
)
def test_odd_values_come_out_as_typed(value: str) -> None:
    assert plain_text(read_section(compile_body("{{ v }}").render({"v": value})).blocks) == value


def test_line_breaks_stay_inside_the_paragraph() -> None:
    [block] = made("{{ v }}", v="一\n# 二")
    assert isinstance(block, Paragraph) and block.plain == "一\n# 二"


def test_numbers_days_and_gaps_are_printed_as_documents_do() -> None:
    marked = compile_body("{{ a }}{{ b|cn }}{{ c }}{{ d }}{{ e|date }}").render(
        {"a": Decimal("8.50"), "b": 27, "c": dt.date(2026, 3, 5), "d": True, "e": Gap("签订日期")}
    )
    assert plain_text(read_section(marked).blocks) == "8.5二十七2026年3月5日是【待补充：签订日期】"
    assert gaps_in(marked) == ("签订日期",)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ x.__class__ }}{{ ''.format() }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{{ cycler('a') }}",
        "{{ range(1000000000) }}",
        "{{ x|attr('__class__') }}",
        "{{ '%1000000000d'|format(1) }}",
        "{% set y = x ~ x %}{{ y }}",
        "{% set y %}{{ x }}{% endset %}",
        "{{ [x, x] }}",
        "{% raw %}{{ x }}{% endraw %}",
        "{{ x",
        "甲\t乙",
        "###### 甲",
    ],
)
def test_hostile_or_broken_bodies_are_refused_with_words(source: str) -> None:
    with pytest.raises(BodyError) as trouble:
        compile_body(source)
    assert any("\u4e00" <= c <= "\u9fff" for c in str(trouble.value))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("蓝盾", "“蓝盾”党建品牌"),
        ("“蓝盾”先锋", "“蓝盾”先锋党建品牌"),
        ("“蓝盾”党建品牌", "“蓝盾”党建品牌"),
        ("《山海》", "《山海》党建品牌"),
    ],
)
def test_a_brand_is_named_once_in_quotes(name: str, told: str) -> None:
    assert (
        plain_text(read_section(compile_body("{{ name|brand }}").render({"name": name})).blocks)
        == told
    )


def test_loops_without_end_are_stopped() -> None:
    source = "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}"
    with pytest.raises(BodyError, match="循环太多次"):
        compile_body(source).render({"x": list(range(1000))})


def test_output_without_end_is_stopped() -> None:
    with pytest.raises(BodyError, match="太长"):
        compile_body("{% for a in x %}{{ t }}\n{% endfor %}").render(
            {"x": list(range(3000)), "t": "国" * 10_000}
        )


def test_adding_texts_is_refused() -> None:
    with pytest.raises(BodyError, match="数字"):
        compile_body("{{ t + t }}").render({"t": "国"})


def test_an_unknown_value_is_told() -> None:
    with pytest.raises(BodyError, match="没有的字段"):
        compile_body("{{ unknown }}").render({})


def test_a_list_is_not_printed() -> None:
    with pytest.raises(BodyError, match="列表"):
        compile_body("{{ xs }}").render({"xs": [1]})


_SOURCE = """# {{ a }}
## 甲
{% for x in xs %}
### {{ x.n }}。:: {{ x.t }}
{% endfor %}
## 乙
{{ r.n }}与{{ b }}
---
## 丙
{% if b %}{{ a }}{% endif %}完"""
_VALUES = st.sampled_from(["甲", "乙", 1, 2, True, False, Decimal("1.0"), Decimal(2), Gap("甲")])
_RECORDS = st.fixed_dictionaries({"n": _VALUES, "t": _VALUES})
_GIVEN = st.fixed_dictionaries(
    {"a": _VALUES, "b": _VALUES, "r": _RECORDS, "xs": st.lists(_RECORDS, max_size=2)}
)
_BODY = compile_body(_SOURCE)


@given(st.lists(_GIVEN, min_size=1, max_size=4))
def test_what_was_filled_in_before_leaves_no_trace(documents: list[dict[str, object]]) -> None:
    """Sections remember what they were filled with; 1, True and 1.0 are equal and print differently."""
    for values in documents:
        assert _BODY.sections(values) == compile_body(_SOURCE).sections(values)


def test_sections_of_equal_values_are_the_very_same_text() -> None:
    """So that nothing behind need look at them again."""
    first = _BODY.sections({"a": "甲", "b": "乙", "r": {"n": 1}, "xs": [{"n": 1, "t": "文"}]})
    other = _BODY.sections({"a": "丙", "b": "乙", "r": {"n": 1}, "xs": [{"n": 1, "t": "文"}]})
    assert [one is two for one, two in zip(first, other, strict=True)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_long_sections_are_not_remembered() -> None:
    """They are the lists of a batch: each is another, and all of them would fill the memory."""
    body = compile_body("## 甲\n{{ a }}\n## 乙\n{{ b }}")
    values = {"a": "长" * MOST_REMEMBERED, "b": "短"}
    (first, second), (again, same) = body.sections(values)[-2:], body.sections(values)[-2:]
    assert (first, second) == (again, same)
    assert (first is again, second is same) == (False, True)
    assert read_section(first) is not read_section(first)
    assert read_section(second) is read_section(second)


def test_a_body_that_sets_values_is_one_section() -> None:
    source = "{% if a %}{% set b = 1 %}{% endif %}\n## 甲\n{{ b }}"
    assert len(compile_body(source).sections({"a": 1, "b": 2})) == 1


_TABLES = """## 甲
|% 1 1
| 一 | {{ a }}
{% if b %}
| 二 | {{ b }}
{% endif %}
{% if a %}{{ a }}{% endif %}
{% for x in xs %}
{{ x.t }}：
|% 1 1
| {{ x.n }} | 三
{% endfor %}
小结
{% if b %}
|% 1 1
| 四 | {{ b }}
{% endif %}
{% if a %}
| 五 | {{ a }}
{% endif %}
+ {{ a }}
{% if b %}
+ {{ b }}
{% endif %}"""


@given(_GIVEN)
def test_parts_begin_where_a_second_table_may_and_never_inside_one(
    values: dict[str, object],
) -> None:
    """What follows may go on a table that was begun, or a list of annexes: those stay together."""
    texts = compile_body(_TABLES).sections(values)
    assert len(texts) == 2
    assert read_section("".join(texts)).blocks == tuple(
        block for section in read_sections(texts) for block in section.blocks
    )
