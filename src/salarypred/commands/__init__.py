"""One module for each command: options in, work handed down."""
