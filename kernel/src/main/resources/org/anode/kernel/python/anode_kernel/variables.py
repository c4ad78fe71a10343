"""The variables of a session as rows: name, kind, type, a short text, size.

None of the user's own code runs for this: it is asked for while cells run and after each of them, and a __repr__ or a
__len__ may take for ever. What built-in types hold is read with their own methods, objects are shown by their fields.
"""

import sys
from itertools import islice
from time import monotonic

from .brief import METHOD, SHAPED, brief, short_name, type_name
from .classes import found_in, is_among, module_of, name_of

ROWS_MAX = 500  # more than anybody scrolls through; the rest is counted
SECONDS_MAX = 2.5  # for texts and sizes, beside a cell that runs; rows after that have a name and a type

_DIMENSIONS_MAX = 8
_LENGTH_MAX = 2**63 - 1  # what a row can hold
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
_PROXIES = ("mappingproxy", "weakproxy", "weakcallableproxy", "ProxyType", "CallableProxyType")  # they ask another


def rows_of(namespace, own):
    """Gives (rows, how many more there are); a row is (name, kind, type, text, lengths, bytes or -1).

    own: names that are not the user's, as long as they have these values.
    """
    chosen = [(name, value, _kind(value)) for name, value in named_by_cells(namespace, own)]
    if len(chosen) > ROWS_MAX:
        chosen.sort(key=lambda row: row[2] != "value")
    until = monotonic() + SECONDS_MAX
    rows = [_row(name, value, kind, monotonic() > until) for name, value, kind in chosen[:ROWS_MAX]]
    return rows, max(0, len(chosen) - ROWS_MAX)


def named_by_cells(namespace, own):
    """Pairs (name, value); own as for rows_of."""
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
    return "function" if is_among(cls, _CALLABLES) or name_of(cls) == "_lru_cache_wrapper" else "value"


def _row(name, value, kind, late):
    head = short_name(name), kind, type_name(value)
    try:
        return (*head, "…", [], -1) if late else (*head, brief(value), lengths(value), _bytes(value))
    except Exception:  # one odd value must not take away the whole list
        return *head, "…", [], -1


def lengths(value):
    """[length], [rows, columns …], or [] where there is none that costs nothing."""
    cls = type(value)
    try:
        if module_of(cls).partition(".")[0] in SHAPED:
            found = [int(length) for length in islice(value.shape, _DIMENSIONS_MAX)]
        else:
            found = [len(value)] if _is_built_in(cls, "__len__") and name_of(cls) not in _PROXIES else []
    except Exception:
        return []
    return found if all(0 <= length <= _LENGTH_MAX for length in found) else []


def _bytes(value):
    """Of the object itself, without what it refers to."""
    try:
        return sys.getsizeof(value) if _is_built_in(type(value), "__sizeof__") else -1
    except Exception:
        return -1


def _is_built_in(cls, name):
    """Whether the method a class has under that name is not written in Python."""
    return is_among(type(found_in(cls, name)), _BUILT_IN)
