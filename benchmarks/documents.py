"""Speed of drafting beside what an office would use otherwise, in one run: `python -m benchmarks.documents`.

The same letter (about 4,000 characters and a table of 27 rows) made by Pinwen from checked data, by docxtpl
and by mail merge from Word templates with the same text, by python-docx from nothing; and what deflating
the letter's XML alone takes. Every letter is another unit's: name, number and members, in ours and in the
Word templates alike. Seconds are the processor's, of one core, so that other programs of the machine do not
count.

With `--batch N` also N letters end to end by `pinwen batch`: reading the workbook, validating, writing each
file to disk for good, registers, score book and the files to print, beside a docxtpl loop that only makes the
bytes. With `--applications N` as many application sets (material, profile, digest, summary table, report,
score sheets). Both are made on one processor and on two, and by two batches of half of them at once; with
`--rounds N` each has so many turns, and the middle one is told, with the greatest resident set of its
processes. `--output FILE` keeps the figures as JSON.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import os
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docxtpl import DocxTemplate
from mailmerge import MailMerge

from benchmarks.batches import applications, letters
from benchmarks.keeping import keep
from service.docx.profile import find_profile
from service.drafting.blocks import Paragraph, Table
from service.drafting.drafts import draft, make
from service.drafting.fields import Checked, validate
from service.drafting.kinds import Prepared, prepare
from service.drafting.package import find_template
from service.letters.batch import renderer

TEMPLATE = find_template("letter")
SAMPLE = TEMPLATE.sample("full")
SECONDS = 3.0


def rate(work: Callable[[int], object]) -> float:
    """Return how often a second of the processor the work is done; three seconds after a warm-up."""
    for number in range(3):
        work(number)
    count, start, spent = 3, time.process_time(), 0.0
    while spent < SECONDS:
        work(count)
        count += 1
        spent = time.process_time() - start
    return (count - 3) / spent


def unit(number: int, *, targets: bool = True) -> dict[str, Any]:
    """Return the data of one unit, no two alike: name, number and members, with `targets` these too."""
    own = {key: value for key, value in SAMPLE.items() if key in _KEYS} | {
        "unit_id": f"DZB-{number + 1:05}",
        "unit_name": f"中共示范集团有限公司第{number + 1}项目支部委员会",
        "doc_no": f"示党责〔2026〕{number + 1}号",
        "members_total": number + 30,
    }
    if targets:
        own["unit_targets"] = [
            _target(one, 10 + (number + place) % 40)
            for place, one in enumerate(SAMPLE["unit_targets"])
        ]
    return own


def _target(sample: dict[str, Any], quarter: int) -> dict[str, Any]:
    quarters = {f"q{n}": quarter for n in range(1, 5)}
    return {**sample, **quarters, "baseline": 3 * quarter, "target_value": 4 * quarter}


def ours(number: int) -> bytes:
    """Return a letter for another unit each time, from data that are checked."""
    checked, prepared = _DATA[number % len(_DATA)]
    return make(TEMPLATE, checked, prepared, _PROFILE).docx


def ours_with_targets(number: int) -> bytes:
    """Return one whose table of targets is another each time, too."""
    checked, prepared = _WITH_TARGETS[number % len(_WITH_TARGETS)]
    return make(TEMPLATE, checked, prepared, _PROFILE).docx


def ours_checked(number: int) -> bytes:
    """Return the same with the checking of the unit's data, as a batch does it."""
    return _RENDER({"file": "", "data": unit(number), "rows": {}}).files[0][1]


def _checked(number: int, *, targets: bool) -> tuple[Checked, Prepared]:
    checked = validate(_OWN, unit(number, targets=targets))
    return checked, prepare(TEMPLATE.kind, _COMMON | checked.values)


_PROFILE = find_profile()
_OWN = [one for one in TEMPLATE.fields if one.scope == "unit"]
_KEYS = {one.id for one in _OWN}
_SHARED = {key: value for key, value in SAMPLE.items() if key not in _KEYS}
_COMMON = validate([one for one in TEMPLATE.fields if one.scope == "shared"], _SHARED).values
_RENDER = renderer(_SHARED, {})
# More than any memory of sections holds: no letter is met again while it is remembered.
_DATA = [_checked(number, targets=False) for number in range(1000)]
_WITH_TARGETS = [_checked(number, targets=True) for number in range(1000)]
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
            text = text.replace(SAMPLE["doc_no"], "{{ doc_no }}")
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


