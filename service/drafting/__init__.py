"""Documents from data: a template package, checked values, blocks, and at the end a Word file.

`package` finds a template, `fields` checks the data against its list of fields, `markup` and
`service.templating` turn its body into `blocks`, `service.docx` writes them; `drafts` joins all of it.
"""
