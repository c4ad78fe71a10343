"""What a spare kernel does while it waits: load what first cells use, and run cells like them."""

_MODULES = ("re", "json", "collections", "functools", "itertools", "math", "random", "dataclasses", "linecache", "inspect")

_VARIED = """
import re
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
def area(points):
    return sum(p.x * p.y for p in points)
total = area([Point(i, i + 1) for i in range(200)])
words = {}
for word in re.findall(r"\\w+", "the quick brown fox jumps over the lazy dog " * 20):
    words[word] = words.get(word, 0) + 1
text = f"{total:,} {sorted(words)[:3]}"
[text, words, {(1, 2), (3, 4)}]
"""

CELLS = ("print('here')", "1 + 1", "x = 1", _VARIED, "print('a', 1, end='')\n'b'", "1 / 0") * 2


def load():
    """Takes seconds of a cold interpreter; leaves no trace in the session."""
    for name in _MODULES:
        try:
            __import__(name)
        except ImportError:
            pass
    from . import variables
    from .transform import to_python

    variables.rows_of({"number": 1, "words": ["a"], "function": load}, {})
    to_python("%time x\n!ls\nx = 1")
