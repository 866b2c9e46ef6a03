"""Every shipped data file: told where it comes from, sorted, unique, clean text, sources that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import corpora

FOLDER = Path(corpora.__file__).parent
LISTS = sorted(p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.t[sx][vt]"))
TABLES = sorted(p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.toml"))
README = (FOLDER / "README.md").read_text(encoding="utf-8")
SOURCE_ID = re.compile(r"[A-Z][A-Z0-9]*(?:-[0-9]+)?")


def lines(name: str) -> tuple[list[str], list[str]]:
    text = (FOLDER / name).read_bytes().decode("utf-8")
    rows = text.split("\n")[:-1]
    return [r for r in rows if r.startswith("#")], [r for r in rows if not r.startswith("#")]


def test_there_are_lists_and_tables() -> None:
    assert len(LISTS) > 20
    assert len(TABLES) > 20


@pytest.mark.parametrize("name", LISTS)
def test_a_list_tells_what_it_is(name: str) -> None:
    head = " ".join(lines(name)[0])
    for word in ("Columns:", "Licence:", "Inclusion:"):
        assert word in head, word
    assert re.search(r"Source|Built by", head)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_unique(name: str) -> None:
    body = lines(name)[1]
    assert body == sorted(set(body))
    assert len({line.count("\t") for line in body}) == 1


@pytest.mark.parametrize("name", [*LISTS, *TABLES])
def test_a_file_is_clean_text(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert "\r" not in text and "\n\n\n" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert all(line == line.rstrip(" ") for line in text.split("\n"))


@pytest.mark.parametrize("name", [*LISTS, *TABLES])
def test_a_file_is_in_the_table_of_contents(name: str) -> None:
    folder = name.rsplit("/", 1)[0] + "/"
    assert f"`{name}`" in README or f"`{folder}*" in README


@pytest.mark.parametrize(
    "name", [n for n in LISTS if re.search(r", source\b", " ".join(lines(n)[0]))]
)
def test_sources_of_rows_exist(name: str) -> None:
    known = corpora.sources()
    for row in corpora.rows(name):
        key = row[-1]
        assert SOURCE_ID.fullmatch(key), row
        assert key in known or key.split("-")[0] in known, row


@pytest.mark.parametrize("folder", ["rules", "proofreading", "clauses"])
def test_examples_stand_behind_all_else_that_a_rule_states(folder: str) -> None:
    for name in corpora.names(folder, ".toml"):
        stated, examples = corpora.rule(f"{folder}/{name}"), corpora.examples(f"{folder}/{name}")
        assert {**stated, **examples} == corpora.table(f"{folder}/{name}")
        assert stated and not {"good", "bad"} & stated.keys()
        assert examples.keys() in ({"good", "bad"}, set())


def test_every_source_has_a_title() -> None:
    assert all(source["title"] for source in corpora.sources().values())


def test_domain_terms_stand_in_their_sentences() -> None:
    rows = list(corpora.rows("lexicons/domain.tsv"))
    assert len(rows) >= 300
    assert all(term in sentence and len(sentence) > len(term) for term, _, sentence, _ in rows)


def test_names_are_published_names_with_a_place_to_look() -> None:
    rows = list(corpora.rows("names.tsv"))
    assert len(rows) >= 250
    assert all(len(row) == 4 and row[0].strip() == row[0] and row[2] for row in rows)


def test_every_reader_reads() -> None:
    assert corpora.lines("clean/names.txt")
    assert corpora.text("names.tsv").startswith("# ")
    assert "BN001.toml" in corpora.names("rules", ".toml")
    assert corpora.table("rules/BN001.toml")["id"] == "BN001"
    with pytest.raises(FileNotFoundError):
        corpora.text("none.tsv")


@pytest.mark.parametrize("name", [name for name in LISTS if name.endswith(".tsv")])
def test_a_search_gives_the_rows_that_have_the_cell(name: str) -> None:
    every = list(corpora.rows(name))
    for cell in {cell for row in every[:: len(every) // 20 + 1] for cell in row if cell}:
        assert list(corpora.rows_with(name, cell)) == [row for row in every if cell in row]


@pytest.mark.parametrize("cell", ["", "\n", "\t", "一\tyi1", "没有这个"])
def test_a_search_for_no_cell_gives_nothing(cell: str) -> None:
    assert not list(corpora.rows_with("sound/characters.tsv", cell))


def test_columns_are_those_of_the_rows() -> None:
    for name in ("sound/characters.tsv", "lexicons/worn.tsv"):
        assert list(zip(*corpora.columns(name), strict=True)) == list(corpora.rows(name))


def test_rows_of_different_widths_have_no_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ragged.tsv").write_text("# a list\na\tb\nc\n", encoding="utf-8")
    monkeypatch.setattr(corpora, "_ROOT", tmp_path)
    with pytest.raises(ValueError, match="different widths"):
        corpora.columns("ragged.tsv")


def test_a_few_are_told_as_by_all_rows() -> None:
    all_rows = dict(zip(*corpora.columns("sound/characters.tsv"), strict=True))
    asked: list[str] = []

    def one(cell: str) -> str:
        asked.append(cell)
        return next((said for written, said in corpora.rows_with("sound/characters.tsv", cell)), "")

    table = corpora.FewOrAll(one, lambda: all_rows, "")
    for character in all_rows:
        assert table[character] == all_rows[character]
    assert table["no"] == ""
    assert 0 < len(asked) < len(all_rows)
