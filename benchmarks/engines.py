"""Search engines one would install for it: tantivy and DuckDB; used when they are installed.

`.ci/setup-venv requirements-bench.lock` installs them (`make bench` does). Each is asked for its best
candidates, which are then ordered by likeness like those of the other searches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

Ordered = Callable[[str, Sequence[str]], list[str]]
Find = Callable[[str], list[str]]
CANDIDATES = 200


@contextmanager
def tantivy(names: Sequence[str], folder: Path, ordered: Ordered) -> Iterator[Find]:
    """Give the search of tantivy: characters and pairs of them as words, its best 200 (BM25)."""
    engine = import_module("tantivy")
    schema = engine.SchemaBuilder()
    schema.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    schema.add_text_field("name", stored=True, tokenizer_name="raw")
    made = schema.build()
    place = folder / "tantivy"
    place.mkdir()
    index = engine.Index(made, path=str(place))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for name in names:
        writer.add_document(engine.Document(grams=" ".join(_grams(name)), name=name))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(name: str) -> list[str]:
        should = [
            (engine.Occur.Should, engine.Query.term_query(made, "grams", gram))
            for gram in dict.fromkeys(_grams(name))
        ]
        hits = searcher.search(engine.Query.boolean_query(should), CANDIDATES).hits
        return ordered(name, [searcher.doc(address)["name"][0] for _, address in hits])

    yield find


@contextmanager
def duckdb(names: Sequence[str], folder: Path, ordered: Ordered) -> Iterator[Find]:
    """Give the search of DuckDB: all names by its `jaccard`, its best 200, in one thread."""
    engine = import_module("duckdb")
    database = engine.connect(config={"threads": 1})
    listed = folder / "duckdb.txt"
    listed.write_text("\n".join(names), encoding="utf-8")
    columns = "columns = {'name': 'VARCHAR'}, header = false, delim = '\t', quote = '', escape = ''"
    database.execute(f"CREATE TABLE n AS SELECT name FROM read_csv('{listed}', {columns})")
    sql = f"SELECT name FROM n ORDER BY jaccard(name, ?) DESC LIMIT {CANDIDATES}"

    def find(name: str) -> list[str]:
        return ordered(name, [row[0] for row in database.execute(sql, [name]).fetchall()])

    with closing(database):
        yield find


def installed(name: str) -> bool:
    """Return whether an engine can be imported."""
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def _grams(name: str) -> Iterable[str]:
    return (*name, *(name[i : i + 2] for i in range(len(name) - 1)))
