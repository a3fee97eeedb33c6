"""One module for each command: it reads options and calls the rooms below."""
