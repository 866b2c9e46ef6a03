"""Office workbooks as they really are → rows, a row report, and an import into the registry.

Nothing is loaded here: who only reads a day or a sheet does without the registry.

table.read_tables(path_or_bytes, …) -> tables, notes        any workbook or text table, by its headings
brands.drafts_of(table, problems) -> drafts                 one draft a row, problems by row and field
files.import_file(registry, path, …) -> ImportReport        preview or one transaction
report.error_workbook(data, table, problems) -> bytes       the upload with a column 错误原因
text_report.write_error_report(source, target, problems)    the same from file to file, of any size
"""
