"""Threads speak for the cell that started them, also when that cell has ended and others run."""

from . import current


def adapt(threading):
    """Hands the run of whoever starts a thread on to it."""
    start, begin = threading.Thread.start, threading.Thread._bootstrap_inner
    if start.__module__ == __name__:
        return

    def started(self):
        self._anode_run = current.run.get()
        return start(self)

    def begun(self):
        current.run.set(getattr(self, "_anode_run", None))
        begin(self)

    started.__doc__ = start.__doc__
    threading.Thread.start, threading.Thread._bootstrap_inner = started, begun
