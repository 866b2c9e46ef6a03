"""How names sound: readings in context, letters and digits, near-sounds, and the tables behind."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp import sound

NAMES = st.text(alphabet="红色先锋银行长乐重庆dengDENG税1+ ·ǜé堃𠮷", max_size=12)
SYLLABLES = st.sampled_from(
    sorted(
        {
            sound.toneless(s)
            for _, said in corpora.rows("sound/characters.tsv")
            for s in said.split()
        }
    )
)


def heard(text: str) -> list[str]:
    return [unit.readings[0] for unit in sound.units(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("银行行长", "yin2 hang2 hang2 zhang3"),
        ("重庆红", "chong2 qing4 hong2"),
        ("单县", "shan4 xian4"),
        ("乐清", "yue4 qing1"),
        ("曾国藩", "zeng1 guo2 fan1"),
        ("音乐", "yin1 yue4"),
        ("佛山", "fo2 shan1"),
        ("绿水", "lv4 shui3"),
        ("大夫", "dai4 fu5"),
        ("六安", "lu4 an1"),
    ],
    ids=["bank", "chongqing", "shanxian", "yueqing", "zeng", "music", "fo", "lv", "doctor", "luan"],
)
def test_the_reading_in_context_comes_first(text: str, said: str) -> None:
    assert heard(text) == said.split()


def test_other_modern_readings_follow_and_dead_ones_are_left_out() -> None:
    assert {sound.toneless(r) for r in sound.readings("乐")[0]} == {"le", "yue"}
    assert {sound.toneless(r) for r in sound.readings("行")[0]} == {"xing", "hang"}
    assert {sound.toneless(r) for r in sound.readings("绿")[0]} == {"lv"}
    assert {sound.toneless(r) for r in sound.readings("陆")[0]} == {"lu"}


@pytest.mark.parametrize(
    "text",
    ["DENG塔课堂", "deng塔课堂", "Dēng塔课堂", "ＤＥＮＧ塔课堂"],
    ids=["capitals", "small", "marked", "wide"],
)
def test_spelled_syllables_sound_like_the_character(text: str) -> None:
    spelled, written = sound.units(text), sound.units("灯塔课堂")
    assert [(u.start, u.end) for u in spelled] == [(0, 4), (4, 5), (5, 6), (6, 7)]
    assert all(
        sound.same_sound(a.readings, b.readings) for a, b in zip(spelled, written, strict=True)
    )


@pytest.mark.parametrize(
    ("pun", "plain"),
    [
        ("v爱", "微爱"),
        ("V爱", "微爱"),
        ("e站", "驿站"),
        ("1心", "一心"),
        ("７色花", "七色花"),
        ("lǜ水", "绿水"),
    ],
    ids=["v", "capital-v", "e", "one", "wide-seven", "marked"],
)
def test_letters_and_digits_are_said_in_chinese(pun: str, plain: str) -> None:
    assert all(
        sound.same_sound(a, b)
        for a, b in zip(sound.readings(pun), sound.readings(plain), strict=True)
    )


def test_a_run_of_letters_that_is_no_pinyin_stays_letters() -> None:
    assert [(u.start, u.end) for u in sound.units("app红")] == [(0, 1), (1, 2), (2, 3), (3, 4)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ni", "li"),
        ("zhi", "zi"),
        ("chang", "cang"),
        ("shi", "si"),
        ("hu", "fu"),
        ("ban", "bang"),
        ("sheng", "shen"),
        ("xin", "xing"),
        ("nian", "liang"),
        ("chuan", "chuang"),
    ],
)
def test_near_sounds(a: str, b: str) -> None:
    found = sound.nearness(a, b)
    assert found and found.called
    assert sound.fold_near(a) == sound.fold_near(b)


@pytest.mark.parametrize(("a", "b"), [("ba", "pa"), ("yi", "yu"), ("hong", "huang")])
def test_what_is_not_near(a: str, b: str) -> None:
    assert sound.nearness(a, b) is None


def test_near_pairs_do_not_chain() -> None:
    ends = [(part, end) for part, *pair, _, _ in corpora.rows("sound/near.tsv") for end in pair]
    assert len(ends) == len(set(ends)), "a sound in two pairs would make three sounds one class"


@given(SYLLABLES, SYLLABLES)
def test_nearness_is_symmetric_and_one_for_equal_sounds(a: str, b: str) -> None:
    assert sound.nearness(a, b) == sound.nearness(b, a)
    assert sound.nearness(a, a) == sound.Nearness(1.0)
    assert "".join(sound.split(a)) == a


@given(NAMES)
def test_units_cover_the_text_in_order(text: str) -> None:
    units = sound.units(text)
    assert "".join(text[u.start : u.end] for u in units) == text
    assert all(u.start < u.end and u.readings for u in units)
    assert all(a.end == b.start for a, b in pairwise(units))


@given(st.text(max_size=20))
def test_any_text_has_units(text: str) -> None:
    assert "".join(text[u.start : u.end] for u in sound.units(text)) == text


@given(NAMES, NAMES)
def test_same_sound_is_symmetric(a: str, b: str) -> None:
    for x, y in product(sound.readings(a), sound.readings(b)):
        assert sound.same_sound(x, y) == sound.same_sound(y, x)
        assert sound.same_sound(x, x)


def test_tones_tell_nothing_apart() -> None:
    assert sound.same_sound(("hong2",), ("hong1",))
    assert not sound.same_sound(("hong2",), ("hou2",))


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("布", "部", True),
        ("历", "厉", True),
        ("行", "杭", True),
        ("行", "红", False),
        ("\n", "布", False),
    ],
)
def test_characters_that_may_sound_alike(a: str, b: str, alike: bool) -> None:
    assert sound.may_sound_alike(a, b) is sound.may_sound_alike(b, a) is alike


@pytest.mark.parametrize(
    ("syllable", "written"),
    [
        ("hong2", "hóng"),
        ("lv4", "lǜ"),
        ("gui1", "guī"),
        ("jiu3", "jiǔ"),
        ("dou4", "dòu"),
        ("le5", "le"),
        ("xiang4", "xiàng"),
        ("deng0", "deng"),
    ],
)
def test_syllables_are_shown_as_people_write_them(syllable: str, written: str) -> None:
    assert sound.marked(syllable) == written


@pytest.mark.parametrize("name", ["characters", "phrases", "letters", "near", "reviewed"])
def test_tables_are_sorted_and_unique(name: str) -> None:
    rows = list(corpora.rows(f"sound/{name}.tsv"))
    keys = [row[:-1] for row in rows]
    assert rows == sorted(rows)
    assert len(set(keys)) == len(keys)


def test_every_phrase_tells_a_syllable_for_each_character() -> None:
    for phrase, said in corpora.rows("sound/phrases.tsv"):
        assert len(phrase) == len(said.split()), phrase


def test_reviewed_readings_are_in_the_built_tables() -> None:
    built = {*corpora.rows("sound/characters.tsv"), *corpora.rows("sound/phrases.tsv")}
    assert built.issuperset(corpora.rows("sound/reviewed.tsv"))


def test_every_common_character_has_a_reading() -> None:
    known = {row[0] for row in corpora.rows("sound/characters.tsv")}
    for code in range(0x4E00, 0xA000):
        if chr(code).encode("gb2312", "ignore"):
            assert chr(code) in known


def test_importing_the_language_modules_reads_no_table() -> None:
    program = (
        "import sys\n"
        "import corpora\n"
        "from nlp import folding, meaning, shape, sound\n"
        "tables = (corpora._whole, sound._phrases, meaning._groups)\n"
        "print([table.cache_info().currsize for table in tables], shape._LIKES._all, "
        "sound._CHARACTERS._all, folding._SCRIPT._all, 'pypinyin' in sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ran.stdout.strip() == "[0, 0, 0] None None None False"


@pytest.mark.parametrize(
    ("a", "b", "strength", "called"),
    [
        ("lin", "ling", 0.9, ("前后鼻音",)),
        ("lan", "nang", 0.7, ("鼻边音", "前后鼻音")),
        ("fu", "hu", 0.7, ("f、h",)),
        ("si", "si", 1.0, ()),
    ],
)
def test_nearness_tells_how_near_and_why(
    a: str, b: str, strength: float, called: tuple[str, ...]
) -> None:
    found = sound.nearness(a, b)
    assert found == sound.nearness(b, a)
    assert found is not None
    assert (found.strength, found.called) == (strength, called)


def test_strangers_have_no_nearness() -> None:
    assert sound.nearness("lin", "tang") is None
    assert sound.nearness("re", "le") is None


def test_characters_that_only_a_phrase_says_so_are_listed_in_full() -> None:
    alone = {
        c: {sound.toneless(one) for one in said.split()}
        for c, said in corpora.rows("sound/characters.tsv")
    }
    only = {
        character
        for phrase, said in corpora.rows("sound/phrases.tsv")
        for character, one in zip(phrase, said.split(), strict=True)
        if sound.toneless(one) not in alone[character]
    }
    assert only == set(corpora.lines("sound/by_phrase.tsv"))
