"""A cell as it is compared, whatever stands in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from service.importing.cells import clean

_ODD = " \t\n\r\x1c\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\xad\ud800"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"


@given(st.text(st.one_of(st.sampled_from(_ODD), st.sampled_from("党建A1（"), st.characters())))
def test_it_has_no_invisible_characters_and_any_white_space_as_one_blank(text: str) -> None:
    seen = "".join(one for one in text if one not in _INVISIBLE)
    assert clean(text) == re.sub(r"\s+", " ", seen).strip()
