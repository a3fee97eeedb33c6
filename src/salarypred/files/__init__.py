"""Files in, files out: documents, tables and standard input."""
