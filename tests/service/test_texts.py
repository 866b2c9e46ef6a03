"""What is told of many things in one line, or line by line."""

from service.texts import first_faults, first_of


def test_all_of_few_are_told() -> None:
    assert first_of(["甲", "乙"], 2) == "甲、乙"
    assert first_of([], 2) == ""


def test_of_more_the_first_are_told() -> None:
    assert first_of(["甲", "乙", "丙"], 2, "；") == "甲；乙等"


def test_of_many_faults_the_number_is_told() -> None:
    assert first_faults(["一", "二"], 2) == "一\n二"
    assert first_faults(["一", "二", "三"], 2) == "一\n二\n……共 3 处，请先改正以上各处。"
