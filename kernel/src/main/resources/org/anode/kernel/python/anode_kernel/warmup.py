"""What a spare kernel does while it waits: load and run what first cells use, so that they find it warm."""

_MODULES = ("re", "json", "collections", "functools", "itertools", "math", "random", "dataclasses", "linecache", "inspect")

_SAMPLE = """
import re
class _Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
def _area(points):
    return sum(p.x * p.y for p in points)
_total = _area([_Point(i, i + 1) for i in range(200)])
_words = {}
for _word in re.findall(r"\\w+", "the quick brown fox jumps over the lazy dog " * 20):
    _words[_word] = _words.get(_word, 0) + 1
_text = f"{_total:,} {sorted(_words)[:3]}"
[_text, _words, {(1, 2), (3, 4)}]
"""


class _Silent:
    """A host that shows nothing."""

    def __getattr__(self, name):
        return lambda *args: None


def warm():
    """Takes seconds of a cold interpreter; leaves no trace in the session."""
    for name in _MODULES:
        try:
            __import__(name)
        except ImportError:
            pass
    _run_sample()


def _run_sample():
    from . import cells, display, trace, variables
    from .imports import AfterImport
    from .sources import Sources
    from .transform import to_python

    sources = Sources(AfterImport())
    namespace = {"__name__": "__warm__"}
    steps, flags = cells.steps(_SAMPLE, sources.add("Warm-up", 0, _SAMPLE), 0)
    for step in steps:
        value = eval(step.code, namespace)
    display.bundle(value)
    variables.rows_of({name.strip("_"): value for name, value in namespace.items()}, {})
    to_python("%time x\n!ls\nx = 1")
    try:
        exec(compile("1 / 0", sources.add("Warm-up", 1, "1 / 0"), "exec"), namespace)
    except ZeroDivisionError as failure:
        trace.describe(failure, sources)
