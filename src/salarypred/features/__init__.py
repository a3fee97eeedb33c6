"""Adverts as numbers."""
