"""The session of this process, for code that is called without it: display(), IPython.get_ipython(), magics."""

from _contextvars import ContextVar

session = None

# The run whose cell started what executes now: tasks take it along by themselves, threads with the help of threads.py.
run = ContextVar("anode_run", default=None)


def get_ipython():
    """The shell object of the running session, as in IPython; None outside a session."""
    return session.shell if session is not None else None
