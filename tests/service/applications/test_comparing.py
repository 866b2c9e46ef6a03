"""What only a whole batch tells: of a crowd of like names each hears the first few and how many there are."""

from __future__ import annotations

import pytest

from service.applications.comparing import Comparison
from service.applications.options import Options
from service.applications.records import TEMPLATE, Application, Origin, settle
from service.drafting.package import find_template


def application(number: int, brand: str) -> Application:
    sample = find_template(TEMPLATE).sample("minimal")
    data, values, problems = settle(
        sample | {"unit_name": f"第{number}党支部", "brand_name": brand}
    )
    return Application(number, Origin("a.xlsx", "申报表", number), data, values, tuple(problems))


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (3, "2 号、3 号"),
        (14, "2 号、3 号、4 号、5 号、6 号、7 号、8 号、9 号、10 号、11 号等 13 份"),
    ],
)
def test_members_of_a_crowd_are_told_shortly(count: int, told: str) -> None:
    compared = Comparison([application(n, "齿轮先锋") for n in range(1, count + 1)], Options({}))
    assert told in compared.name_result(1)
    [problem] = [one for one in compared.problems[1] if "协商" in one["message"]]
    assert problem["message"].count("号") == min(10, count - 1)
    assert ("等 13 份" in problem["message"]) == (count == 14)


def test_a_name_like_no_other_is_told_so() -> None:
    compared = Comparison([application(1, "齿轮先锋"), application(2, "麦浪暖心")], Options({}))
    assert compared.name_result(1) == "未发现相同相近"
