"""The version of salarypred."""

__version__ = "0.1.0"
