"""Commands that take a model beyond one process: engines, and folders for other programs."""
