"""What is remembered of names is given back, and nothing else changes."""

from __future__ import annotations

from nlp import forgetting, normalize, profile
from nlp.compare import compare
from nlp.forgetting import forget
from nlp.forgetting import forgetting as in_portions


def test_what_is_forgotten_is_found_out_anew() -> None:
    before = compare("齿轮先锋", "齿轮先峰")
    forget()
    assert profile.profile.cache_info().currsize == 0
    assert normalize.normalized.cache_info().currsize == 0
    assert compare("齿轮先锋", "齿轮先峰") == before


def test_a_long_run_remembers_no_more_than_a_portion() -> None:
    names = [f"第{number}先锋" for number in range(3 * forgetting._PORTION)]
    forget()
    most = 0
    for name in in_portions(names):
        profile.profile(name)
        most = max(most, profile.profile.cache_info().currsize)
    assert most <= forgetting._PORTION
    assert list(in_portions(names)) == names
