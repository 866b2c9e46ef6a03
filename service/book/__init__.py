"""The book of a registry: its names as an index kept in files, brought up to it before each answer."""
