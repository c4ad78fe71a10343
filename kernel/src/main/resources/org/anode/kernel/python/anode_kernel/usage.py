"""The error of a magic that was called wrongly."""


class UsageError(Exception):
    """Shown as one sentence, without a traceback: the mistake stands in the cell, not in the code behind it."""

    brief = True
