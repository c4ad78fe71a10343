"""%time, %timeit and %prun."""

import _ast
import time

from .magics import options
from .usage import UsageError

RUNS = 7  # repetitions of %timeit unless -r says otherwise
ENOUGH_SECONDS = 0.2  # a repetition of %timeit should last at least so long
LOOPS_EXPONENT_MAX = 9
_UNITS = (("s", 1.0), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9))


def duration(seconds, precision=3):
    """A time for people: "1min 5s", "12.3 ms"."""
    if seconds >= 60:
        return _long_duration(seconds)
    order = 3
    if seconds > 0:
        from math import floor, log10

        order = min(-int(floor(log10(seconds)) // 3), 3)
    unit, scale = _UNITS[max(0, order)]
    return "%.*g %s" % (precision, seconds * scale, unit)


def _long_duration(seconds):
    parts = []
    for suffix, length in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        whole = int(seconds / length)
        if whole > 0:
            seconds %= length
            parts.append("%d%s" % (whole, suffix))
        if seconds < 1:
            break
    return " ".join(parts)


def _cpu():
    """Seconds of CPU time of this process: (in programs, in the system)."""
    try:
        from resource import RUSAGE_SELF, getrusage

        return getrusage(RUSAGE_SELF)[:2]
    except (ImportError, OSError, NotImplementedError):
        return time.process_time(), 0.0


def timed(call):
    """Runs call, prints what it took, gives its value."""
    user, system = _cpu()
    began = time.perf_counter()
    try:
        return call()
    finally:
        wall = time.perf_counter() - began
        user, system = (now - before for now, before in zip(_cpu(), (user, system)))
        times = duration(user), duration(system), duration(user + system)
        print("CPU times: user %s, sys: %s, total: %s\nWall time: %s" % (*times, duration(wall)))


class TimeitResult:
    """What %timeit -o gives."""

    def __init__(self, loops, all_runs, precision):
        self.loops = loops
        self.repeat = len(all_runs)
        self.all_runs = all_runs
        self.timings = [run / loops for run in all_runs]
        self.best = min(self.timings)
        self.worst = max(self.timings)
        self._precision = precision

    @property
    def average(self):
        return sum(self.timings) / len(self.timings)

    @property
    def stdev(self):
        mean = self.average
        return (sum((one - mean) ** 2 for one in self.timings) / len(self.timings)) ** 0.5

    def __str__(self):
        return "%s ± %s per loop (mean ± std. dev. of %d run%s, %s loop%s each)" % (
            duration(self.average, self._precision),
            duration(self.stdev, self._precision),
            self.repeat,
            "" if self.repeat == 1 else "s",
            format(self.loops, ","),
            "" if self.loops == 1 else "s",
        )

    def _repr_pretty_(self, printer, cycle):
        printer.text("<TimeitResult : " + str(self) + ">")


def timeit(shell, line, cell):
    """%timeit [-n N] [-r R] [-p P] [-o] [-q] statement; as a cell magic the line is the setup."""
    chosen, statement = options(line, "nrp", "oqtc")
    setup = ""
    if cell is not None:
        setup, statement = statement, cell
    if not statement.strip():
        raise UsageError("%timeit needs a statement to measure.")
    once = _loop(shell, statement, setup)
    loops = int(chosen.get("n", 0))
    exponent = 0
    while not loops:
        if once(10**exponent) >= ENOUGH_SECONDS or exponent == LOOPS_EXPONENT_MAX:
            loops = 10**exponent
        exponent += 1
    runs = [once(loops) for number in range(int(chosen.get("r", RUNS)))]
    result = TimeitResult(loops, runs, int(chosen.get("p", 3)))
    if "q" not in chosen:
        if result.worst > 4 * result.best and result.best > 0 and result.worst > 1e-6:
            print(_UNEVEN % (result.worst / result.best))
        print(result)
    return result if "o" in chosen else None


_UNEVEN = (
    "The slowest run took %0.2f times longer than the fastest. "
    "This could mean that an intermediate result is being cached."
)


def _loop(shell, statement, setup):
    """A function that runs the statement n times and gives the seconds that took."""
    name = "__anode_timeit__"
    template = "def %s(_iterations, _clock):\n pass\n _began = _clock()\n for _ in _iterations:\n  pass\n return _clock() - _began" % name
    filename = shell.session.sources.add("%timeit", shell.session.count, statement)
    tree = compile(template, filename, "exec", 0x400, dont_inherit=True)
    function = tree.body[0]
    function.body[2].body = _parsed(statement, filename)
    function.body[0:1] = _parsed(setup, filename) or function.body[0:1]
    names = dict(shell.user_ns, **shell._locals) if shell._locals else shell.user_ns
    exec(compile(tree, filename, "exec", shell.session.flags, dont_inherit=True), names)
    inner = names.pop(name)

    def once(loops):
        import gc

        collecting = gc.isenabled()
        gc.disable()
        try:
            from itertools import repeat

            return inner(repeat(None, loops), time.perf_counter)
        finally:
            if collecting:
                gc.enable()

    return once


def _parsed(source, filename):
    from . import cells
    from .transform import to_python

    if cells.parse(source, "<cell>") is None:
        source = to_python(source)
    return compile(source, filename, "exec", 0x400, dont_inherit=True).body


def profiled(shell, line, cell):
    """%prun [-l N] [-s KEY] [-q] [-r] statement."""
    import io
    import pstats
    import sys

    if sys.implementation.name == "graalpy":
        from profile import Profile  # GraalPy's cProfile collects nothing without a tool of its own
    else:
        from cProfile import Profile

    chosen, statement = options(line, "ls", "qr")
    if cell is not None:
        statement += "\n" + cell
    call = shell.compiled(statement, "%prun")
    profile = Profile()
    profile.runcall(call)
    table = io.StringIO()
    stats = pstats.Stats(profile, stream=table).strip_dirs().sort_stats(chosen.get("s", "time"))
    stats.print_stats(*([int(chosen["l"])] if "l" in chosen else []))
    if "q" not in chosen:
        shell.session.displays.send({"text/plain": table.getvalue().strip("\n")})
    return stats if "r" in chosen else None
