"""The variables of a session as rows: name, kind, type, a short text, size.

None of the user's own code runs for this: it is asked for while cells run and after each of them, and a __repr__ or a
__len__ may take for ever. What built-in types hold is read with their own methods, objects are shown by their fields.
"""

import sys
from time import monotonic

from .brief import METHOD, brief, clean, type_name

ROWS_MAX = 500  # more than anybody scrolls through; the rest is counted
SECONDS_MAX = 2.5  # for texts and sizes, beside a cell that runs; rows after that have a name and a type

# libraries whose shape can be asked for without computing anything
_SHAPED = frozenset(("numpy", "pandas", "polars", "pyarrow", "scipy", "torch", "xarray"))
_DIMENSIONS_MAX = 8
_TRIES = 20  # to read the names between two steps of a cell

_Module = type(sys)
_CALLABLES = frozenset(
    (
        type(lambda: 0),
        type(len),
        type([].append),
        METHOD,
        type(_Module.__init__),
        type(str.join),
    )
)
_BUILT_IN = frozenset((type(list.__len__), type(str.join), type(len), type(object.__sizeof__)))


def rows_of(namespace, own):
    """Gives (rows, how many more there are); a row is (name, kind, type, text, lengths, bytes or -1).

    own: names that are not the user's, as long as they have these values.
    """
    chosen = [(name, value, _kind(value)) for name, value in _users(namespace, own)]
    if len(chosen) > ROWS_MAX:
        chosen.sort(key=lambda row: row[2] != "value")
    until = monotonic() + SECONDS_MAX
    rows = [_row(name, value, kind, monotonic() > until) for name, value, kind in chosen[:ROWS_MAX]]
    return rows, max(0, len(chosen) - ROWS_MAX)


def _users(namespace, own):
    return [
        (name, value)
        for name, value in _snapshot(namespace)
        if type(name) is str
        and not name.startswith("_")
        and name.isidentifier()
        and not (name in own and own[name] is value)
    ]


def _snapshot(namespace):
    """A cell may run meanwhile and make names while they are read."""
    for tries in range(_TRIES):
        try:
            return list(namespace.items())
        except RuntimeError:
            if tries == _TRIES - 1:
                raise


def _kind(value):
    cls = type(value)
    if issubclass(cls, _Module):
        return "module"
    if issubclass(cls, type):
        return "class"
    return "function" if cls in _CALLABLES or cls.__name__ == "_lru_cache_wrapper" else "value"


def _row(name, value, kind, late):
    if late:
        return clean(name), kind, type_name(value), "…", [], -1
    return clean(name), kind, type_name(value), brief(value), _lengths(value), _bytes(value)


def _lengths(value):
    """[length], [rows, columns …], or [] where there is none that costs nothing."""
    cls = type(value)
    try:
        if str(cls.__module__).partition(".")[0] in _SHAPED:
            return [int(length) for length in tuple(value.shape)[:_DIMENSIONS_MAX]]
        return [len(value)] if _is_built_in(cls, "__len__") else []
    except Exception:
        return []


def _bytes(value):
    """Of the object itself, without what it refers to."""
    try:
        return sys.getsizeof(value) if _is_built_in(type(value), "__sizeof__") else -1
    except Exception:
        return -1


def _is_built_in(cls, name):
    """Whether the method a class has under that name is not written in Python."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return type(base.__dict__[name]) in _BUILT_IN
    return False
