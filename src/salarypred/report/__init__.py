"""A page about a table of predictions."""
