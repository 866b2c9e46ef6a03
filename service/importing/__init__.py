"""Office workbooks as they really are → rows, a row report, and an import into the registry.

read_table(path_or_bytes, filename=…, sheet=…) -> Table     any workbook or text table, by its headings
brand_rows(table) -> (drafts, problems)                     one draft a row, problems by row and field
import_file(registry, path, …) -> ImportReport              preview or one transaction
error_workbook(data, table, problems) -> bytes              the upload with a column 错误原因
write_error_report(source, target, problems)                 the same from file to file, of any size
"""

from __future__ import annotations

from service.importing.brands import brand_rows
from service.importing.files import import_file
from service.importing.model import ImportReport, Note, Problem, Table, TableRow
from service.importing.report import error_workbook
from service.importing.table import read_table
from service.importing.text_report import write_error_report

__all__ = [
    "ImportReport",
    "Note",
    "Problem",
    "Table",
    "TableRow",
    "brand_rows",
    "error_workbook",
    "import_file",
    "read_table",
    "write_error_report",
]
