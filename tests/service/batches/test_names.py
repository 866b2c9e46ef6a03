"""Names of files: safe on every system, each once, quick."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batches.names import Names, safe_name


@pytest.mark.parametrize(
    "text",
    [
        *("con", "CON.x", "LPT1.x", "com¹", "CONOUT$", 'a/b\\c:d*e?f"g<h>i|j', "结尾. ", ""),
        *("名" * 300, "../../etc/passwd", "C:\\x", "~$锁", "a\u202egpj", "\ud83d", "\0\r\n"),
    ],
)
def test_names_are_safe_on_every_system(text: str) -> None:
    name = safe_name(text, ".docx")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\u202a-\u202e]', name)
    assert len(name.encode()) <= 200
    assert name.split(".")[0].upper() not in ("CON", "LPT1", "COM¹", "CONOUT$", "")
    assert not name.startswith((".", "~", " "))
    assert not name.removesuffix(".docx").endswith((".", " "))


@given(st.lists(st.text(max_size=90), max_size=12))
def test_names_differ_even_where_case_does_not_count(texts: list[str]) -> None:
    names = Names()
    given_ = [names.take(text, ".docx").casefold() for text in texts]
    assert len(set(given_)) == len(given_)
    assert all(name == unicodedata.normalize("NFC", name) for name in given_ if name.isascii())


def test_equal_names_too_long_for_a_number_still_differ() -> None:
    names = Names()
    assert [len(names.take("名" * 300, ".docx").encode()) <= 200 for _ in range(20)]
    assert names.take("名" * 300, ".docx").endswith("（21）.docx")


def test_ten_thousand_equal_names_are_numbered_in_order() -> None:
    names = Names()
    given_ = [names.take("党支部", ".docx") for _ in range(10_000)]
    assert given_[:2] == ["党支部.docx", "党支部（2）.docx"]
    assert given_[-1] == "党支部（10000）.docx"
    assert names.take("党支部（3）", ".docx") == "党支部（3）（2）.docx"
