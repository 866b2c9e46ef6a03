"""The examples of the rules on collisions: the registered name they tell is as near as they say."""

from __future__ import annotations

import pytest

from nlp.compare import compare
from nlp.rules import Rule, load

COLLISIONS = [one for one in load() if one.kind == "collision"]
LEVEL = {"BN101": "same", "BN102": "confusable", "BN103": "same"}


@pytest.mark.parametrize("one", COLLISIONS, ids=lambda one: one.id)
def test_examples_are_judged_as_the_rule_says(one: Rule) -> None:
    for example in one.bad:
        assert compare(example.text, example.context["registered"]).level == LEVEL[one.id]
    for example in one.good:
        assert compare(example.text, example.context["registered"]).level == "fine"
