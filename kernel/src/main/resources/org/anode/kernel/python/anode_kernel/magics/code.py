"""Magics that run code and look at how it goes."""

from ..usage import UsageError


def _time(shell, line, cell=None):
    from ..timing import timed

    if line and cell:
        raise UsageError("Can't use statement directly after '%%time'!")
    return timed(shell.compiled_body(cell) if cell else shell.compiled(line, "%time"))


def _timeit(shell, line, cell=None):
    from ..timing import timeit

    return timeit(shell, line, cell)


def _prun(shell, line, cell=None):
    from ..timing import profiled

    return profiled(shell, line, cell)


def _capture(shell, line, cell):
    from ..capture import captured

    captured(shell, line, cell)


def _xmode(shell, line):
    from .. import trace

    mode = line.strip().capitalize() or ("Context" if trace.mode == "Minimal" else "Minimal")
    if mode not in trace.MODES:
        raise UsageError("%xmode takes one of " + ", ".join(trace.MODES) + ".")
    trace.mode = mode
    print("Exception reporting mode: " + mode)


def _tb(shell, line):
    session = shell.session
    if session.last_failure is None:
        raise UsageError("There was no exception yet.")
    session.report(session.last_failure)


LINE = {"prun": _prun, "tb": _tb, "time": _time, "timeit": _timeit, "xmode": _xmode}
CELL = {"capture": _capture, "prun": _prun, "time": _time, "timeit": _timeit}
