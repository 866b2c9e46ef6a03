"""Commands on names: check, compare, search, suggest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import console
from service.bounds import LEAST_LIKENESS, LIKENESS, MOST_LIKENESS, MOST_PROPOSED
from service.clock import today
from service.commands.common import (
    Opened,
    answer,
    limits,
    print_json,
    progress,
    require_apart,
    told,
)
from service.commands.status import DONE, FINDINGS
from service.errors import WrongUse

if TYPE_CHECKING:
    from service.checking import CheckReport
    from service.importing.model import Note
    from service.proposals import Proposal


def check(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.checking import check_name, check_names

    proposals = _proposals(arguments)
    with Opened(arguments.registry) as opened:
        against = opened.surroundings(_facts(arguments))
        if arguments.input:
            reports = check_names(proposals, against, today=today().isoformat())
            counted = _counted(reports, len(proposals))
            shown = [wire.check(one, asked) for one, asked in zip(counted, proposals, strict=True)]
        else:
            shown = [
                wire.check(check_name(one, against, today=today().isoformat())) for one in proposals
            ]
    if arguments.output:
        _write_checks(shown, proposals, arguments.output)
    elif arguments.json:
        print_json(shown if arguments.input or len(shown) > 1 else shown[0])
    else:
        for one, proposal in zip(shown, proposals, strict=True):
            console.write(console.check(one, row=proposal.row, sheet=proposal.sheet))
    return FINDINGS if any(one["verdict"] != "pass" for one in shown) else DONE


def _counted(reports: Iterator[CheckReport], total: int) -> Iterator[CheckReport]:
    """Yield reports, telling on a terminal how far a long file has come."""
    show = progress("核名")
    for done, report in enumerate(reports, 1):
        yield report
        if show and (done % 100 == 0 or done == total):
            show(done, total)


def _proposals(arguments: argparse.Namespace) -> Sequence[Proposal]:
    from service.proposals import Proposal

    if arguments.input and arguments.names:
        raise WrongUse("名称和 --input 只能给一样。")
    if arguments.input:
        require_apart(arguments.input, arguments.output)
        rows = _read_proposals(arguments.input, arguments.sheet)
        return [row if row.unit else row._replace(unit=arguments.unit) for row in rows]
    if not arguments.names:
        raise WrongUse("请给出要核的名称，例如 pinwen check 锋耘市政，或用 --input 给出文件。")
    return [Proposal(n, arguments.unit, meaning=arguments.meaning) for n in arguments.names]


def _read_proposals(source: str, sheet: str | None) -> Sequence[Proposal]:
    from service.importing.proposals import read_proposals

    given = sys.stdin.buffer.read() if source == "-" else Path(source)
    name = "-.txt" if source == "-" else ""
    found = read_proposals(given, filename=name, sheet=sheet, limits=limits())
    _tell(found.notes)
    return found.rows


def _tell(notes: Iterable[Note]) -> None:
    """Tell what is to be known of a file that was read."""
    for note in notes:
        told(console.note_told(note.message, note.sheet))


def _facts(arguments: argparse.Namespace) -> dict[str, Any]:
    return {"work": words_of(arguments.work)} if arguments.work else {}


def words_of(text: str) -> tuple[str, ...]:
    """Return words separated by commas of any kind, or spaces."""
    for separator in "，、；; ":
        text = text.replace(separator, ",")
    return tuple(word for word in text.split(",") if word)


def _write_checks(shown: list[dict[str, Any]], proposals: Sequence[Proposal], output: str) -> None:
    from service.listings import check_listing
    from service.tables import write_listing

    write_listing(check_listing(shown, proposals), Path(output))
    told(f"已写入 {output}，共 {len(shown)} 个名称。")


def compare(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.listings import compare_listing
    from service.naming import compare_names
    from service.tables import write_listing

    if arguments.input:
        from service.importing.proposals import read_pairs

        require_apart(arguments.input, arguments.output)
        found = read_pairs(Path(arguments.input), limits=limits())
        _tell(found.notes)
        pairs = found.pairs
    elif len(arguments.names) == 2:
        pairs = ((0, arguments.names[0], arguments.names[1]),)
    else:
        raise WrongUse("请给出两个名称，例如 pinwen compare 铁旒红 铁流红，或用 --input 给出文件。")
    allowed = limits()
    shown = []
    for row, a, b in pairs:
        for name in (a, b):
            allowed.require_name(name, row=row)
        shown.append(wire.compare(compare_names(a, b, row=row)))
    if arguments.output:
        write_listing(compare_listing(shown), Path(arguments.output))
    elif arguments.json:
        print_json(shown if arguments.input else shown[0])
    else:
        for one in shown:
            console.write(console.compare(one))
    return FINDINGS if any(one["level"] != "fine" for one in shown) else DONE


def similar(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from service import wire
    from service.book.names import cache_of, open_book
    from service.similar import similar_names

    limits().require_name(arguments.name)
    try:
        at_least = float(arguments.at_least)
    except ValueError as trouble:
        within = f"{LEAST_LIKENESS}–{MOST_LIKENESS}"
        raise WrongUse(f"--at-least 要写成 {within} 之间的数，例如 {LIKENESS}。") from trouble
    with Opened(arguments.registry, needed=True, create=False) as opened:
        book = open_book(opened.registry, cache=cache_of(opened.url))
        found = similar_names(arguments.name, book, at_least=at_least, limit=arguments.limit)
    shown = wire.similar(found)
    answer(arguments, shown, console.similar(shown))
    return DONE


def suggest(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    from nlp.suggest import Request
    from service import wire
    from service.listings import suggestion_listing
    from service.suggesting import suggest_names
    from service.tables import write_listing

    limits().require_name(arguments.like)
    if not 1 <= arguments.count <= MOST_PROPOSED:
        raise WrongUse(f"--count：拟名的个数须在 1–{MOST_PROPOSED} 之间。")
    request = Request(
        unit=arguments.unit,
        like=arguments.like,
        words=words_of(arguments.words),
        place=arguments.place,
    )
    with Opened(arguments.registry) as opened:
        found = suggest_names(
            request, opened.surroundings({}), count=arguments.count, today=today().isoformat()
        )
    shown = [wire.suggestion(candidate, report) for candidate, report in found]
    if arguments.output:
        write_listing(suggestion_listing(shown), Path(arguments.output))
    elif arguments.json:
        print_json(shown)
    else:
        console.write(console.suggestions(shown))
    return DONE
