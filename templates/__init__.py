"""Document and page templates: data; see `templates/README.md`."""
