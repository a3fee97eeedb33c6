"""Masks whose truth is known, to train the reader with."""
