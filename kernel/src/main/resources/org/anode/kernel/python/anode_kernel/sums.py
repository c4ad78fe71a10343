"""sum() with the precision of Python 3.12: floats are added with compensation, which GraalPy 25.0 does not do yet.

sum([0.1] * 10) is 1.0, not 0.9999999999999999; notebooks show such sums.
"""

import builtins
import sys

_plain_sum = builtins.sum
_AT_ONCE = 1_024  # items taken from an iterator before looking whether the sum has become a float
_LONG = 1 << 63
_LASTING = (list, tuple, set, frozenset, range, dict)  # can be gone through twice


def needed():
    """Whether this interpreter adds floats the old way although its version promises the new one."""
    return sys.version_info >= (3, 12) and _plain_sum([0.1] * 10) != 1.0


def install():
    builtins.sum = sum


def sum(iterable, /, start=0):
    """Return the sum of a 'start' value (default: 0) plus an iterable of numbers

    When the iterable is empty, return the start value.
    This function is intended specifically for use with numeric values and may
    reject non-numeric types.
    """
    if type(iterable) in _LASTING:
        total = _plain_sum(iterable, start)
        return _compensated(iter(iterable), start) if type(total) is float else total
    return _of_iterator(iter(iterable), start)


def _of_iterator(items, total):
    from itertools import chain, islice

    while True:
        some = list(islice(items, _AT_ONCE))
        if not some:
            return total
        following = _plain_sum(some, total)
        if type(following) is float:
            return _compensated(chain(some, items), total)
        total = following


def _compensated(items, total):
    """As CPython adds: small ints exactly, from the first float on with compensation (Neumaier), and from the first
    item of another kind on one by one."""
    if not _is_small(total) and type(total) is not float:
        return _one_by_one(items, total)
    lost = 0.0
    for item in items:
        if type(total) is not float:
            exact = _is_small(item) or type(item) is bool
            total = total + item
            if type(total) is not float and not (exact and _is_small(total)):
                return _one_by_one(items, total)
        elif type(item) is float:
            following = total + item
            if abs(total) >= abs(item):
                lost += (total - following) + item
            else:
                lost += (item - following) + total
            total = following
        elif isinstance(item, int) and -_LONG <= item < _LONG:
            total += float(item)
        else:
            return _one_by_one(items, _with_lost(total, lost) + item)
    return _with_lost(total, lost) if type(total) is float else total


def _is_small(value):
    return type(value) is int and -_LONG <= value < _LONG


def _one_by_one(items, total):
    for item in items:
        total = total + item
    return total


def _with_lost(total, lost):
    return total + lost if lost and lost - lost == 0.0 else total  # what is lost can be infinite or no number


sum.__module__ = "builtins"
sum.__qualname__ = "sum"