_FILLED = ("unit_name", "doc_no", "members_total")
_WORD = word_template()
_ROWS = next(b.rows for b in _BLOCKS if isinstance(b, Table) and len(b.rows) > 20)[1:]


def by_docxtpl(number: int) -> bytes:
    """Return the letter filled into the Word template."""
    document = DocxTemplate(io.BytesIO(_WORD))
    rows = [["".join(c for c in cell if c >= " ") for cell in row.cells] for row in _ROWS]
    own = {key: value for key, value in unit(number, targets=False).items() if key in _FILLED}
    document.render(own | {"rows": rows})
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def single() -> dict[str, float]:
    """Print and return the rates of one process."""
    with zipfile.ZipFile(io.BytesIO(ours(0))) as archive:
        xml = archive.read("word/document.xml")
    rates = {
        "pinwen": rate(ours),
        "pinwen, targets of its own": rate(ours_with_targets),
        "pinwen, data checked, too": rate(ours_checked),
        "python-docx": rate(by_python_docx),
        "docxtpl": rate(by_docxtpl),
        "mailmerge": rate(by_mailmerge),
        "deflate its XML alone (zlib 6)": rate(lambda _: zlib.compress(xml, 6)),
    }
    for name, figure in rates.items():
        print(f"{name:32} {figure:9.1f}/s   pinwen is {rates['pinwen'] / figure:6.2f} x")
    return rates


def mail_template() -> bytes:
    """Return the letter as a template of mail merge: the same text, fields for the unit and one row."""
    document = docx.Document()
    for block in _BLOCKS:
        if isinstance(block, Paragraph):
            text = block.plain.replace(SAMPLE["unit_name"], "\0unit_name\0")
            text = text.replace(SAMPLE["doc_no"], "\0doc_no\0")
            _with_fields(document.add_paragraph(), text.replace("28名", "\0members_total\0名"))
        elif isinstance(block, Table) and len(block.rows) > 20:
            table = document.add_table(rows=2, cols=len(block.widths))
            for cell, text in zip(table.rows[0].cells, block.rows[0].cells, strict=True):
                cell.text = text
            for place, cell in enumerate(table.rows[1].cells):
                _with_fields(cell.paragraphs[0], f"\0c{place}\0")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _with_fields(paragraph: Any, text: str) -> None:
    """Write a text into a paragraph of Word; what stands between two NUL is the name of a field."""
    for place, part in enumerate(text.split("\0")):
        if place % 2:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f" MERGEFIELD {part} ")
            field.append(paragraph.add_run(f"«{part}»")._element)
            paragraph._p.append(field)
        elif part:
            paragraph.add_run(part)


_MAIL = mail_template()


def by_mailmerge(number: int) -> bytes:
    """Return the letter merged into the template of mail merge."""
    own = {key: str(one) for key, one in unit(number, targets=False).items() if key in _FILLED}
    rows = [
        {f"c{place}": "".join(c for c in cell if c >= " ") for place, cell in enumerate(row.cells)}
        for row in _ROWS
    ]
    target = io.BytesIO()
    with MailMerge(io.BytesIO(_MAIL)) as document:
        document.merge(**own)
        document.merge_rows("c0", rows)
        document.write(target)
    return target.getvalue()


def main() -> None:
    """Run and print; `--output FILE` keeps the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--applications", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    found: dict[str, Any] = {
        "day": dt.date.today().isoformat(),
        "cores": os.cpu_count(),
        "per second": single(),
    }
    if arguments.batch:
        found["letters"] = letters(
            *(arguments.batch, lambda number: SAMPLE | unit(number), by_docxtpl),
            rounds=arguments.rounds,
        )
    if arguments.applications:
        found["applications"] = applications(arguments.applications, arguments.rounds)
    keep(found, arguments.output)


if __name__ == "__main__":
    main()
