"""Exit statuses of the contract."""

DONE, FINDINGS, USAGE, DATA, MISSING, CONFLICT, STORAGE = 0, 1, 2, 3, 4, 5, 7
INTERNAL, STOPPED = 70, 130
