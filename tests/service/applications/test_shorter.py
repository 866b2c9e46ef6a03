"""One profile or digest drafted from a filled-in form is what a batch makes of that form."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

import cli
import templates
from service.applications.shorter import shortened
from service.drafting.drafts import BadFields
from service.errors import BadData

FORM = Path(templates.__file__).parent / "application" / "samples" / "form.docx"


@pytest.mark.parametrize(("name", "folder"), [("profile", "一页简介"), ("digest", "摘要")])
def test_a_form_gives_what_a_batch_of_it_gives(tmp_path: Path, name: str, folder: str) -> None:
    alone, batch = tmp_path / "one.docx", tmp_path / "batch"
    assert cli.main(["draft", name, "--data", str(FORM), "--out", str(alone)]) in (0, 1)
    cli.main(["batch", "application", "--data", str(FORM), "--out", str(batch), "--quiet"])
    [made] = (batch / folder).glob("*.docx")
    assert alone.read_bytes() == made.read_bytes()


@pytest.mark.parametrize("name", ["profile", "digest"])
def test_what_keeps_an_application_out_keeps_them_out(name: str) -> None:
    with pytest.raises(BadFields, match="品牌名称"):
        shortened(name, {"unit_name": "甲党支部"})


def test_a_digest_of_nothing_is_refused_and_a_gap_in_it_told() -> None:
    bare = {"unit_name": "甲党支部", "brand_name": "河灯"}
    with pytest.raises(BadData, match="没有可以摘进摘要的句子"):
        shortened("digest", bare)
    deed = {**bare, "measures": [{"text": "党员每周到河堤巡查两次，今年排除隐患 12 处。"}]}
    data, told = shortened("digest", deed)
    assert "排除隐患 12 处" in data["text"]
    assert any("内涵、成效" in one for one in told)


def test_other_documents_take_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "空表.docx"
    Document().save(str(path))
    assert cli.main(["draft", "letter", "--data", str(path), "--out", str(tmp_path)]) == 2
    assert cli.main(["draft", "profile", "--data", str(path), "--out", str(tmp_path)]) == 3
    assert capsys.readouterr().err.count("。") >= 2
