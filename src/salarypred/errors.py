"""The one exception that stands for a user's mistake."""


class InputError(Exception):
    """Something that the user gave cannot be used.

    The message is one line that names the thing, says what was received and what to do; the
    command line prints it without a traceback and ends with exit status 2.
    """
