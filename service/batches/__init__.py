"""Batches: many documents from one file, finished whatever happens on the way.

The truth is a table of items (`service.storage.batches`): an item is leased, rendered, written (temporary
file → fsync → rename → fsync of the folder) and only then marked done. A process that dies at any point
leaves items that the next run takes up; equal input gives equal bytes, so doing one twice changes nothing.
"""
