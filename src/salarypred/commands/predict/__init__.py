"""``salarypred predict``: what it is asked, and the ways in which it answers."""

from .arguments import parser
from .command import main

__all__ = ["main", "parser"]
