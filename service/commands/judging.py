"""Commands on the judges' sheets: scores and ranking; awards with notice and decision."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.common import print_json, told
from service.commands.status import DATA, DONE, FINDINGS
from service.errors import WrongUse
from service.options import named_values

if TYPE_CHECKING:
    from service.applications.announcing import Announced


def judged(arguments: argparse.Namespace) -> int:
    """Write the ranking of a folder of filled sheets; return the exit status."""
    from service.applications.ranking import Rules, ranked
    from service.applications.results import result_workbook
    from service.applications.scoring import read_folder
    from service.whole_files import write_whole

    if not arguments.output:
        raise WrongUse("请用 --output 指明评分结果写到哪个 .xlsx。")
    found, rules = read_folder(Path(arguments.file)), Rules()
    data = result_workbook(found, ranked(found, rules), rules)
    write_whole(Path(arguments.output), data)
    for problem in found.problems:
        told(problem)
    told(f"已写出 {arguments.output}。")
    return FINDINGS if found.problems else DONE


def awards(arguments: argparse.Namespace) -> int:
    """Run the command and return the exit status: 3 when something must be settled first."""
    from service.applications.announcing import announce
    from service.applications.awards import read_awards
    from service.applications.ranking import Rules
    from service.applications.scoring import read_folder
    from service.whole_files import make_folder, write_beside

    made = announce(
        read_folder(Path(arguments.folder)),
        read_awards(arguments.quota),
        Rules(arguments.trim, arguments.ties),
        named_values(arguments.option, "contact=0000-0000000"),
        style=arguments.style,
    )
    out = Path(arguments.out)
    make_folder(out)
    names = write_beside(out, made.files)
    if arguments.json:
        print_json(made.wire(names))
    else:
        _say(made, out, names)
    if made.problems:
        return DATA
    return FINDINGS if made.notes or any(made.gaps.values()) else DONE


def _say(made: Announced, out: Path, names: tuple[str, ...]) -> None:
    from service import console

    for name in names:
        console.write(f"已生成 {out / name}")
    for problem in made.problems:
        told(problem)
    if made.problems:
        told("以上各处处理好以前，不起草公示稿和表彰决定；改好后用同一命令再做一次。")
    for note in made.notes:
        told(note)
    for name, labels in made.gaps.items():
        if labels:
            told(f"“{name}”缺少{'、'.join(labels)}，文中已用【待补充】标出，请补上。")
