"""Synthetic adverts, made by our own grammar."""

from .generate import generate, generate_with_masks
from .write import document, write_documents, write_sample

__all__ = ["document", "generate", "generate_with_masks", "write_documents", "write_sample"]
