"""The session of this process, for code that is called without it: display(), IPython.get_ipython(), magics."""

session = None


def get_ipython():
    """The shell object of the running session, as in IPython; None outside a session."""
    return session.shell if session is not None else None
