"""Every shipped template: samples that make a document, a golden outline, no field unused or unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpora
import templates as shipped
from service.docx.outline import outline
from service.drafting.drafts import BadFields, draft
from service.drafting.package import (
    FaultyTemplate,
    find_template,
    open_template,
    templates,
)
from service.errors import NotFound
from tests.conftest import Golden

ROOT = Path(shipped.__file__).parent
EACH = [(one, sample) for one in shipped.folders() for sample in find_template(one).sample_names]


@pytest.mark.parametrize(("name", "sample"), EACH, ids=lambda value: str(value))
def test_samples_make_their_golden_outline(name: str, sample: str, golden: Golden) -> None:
    made = draft(name, find_template(name).sample(sample))
    golden(ROOT / name / "golden" / f"{sample}.txt", outline(made.docx))


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
    with pytest.raises(FaultyTemplate) as trouble:
        open_template(folder)
    told = "\n".join(fault["message"] for fault in trouble.value.facts["faults"])  # type: ignore[attr-defined]
    for part in (
        "id“Own”",
        "kinds",
        "是不是 kind",
        "txt",
        "choices",
        "第 2 行",
        "是不是 unit_name",
    ):
        assert part in told


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


def test_an_unknown_template_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="letter"):
        find_template("nonsense")
