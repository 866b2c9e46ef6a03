"""Speed of drafting beside what an office would use otherwise, in one run: `python -m benchmarks.documents`.

The same letter (about 4,000 characters and a table of 27 rows) made by Pinwen from checked data, by docxtpl
from a Word template with the same text, by python-docx from nothing; and what deflating the letter's XML
alone takes. With `--batch N` also N letters end to end by `pinwen batch`, reading the workbook, writing
each file to disk for good, against a docxtpl loop of as many (timed on 200, scaled).
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Pt
from docxtpl import DocxTemplate

from service.docx.profile import find_profile
from service.drafting.blocks import Paragraph, Table
from service.drafting.drafts import check_data, draft, make
from service.drafting.package import find_template
from service.drafting.workbook import form_workbook

TEMPLATE = find_template("letter")
SAMPLE = TEMPLATE.sample("full")
SECONDS = 3.0


def rate(work: Callable[[int], object]) -> float:
    """Return how often a second the work is done; three seconds after a warm-up."""
    for number in range(3):
        work(number)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        work(count)
        count += 1
    return count / (time.perf_counter() - start)


def ours(number: int) -> bytes:
    """Return a letter for another unit each time, from data that are checked."""
    checked, prepared = _DATA[number % len(_DATA)]
    return make(TEMPLATE, checked, prepared, _PROFILE).docx


def _several() -> list[Any]:
    base, _ = check_data(TEMPLATE, SAMPLE)
    from service.drafting.fields import Checked
    from service.drafting.kinds import prepare

    found = []
    for number in range(50):
        values = {**base.values, "unit_name": f"中共示范集团第{number}项目支部委员会"}
        values["members_total"] = number + 30
        found.append((Checked(values), prepare("letter", values)))
    return found


_PROFILE = find_profile()
_DATA = _several()
_BLOCKS = draft("letter", SAMPLE).blocks


def by_python_docx(number: int) -> bytes:
    """Return the same letter built from nothing, with the fonts set as an office needs them."""
    document = docx.Document()
    for block in _BLOCKS:
        if isinstance(block, Paragraph):
            run = document.add_paragraph().add_run(block.plain.replace("第一分公司", f"第{number}"))
            run.font.size = Pt(16)
            run.font.name = "Times New Roman"
            run._element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
        elif isinstance(block, Table):
            table = document.add_table(rows=0, cols=len(block.widths))
            for row in block.rows:
                cells = table.add_row().cells
                for cell, text in zip(cells, row.cells, strict=True):
                    cell.text = "".join(c for c in text if c >= " ")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word_template() -> bytes:
    """Return the letter as a template of docxtpl: the same text, variables for the unit, rows by a loop."""
    document = docx.Document()
    for block in _BLOCKS:
        if isinstance(block, Paragraph):
            text = block.plain.replace(SAMPLE["unit_name"], "{{ unit_name }}")
            document.add_paragraph(text.replace("28名", "{{ members_total }}名"))
        elif isinstance(block, Table) and len(block.rows) > 20:
            table = document.add_table(rows=4, cols=len(block.widths))
            for cell, text in zip(table.rows[0].cells, block.rows[0].cells, strict=True):
                cell.text = text
            table.rows[1].cells[0].text = "{%tr for row in rows %}"
            for place, cell in enumerate(table.rows[2].cells):
                cell.text = f"{{{{ row[{place}] }}}}"
            table.rows[3].cells[0].text = "{%tr endfor %}"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


_WORD = word_template()
_ROWS = next(b.rows for b in _BLOCKS if isinstance(b, Table) and len(b.rows) > 20)[1:]


def by_docxtpl(number: int) -> bytes:
    """Return the letter filled into the Word template."""
    document = DocxTemplate(io.BytesIO(_WORD))
    rows = [["".join(c for c in cell if c >= " ") for cell in row.cells] for row in _ROWS]
    document.render({"unit_name": f"第{number}项目", "members_total": number, "rows": rows})
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def single() -> dict[str, float]:
    """Print and return the rates of one process."""
    with zipfile.ZipFile(io.BytesIO(ours(0))) as archive:
        xml = archive.read("word/document.xml")
    rates = {
        "pinwen": rate(ours),
        "python-docx": rate(by_python_docx),
        "docxtpl": rate(by_docxtpl),
        "deflate its XML alone (zlib 6)": rate(lambda _: zlib.compress(xml, 6)),
    }
    for name, figure in rates.items():
        print(f"{name:32} {figure:9.1f}/s   pinwen is {rates['pinwen'] / figure:6.2f} x")
    return rates


def batch(count: int, docxtpl_rate: float) -> dict[str, float]:
    """Print and return the seconds of a whole batch, with one worker and with two."""
    from tests.service.batches.letters import units

    folder = Path(tempfile.mkdtemp())
    try:
        source = folder / "units.xlsx"
        source.write_bytes(form_workbook(TEMPLATE, units(count)))
        took = {}
        for workers in (1, 2):
            out = folder / f"out{workers}"
            command = [sys.executable, "cli.py", "batch", "letter", "--data", str(source)]
            start = time.perf_counter()
            subprocess.run(
                [*command, "--out", str(out), "--quiet", "--workers", str(workers)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            took[f"{workers} workers"] = time.perf_counter() - start
        loop = count / docxtpl_rate
        for name, seconds in took.items():
            print(
                f"batch of {count}, {name}: {seconds:7.1f} s; docxtpl loop {loop / seconds:5.1f} x as long"
            )
        return took
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Run and print; `--json FILE` keeps the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--json")
    arguments = parser.parse_args()
    found: dict[str, Any] = {"per second": single()}
    if arguments.batch:
        found["batch"] = batch(arguments.batch, found["per second"]["docxtpl"])
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
