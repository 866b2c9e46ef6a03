"""Settings: file below variables, every error names the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import BadData, NotFound
from service.settings import Settings, load_settings


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings({"HOME": "/x"}, folder=tmp_path) == Settings()


def test_a_variable_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "pinwen.toml"
    file.write_text('scope = "市直"\ncool_off_months = 6\nport = 9000\n', encoding="utf-8")
    found = load_settings({"PINWEN_PORT": "9001"}, folder=tmp_path)
    assert (found.scope, found.cool_off_months, found.port) == ("市直", 6, 9001)
    elsewhere = load_settings({"PINWEN_SETTINGS": str(file)}, folder=tmp_path / "none")
    assert elsewhere.port == 9000


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PINWEN_PORT", "很多"),
        ("PINWEN_PORT", "65536"),
        ("PINWEN_MAX_ROWS", "0"),
        ("PINWEN_PROT", "1"),
    ],
    ids=["text", "high", "low", "unknown"],
)
def test_a_wrong_variable_is_named(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(BadData) as refusal:
        load_settings({variable: value}, folder=tmp_path)
    assert variable in refusal.value.message


@pytest.mark.parametrize(
    "text",
    ["port = true", 'port = "x"', "scope = 3", "prot = 1", "port ="],
    ids=["bool", "text", "number", "unknown", "syntax"],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "pinwen.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=r"pinwen\.toml"):
        load_settings({}, folder=tmp_path)


def test_a_file_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_settings({"PINWEN_SETTINGS": str(tmp_path / "none.toml")})
