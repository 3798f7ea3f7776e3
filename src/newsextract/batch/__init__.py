"""Whole dumps: readers, a runner of worker processes, writers."""
