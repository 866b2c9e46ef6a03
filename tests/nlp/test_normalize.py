"""Keys of names: what makes two names one, what must stay apart, where every character came from."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from functools import cache

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpora
from nlp.normalize import UnacceptableText, match_key, normalize, visible_length

SAME = {
    "width": ("１＋６水源红", "1+6水源红"),
    "middle-dots": ("红・帆·先•锋", "红帆先锋"),
    "square-dot": ("强党建▪创一流", "强党建·创一流"),
    "quotes": ("“红帆”『先锋』", '‘红帆’"先锋"'),
    "dashes": ("双井—水联网", "双 井-水联网"),
    "couplet-comma": ("忠诚党办·服务先锋", "“忠诚党办，服务先锋”"),
    "script": ("羣峯守電", "群峰守电"),
    "variant-inside": ("里弄灯火", "裏弄燈火"),
    "second-plane": ("𠮷祥", "吉祥"),
    "compatibility": ("山﨑", "山崎"),
    "kangxi-radical": ("⼥子", "女子"),
    "radical-of-a-pdf": ("为⺠服务", "为民服务"),
    "particle": ("看著", "看着"),
    "last-particle": ("什麼", "什么"),
    "circled": ("第①车间", "第一车间"),
    "roman": ("Ⅲ亮", "三亮"),
    "formal": ("叁尺柜台", "三尺柜台"),
    "score": ("廿四桥", "24桥"),
    "tens": ("二十四节气", "24节气"),
    "hundred": ("一百件实事", "100件实事"),
    "two": ("两勤两诺", "2勤2诺"),
    "half-past": ("七点半议事角", "7:30议事角"),
    "spoken-plus": ("一加六水源红", "1+6水源红"),
    "spoken-plus-letter": ("三加N服务", "３＋n服务"),
    "decimal": ("党建3.0", "党建３．０"),
    "case": ("E路红", "e路红"),
    "accents-composed": ("ho\u0301ng杉林", "hóng杉林"),
    "zero-width": ("红\u200b帆\ufeff", "红帆"),
    "joiner": ("红\u200d帆", "红帆"),
    "selector": ("红\ufe0f帆", "红帆"),
    "filler": ("红\u3164帆", "红帆"),
    "outer-space": ("\n 红帆　\t", "红帆"),
    "tail-brand": ("“四季桑”党建品牌", "四季桑"),
    "tail-method": ("“四季桑”工作法", "四季桑"),
    "tail-branch": ("老槐树下党支部", "老槐树下"),
    "tails-in-a-row": ("老槐树下党支部 品牌", "老槐树下"),
    "head-part": ("党建领航·古渡税声", "古渡税声"),
    "traditional-affix": ("古渡黨建品牌", "古渡"),
    "head-with-its-sign": ("党建+滴灌", "滴灌"),
    "wide-head-with-its-sign": ("“党建＋”滴灌", "滴灌"),
    "head-with-its-sign-alone": ("党建+N", "党建+n"),
}
APART = {
    "added-words": ("三加油站", "三+油站"),
    "plus": ("无限优+", "无限优"),
    "digit": ("三亮", "四亮"),
    "letter": ("V爱医路", "E爱医路"),
    "hundred-flowers": ("百花", "100花"),
    "decimal": ("党建3.0", "党建30"),
    "carrier": ("小红象·货车司机之家", "小红象"),
    "team": ("红马甲服务队", "红马甲"),
    "head-without-separator": ("党建引领红帆", "红帆"),
    "army": ("大陆", "大6"),
    "known-word": ("乾坤", "干坤"),
    "other-known-word": ("著名", "着名"),
}


@pytest.mark.parametrize(("a", "b"), SAME.values(), ids=SAME)
def test_one_key_for_two_ways_of_writing(a: str, b: str) -> None:
    assert match_key(a) == match_key(b)


@pytest.mark.parametrize(("a", "b"), APART.values(), ids=APART)
def test_distinct_names_keep_distinct_keys(a: str, b: str) -> None:
    assert match_key(a) != match_key(b)


@pytest.mark.parametrize(
    ("name", "key"),
    [("无限优+", "无限优+"), ("V爱医路", "v爱医路"), ("1+3+N", "1+3+n"), ("著名乾坤", "著名乾坤")],
    ids=["plus", "letter", "formula", "kept"],
)
def test_what_belongs_to_a_name_survives(name: str, key: str) -> None:
    assert match_key(name) == key


@pytest.mark.parametrize(
    "name", ["品牌", "工作法", "党支部", "党建引领", "红党支部", "党建引领·红"]
)
def test_an_affix_stays_where_nothing_else_would_be_left(name: str) -> None:
    assert match_key(name) == name.replace("·", "")


def test_a_row_of_words_in_front_of_the_brand_word() -> None:
    normal = normalize("党建引领·“红帆”党支部 品牌")
    assert (normal.key, normal.affixes) == ("红帆", ("党建引领", "党支部", "品牌"))
    assert normal.folded == "党建引领红帆党支部品牌"
    assert normal.part_spans == ((6, 8),)


def test_parts_stand_between_separators() -> None:
    normal = normalize("红心向党，三服务 1+N")
    assert normal.parts == ("红心向党", "三服务", "1+n")
    assert normal.part_spans == ((0, 4), (5, 8), (9, 12))
    assert "".join(normal.parts) == "红心向党三服务1+n"


@pytest.mark.parametrize("name", ["红 色 引 擎", "红·色·引·擎", " 红　色　引　擎 "])
def test_a_name_set_wide_has_one_part(name: str) -> None:
    assert normalize(name).parts == ("红色引擎",)
    assert normalize("红 色引擎").parts == ("红", "色引擎")


def test_every_change_is_told() -> None:
    normal = normalize(" Ａ紅·①\u200b三工作法")
    told = [(c.start, c.end, c.before, c.after, c.reason) for c in normal.changes]
    assert told == [
        (0, 1, " ", "", "separator"),
        (1, 2, "Ａ", "a", "width"),
        (2, 3, "紅", "红", "script"),
        (3, 4, "·", "", "separator"),
        (4, 5, "①", "1", "numeral"),
        (5, 6, "\u200b", "", "invisible"),
        (6, 7, "三", "3", "numeral"),
        (7, 10, "工作法", "", "affix"),
    ]
    assert normal.exact == "Ａ紅·①\u200b三工作法"
    assert normal.original.startswith(" ")


def test_a_number_points_at_where_it_began() -> None:
    normal = normalize("红二十四")
    assert (normal.key, normal.offsets) == ("红24", (0, 1, 1))


def test_protected_words_keep_their_script() -> None:
    assert normalize("李乾昇工作室", protected=frozenset({"李乾昇"})).key == "李乾昇"
    assert normalize("李乾昇工作室").key == "李干升"


@pytest.mark.parametrize(
    ("text", "kind", "position"),
    [
        ("红\x00帆", "control", 1),
        ("红帆\x7f", "control", 2),
        ("\ud842红", "surrogate", 0),
        ("红\u202e帆", "bidi", 1),
        ("红\u200f", "bidi", 1),
        ("红\ue000", "private-use", 1),
        ("红\U000f0001", "private-use", 1),
        ("红\uffff", "noncharacter", 1),
    ],
    ids=["nul", "delete", "surrogate", "override", "mark", "private", "private-plane", "non"],
)
def test_what_no_name_may_hold(text: str, kind: str, position: int) -> None:
    with pytest.raises(UnacceptableText, match=r"^第 \d+ 个字符.*请.*。$") as error:
        normalize(text)
    assert (error.value.kind, error.value.position) == (kind, position)
    assert error.value.char == text[position]


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("忠诚党办·服务先锋", 8),
        ("“红帆”", 2),
        ("1+3+N", 3),
        ("ho\u0301ng杉林", 6),
        ("𠮷祥", 2),
        ("为⺠⼥", 3),
        ("", 0),
    ],
    ids=["couplet", "quotes", "formula", "accent", "plane", "radicals", "empty"],
)
def test_length_as_people_count(name: str, length: int) -> None:
    assert visible_length(name) == length


@cache
def converter(way: str) -> opencc.OpenCC:
    return opencc.OpenCC(way)


@pytest.mark.parametrize("way", ["s2t", "s2tw"])
def test_published_names_have_one_key_in_both_scripts(way: str) -> None:
    names = [name for name in corpora.lines("names.tsv") if not set("芯") & set(name)]
    assert len(names) > 200
    for name in names:
        assert match_key(converter(way).convert(name)) == match_key(name)


def test_the_script_table_is_at_rest_and_agrees_with_opencc() -> None:
    table = {row[0]: row[1] for row in corpora.rows("lexicons/script.tsv")}
    assert not set(table) & set(table.values())
    for character in map(chr, range(0x4E00, 0xA000)):
        once = converter("t2s").convert(character)
        if character not in table and character != "么":
            assert once == character
    assert len(table) > 4000


ANY = st.text(max_size=30)
NAMEY = st.text(
    alphabet="党建引领红帆先锋三叁十廿百两零加点半：:.7３①Ⅲ工作法支部品牌·“”+，著名乾NaÀ¸\u0301\u200b\ufe0f㎡",
    max_size=14,
)


def accepted(text: str) -> bool:
    return all(
        unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")
        and unicodedata.bidirectional(c)
        not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        and c not in "\u061c\u200e\u200f"
        for c in text
    )


@given(st.one_of(ANY.filter(accepted), NAMEY))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key


@given(st.one_of(ANY.filter(accepted), NAMEY))
def test_offsets_lie_in_the_original_and_rise(text: str) -> None:
    normal = normalize(text)
    assert len(normal.offsets) == len(normal.key)
    assert len(normal.letter_offsets) == sum(map(len, normal.parts))
    for offsets in (normal.offsets, normal.letter_offsets):
        assert list(offsets) == sorted(offsets)
        assert all(0 <= offset < len(text) for offset in offsets)
    assert normal.original == text
    touched = {i for c in normal.changes for i in range(c.start, c.end)}
    kept = [c for i, c in enumerate(text) if i not in touched]
    assert set(kept) <= set(normal.key)


@given(st.one_of(ANY.filter(accepted), NAMEY))
def test_a_name_with_a_letter_has_a_key(text: str) -> None:
    if any(unicodedata.category(c) in ("Lu", "Ll", "Nd") for c in text):
        assert match_key(text)


@given(ANY)
def test_any_text_is_keyed_or_refused_with_its_place(text: str) -> None:
    try:
        normalize(text)
    except UnacceptableText as error:
        assert text[error.position] == error.char


def test_a_very_long_text_is_keyed() -> None:
    text = "党旗领航·三十四\u200b" * 11_000
    assert match_key(text) == "34" + "党旗领航34" * 10_999


def test_keys_need_no_converter_at_run_time() -> None:
    code = (
        "import sys, nlp.normalize as n; n.match_key('紅帆黨支部'); print('opencc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
