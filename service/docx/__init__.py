"""The Word file: blocks and a style profile → OOXML parts → an archive, the same bytes for the same input.

Only named styles carry form; a paragraph has a style and its text, so that an office can restyle a
document in Word by changing a style. What is measured where: `docs/manual.md`, 版式.
"""
