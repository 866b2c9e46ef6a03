"""Every shipped template: samples that make a document, a golden outline, no field unused or unknown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cli
import corpora
import service
import templates as shipped
from service.docx.outline import outline
from service.drafting.catalogue import check_package, new_package
from service.drafting.drafts import BadFields, draft
from service.drafting.manifest import MANIFEST
from service.drafting.package import (
    BODY,
    FaultyTemplate,
    find_template,
    open_template,
    templates,
)
from service.errors import BadData, Conflict, NotFound
from tests.conftest import Golden

ROOT = Path(shipped.__file__).parent
EACH = [(one, sample) for one in shipped.folders() for sample in find_template(one).sample_names]


@pytest.mark.parametrize(("name", "sample"), EACH, ids=lambda value: str(value))
def test_samples_make_their_golden_outline(name: str, sample: str, golden: Golden) -> None:
    made = draft(name, find_template(name).sample(sample))
    golden(ROOT / name / "golden" / f"{sample}.txt", outline(made.docx))


@pytest.mark.parametrize("name", shipped.folders())
def test_a_shipped_template_has_no_fault(name: str) -> None:
    """It is not asked again where it is used."""
    assert open_template(ROOT / name).fields


@pytest.mark.parametrize("name", shipped.folders())
def test_sources_are_known(name: str) -> None:
    for key, note in find_template(name).sources:
        assert key.split("-")[0] in corpora.sources()
        assert note


@pytest.mark.parametrize("name", shipped.folders())
def test_the_full_sample_gives_every_field_and_leaves_no_gap(name: str) -> None:
    template = find_template(name)
    given = template.sample("full")
    # What has text of its own when nothing is given may be left to it.
    needed = {
        one.id
        for one in template.fields
        if one.default is None and not one.help.endswith("使用自带文字")
    }
    assert needed - set(given) == set()
    assert draft(template, given).gaps == ()


@pytest.mark.parametrize("name", shipped.folders())
def test_the_minimal_sample_gives_only_what_is_required(name: str) -> None:
    template = find_template(name)
    given = template.sample("minimal")
    assert set(given) == {one.id for one in template.fields if one.required}
    for field in given:
        with pytest.raises(BadFields):
            draft(template, {key: value for key, value in given.items() if key != field})


def test_a_faulty_package_tells_every_fault_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "template.toml").write_text(
        'id = "Own"\ntitle = "自拟"\nkinds = "plain"\n'
        '[[field]]\nid = "unit_name"\nlabel = "单位"\ntype = "txt"\n'
        '[[field]]\nid = "level"\nlabel = "级别"\ntype = "choice"\n',
        encoding="utf-8",
    )
    (folder / "body.j2").write_text("# 标题\n{{ unit_nam }}\n", encoding="utf-8")
    with pytest.raises(FaultyTemplate, match=r"有 5 处问题.*template.toml 第 1 行：id“Own”"):
        open_template(folder)
    told = [str(fault) for fault in check_package(folder)]
    assert told[:5] == [
        "template.toml 第 1 行：id“Own”只能用小写字母、数字和连字符，字母开头。",
        "template.toml 第 3 行：不认识“kinds”，是不是 kind？",
        "template.toml 第 7 行：字段“unit_name”的类型“txt”不对，是不是 text？",
        "template.toml 第 11 行：字段“level”是选择项，却没有给出 choices。",
        "body.j2 第 2 行：用到了没有的字段“unit_nam”，是不是 unit_name？",
    ]
    assert told[5:] == [
        f"samples/{name}.json：没有这个文件，请补上。" for name in ("minimal", "full")
    ]


def package(folder: Path, **changed: str) -> Path:
    """Return a new package with some of its files written anew: `body`, `manifest`, `full`."""
    new_package(folder, "通知")
    files = {"body": BODY, "manifest": MANIFEST, "full": "samples/full.json"}
    for name, text in changed.items():
        (folder / files[name]).write_text(text, encoding="utf-8")
    return folder


def test_a_new_package_has_no_fault(tmp_path: Path) -> None:
    assert check_package(package(tmp_path / "notice")) == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {
                "body": "# 甲\n{{ unit_nane }}\n{% for one in maters %}\n{{ one }}{% endfor %}{{ day|dat }}"
            },
            [
                "body.j2 第 2 行：用到了没有的字段“unit_nane”，是不是 unit_name？",
                "body.j2 第 3 行：用到了没有的字段“maters”，是不是 matters？",
                "body.j2 第 4 行：没有过滤器“dat”，是不是 date？",
            ],
        ),
        (
            {
                "body": "{% for one in matters %}\n{{ one.txt }}{{ loop.index }}{% endfor %}{{ day.year }}"
            },
            [
                "body.j2 第 2 行：用到了没有的字段“matters.txt”，是不是 text？",
                "body.j2 第 2 行：用到了没有的字段“day.year”，请先在清单里加上这个字段。",
            ],
        ),
        (
            {"body": "###### 甲\n{{ range(9) }}\n>> 乙\n{{ unit_name * 2 }}\n丙\t丁"},
            [
                "body.j2 第 1 行：行首的记号“######”不认识",
                "body.j2 第 2 行：用了不允许的写法（函数）",
                "body.j2 第 3 行：行首的记号“>>”不认识",
                "body.j2 第 4 行：用了不允许的写法（乘法）",
                "body.j2 第 5 行：正文里有控制字符或制表符",
            ],
        ),
        (
            {
                "body": "{{ unit_nam }}\n{% for one in matters %}\n{{ one.text|stp }}\n{% if day %}甲\n"
            },
            [
                "body.j2 第 1 行：用到了没有的字段“unit_nam”，是不是 unit_name？",
                "body.j2 第 3 行：没有过滤器“stp”，是不是 stop？",
                "body.j2 第 4 行：有 for 或 if 没有用 endfor 或 endif 结束",
            ],
        ),
        (
            {"body": '{{ "".__class__ }}\n{{ range(9) }}'},
            [
                "body.j2 第 1 行：用了不允许的写法（__class__）",
                "body.j2 第 2 行：用了不允许的写法（函数）",
            ],
        ),
        ({"body": "甲\n{% endif %}"}, ["body.j2 第 2 行：endif 前面没有相配的开头，请核对。"]),
        ({"body": "{% if day %}甲"}, ["body.j2 第 1 行：有 for 或 if 没有用 endfor 或 endif 结束"]),
        ({"body": "{% switch day %}"}, ["body.j2 第 1 行：没有“switch”这种写法"]),
        ({"body": "{{ unit_name"}, ["body.j2 第 1 行：花括号没有配对"]),
        (
            {
                "body": "|% 1 2\n|# 甲 | 乙 | 丙\n{% for one in matters %}\n"
                "| {{ one.text|stop }} | 乙 | 丙 | 丁 |\n{% endfor %}\n| 甲 | 乙 |\n"
                "正文\n| 甲 | 乙 | 丙\n|% 1 2\n"
                "| 甲{% for one in matters %} | {{ one.text }}{% endfor %}"
            },
            [
                "body.j2 第 2 行：表格有 2 列，这一行却有 3 格",
                "body.j2 第 4 行：表格有 2 列，这一行却有 4 格",
            ],
        ),
        (
            {
                "manifest": 'id = "own"\ntitle = ""\n[[field]]\nid = "unit_name"\n'
                "max_length = -3\n"
                '[[field]]\nid = "day"\nmin_items = 1.5\n[[field]]\nid = "matters"\ntype = "list"\n'
                '[[field.item]]\nid = "text"\n'
            },
            [
                "template.toml 第 2 行：title 是空的",
                "template.toml 第 5 行：字段“unit_name”的 max_length 须是不小于 0 的整数",
                "template.toml 第 8 行：字段“day”的 min_items 须是不小于 0 的整数",
            ],
        ),
        ({"manifest": 'id = "a"\ntitle "b"'}, ["template.toml 第 2 行：写法有误"]),
        (
            {"manifest": 'id = "own"\ntitle = 3\nfield = "x"\n'},
            [
                "template.toml 第 2 行：title 须是文字",
                "template.toml 第 3 行：field 须写成 [[field]]",
            ],
        ),
        (
            {
                "manifest": 'id = "own"\ntitle = "b"\nstyle = "gbt9705"\nkind = "lettr"\n'
                'file_name = "{day}{unit}"\n[[field]]\nid = "unit_name"\nmax_length = "长"\n'
                'aliases = "单位"\npattern = "["\nrequired = "是"\n[[field]]\nid = "day"\n'
                'type = "list"\nitem = "x"\n[[field]]\nid = "matters"\ntype = "list"\n'
                '[[field.item]]\nid = "text"\n[[field]]\nid = "day"\n[[sample]]\ntitle = "c"\n'
            },
            [
                "template.toml 第 3 行：style“gbt9705”没有，是不是 gbt9704？",
                "template.toml 第 4 行：kind“lettr”没有，是不是 letter？",
                "template.toml 第 5 行：file_name 里的“{unit}”不是字段",
                "template.toml 第 8 行：字段“unit_name”的 max_length 须是数字",
                "template.toml 第 9 行：字段“unit_name”的 aliases 须写成",
                "template.toml 第 10 行：字段“unit_name”的 pattern“[”不是有效的正则表达式",
                "template.toml 第 11 行：字段“unit_name”的 required 须是 true 或 false",
                "template.toml 第 15 行：字段“day”的 item 须写成 [[field.item]]",
                "template.toml 第 22 行：字段“day”有两个",
                "template.toml 第 23 行：[[sample]] 缺少 name",
            ],
        ),
        ({"full": '{\n"unit_name": "甲",\n}'}, ["samples/full.json 第 3 行：不是有效的 JSON"]),
        ({"full": '["甲"]'}, ["samples/full.json 第 1 行：最外层须是一对花括号"]),
        (
            {"full": '{\n"unit_nam": "甲",\n"day": "三月"}'},
            [
                "samples/full.json 第 2 行：没有“unit_nam”这一项，是不是“unit_name”（单位名称）？",
                "samples/full.json：缺少“单位名称”，请补上。",
                "samples/full.json 第 3 行：“日期”的写法不对",
            ],
        ),
    ],
)
def test_an_author_is_told_every_fault_at_once(
    tmp_path: Path, changed: dict[str, str], told: list[str]
) -> None:
    faults = [str(fault) for fault in check_package(package(tmp_path / "own", **changed))]
    assert len(faults) == len(told), faults
    for fault, start in zip(faults, told, strict=True):
        assert fault.startswith(start), faults


def test_a_new_template_is_one_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "notice"
    folder.mkdir()
    (folder / "template.toml").write_text(
        'id = "notice"\ntitle = "通知"\n[[field]]\nid = "unit"\nlabel = "单位"\nrequired = true\n'
        '[[field]]\nid = "day"\nlabel = "日期"\ntype = "date"\n',
        encoding="utf-8",
    )
    (folder / "body.j2").write_text("# 通知\n@ {{ unit }}：\n> {{ day|date }}\n", encoding="utf-8")
    assert "notice" in [one.id for one in templates(str(tmp_path))]
    made = draft(find_template("notice", str(tmp_path)), {"单位": "甲公司"})
    assert made.gaps == ("日期",)
    assert "【待补充：日期】" in made.text


def test_one_faulty_template_does_not_hide_the_others(tmp_path: Path) -> None:
    package(tmp_path / "notice")
    package(tmp_path / "broken", body="{% for one in matters %}\n")
    faults: list[str] = []
    found = [one.id for one in templates(str(tmp_path), faults)]
    assert "notice" in found and "letter" in found and "broken" not in found
    assert len(faults) == 1 and faults[0].startswith("模板“broken”有 1 处问题")
    assert templates(str(tmp_path / "nowhere"), faults)
    assert faults[1].endswith("nowhere”不存在，请检查。")


def test_a_template_is_called_like_its_folder_and_like_none_of_ours(tmp_path: Path) -> None:
    package(tmp_path / "notice").rename(tmp_path / "letter")
    assert [str(fault) for fault in check_package(tmp_path / "letter")] == [
        "template.toml：id“notice”与文件夹的名字“letter”不同，请改成一样的。",
        "template.toml：“letter”是自带模板的编号，请给文件夹和 id 另取名字。",
    ]
    for name, kind in (("letter", Conflict), ("通知", BadData), ("Notice", BadData)):
        with pytest.raises(kind):
            new_package(tmp_path / "new" / name, "通知")


def test_the_commands_of_the_manual_make_a_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual = Path(service.__file__).parents[1] / "docs" / "documents.md"
    told = re.findall(
        r"^pinwen (templates (?:new|check) .+)$", manual.read_text("utf-8"), re.MULTILINE
    )
    monkeypatch.chdir(tmp_path)
    assert [cli.main(line.split()) for line in told] == [0, 0]


def test_an_unknown_template_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="letter"):
        find_template("nonsense")
