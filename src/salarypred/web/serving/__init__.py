"""Processes that answer at one address, and whether their model answers."""
