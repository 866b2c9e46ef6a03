"""What only a whole batch tells: of a crowd of like names each hears the first few and how many there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.applications.comparing import Comparison
from service.applications.families import families
from service.applications.names import frequent_words
from service.applications.options import Options
from service.applications.passages import LONG
from service.applications.records import TEMPLATE, Application, Origin, settle
from service.drafting.package import find_template
from tests.service.applications.made_up import noise


def application(number: int, brand: str) -> Application:
    sample = find_template(TEMPLATE).sample("minimal")
    values, problems = settle(sample | {"unit_name": f"第{number}党支部", "brand_name": brand})
    return Application(number, Origin("a.xlsx", "申报表", number), values, tuple(problems))


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
    [problem] = [one for one in compared.problems(1) if "协商" in one["message"]]
    assert problem["message"].count("号") == min(10, count - 1)
    assert ("等 13 份" in problem["message"]) == (count == 14)


def test_a_name_like_no_other_is_told_so() -> None:
    compared = Comparison([application(1, "齿轮先锋"), application(2, "麦浪暖心")], Options({}))
    assert compared.name_result(1) == "未发现相同相近"


def texts(number: int, *said: str) -> Application:
    one = application(number, f"{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[number % 14]}先锋{number}")
    return replace(one, values={**one.values, "highlights": "。".join(said)})


def copies(compared: Comparison, number: int) -> list[str]:
    return [one["message"] for one in compared.problems(number) if one["code"] == "copied"]


def test_a_long_text_is_copied_however_many_have_it() -> None:
    long, short = noise(1, LONG + 20), noise(2, LONG - 20)
    crowd = [texts(n, noise(90 + n, 40), long, noise(50 + n, 40), short) for n in range(1, 15)]
    compared = Comparison(crowd, Options({}))
    [told] = copies(compared, 2)
    assert told.startswith(f"有 {LONG + 20} 字与 1 号第1党支部")
    assert "等 13 份相同（雷同段落 1）：" in told
    assert "form" in told
    assert [len(one.owners) for one in compared.copied] == [14]
    assert [len(one.owners) for one in compared.common] == [14]
    assert compared.holders(compared.copied[0]).endswith("等 14 份")


def test_versions_of_one_text_go_under_one_number() -> None:
    whole, other = noise(5, 90), noise(6, 40)
    said = [(whole, other), (whole,), (whole[:50],), (whole[45:],), (other,)]
    compared = Comparison(
        [texts(n, noise(70 + n, 40), *one) for n, one in enumerate(said, 1)], Options({})
    )
    found = families(compared.copied, compared.copied_numbers)
    assert [(one.number, one.owners) for one in found] == [
        (1, (1, 2, 3, 4)),
        (2, (1, 5)),
    ]
    assert sorted(compared.copied_numbers) == [1, 1, 1, 2]
    assert found[0].text == whole
    briefs = [one["brief"] for one in compared.problems(1) if one["code"] == "copied"]
    assert [one for one in briefs if one] == ["雷同段落 1、2"]
    assert "（雷同段落 2）" in copies(compared, 5)[0]


def test_each_unit_hears_of_its_nearest_copy_in_a_crowd() -> None:
    common, near = noise(3, LONG + 10), noise(4, 60)
    crowd = [texts(n, noise(90 + n, 40), common, noise(50 + n, 40)) for n in range(1, 30)]
    crowd += [texts(n, noise(90 + n, 40), common, near) for n in (30, 31)]
    told = copies(Comparison(crowd, Options({})), 31)
    assert [one[: one.index("第")] for one in told] == [
        f"有 {LONG + 70} 字与 30 号",
        f"有 {LONG + 10} 字与 1 号",
    ]


def test_of_very_many_copies_the_rest_is_summed_up() -> None:
    passages = [noise(200 + n, 40 + n) for n in range(13)]
    both = [
        texts(n, *(f"{p}。{noise(1000 * n + i, 20)}" for i, p in enumerate(passages)))
        for n in (1, 2)
    ]
    told = copies(Comparison(both, Options({})), 1)
    assert len(told) == 11
    assert told[-1] == f"另有 3 处共 {40 + 41 + 42} 字与其他申报相同，请说明或改写。"


def test_a_worn_word_counts_once_in_each_name_that_has_it() -> None:
    brands = ["先锋岗·先锋队", "先锋", "红色\u3000先锋", "道钉", "先\n锋"]
    assert dict(frequent_words(brands))["先锋"] == 3


def test_a_crowd_of_one_name_is_told_in_a_short_line() -> None:
    compared = Comparison([application(n, "齿轮先锋") for n in range(1, 15)], Options({}))
    [problem] = [one for one in compared.problems(1) if "协商" in one["message"]]
    assert problem["brief"] == "名称与 2—6 号等 13 份相同"


def test_a_part_of_a_word_is_not_told_beside_it() -> None:
    found = dict(frequent_words(["匠心向党", "童心向党", "党旗红", "党旗飘扬", "党旗红了"]))
    assert found["心向党"] == 2
    assert "心向" not in found
    assert found["党旗"] == 3
