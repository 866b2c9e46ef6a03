"""How parts of a Word file begin, and the namespaces that they name."""

from __future__ import annotations

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W, R = f'xmlns:w="{WORD}"', f'xmlns:r="{RELATIONSHIPS}"'
"""What an element says that has names of these in it."""
