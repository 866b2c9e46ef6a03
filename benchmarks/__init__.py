"""Measurements beside what one would use otherwise; none of it is needed to run the program."""
