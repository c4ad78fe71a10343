"""Seeded nested values of every kind the printer knows, for comparing printers with each other."""

import collections
import random
import re
import types


class Plain:
    """Prints by its address, so comparisons use only its class."""


class WithRepr:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


class ListWithRepr(list):
    def __repr__(self):
        return "ListWithRepr(" + list.__repr__(self) + ")"


class SubList(list):
    pass


class SubDict(dict):
    pass


class SubSet(set):
    pass


class SubInt(int):
    pass


class SubStr(str):
    pass


class Drawn:
    """Uses the printer's own methods."""

    def __init__(self, *parts):
        self.parts = parts

    def _repr_pretty_(self, p, cycle):
        if cycle:
            p.text("Drawn(...)")
            return
        with p.group(6, "Drawn(", ")"):
            for number, part in enumerate(self.parts):
                if number:
                    p.text(",")
                    p.breakable("" if number % 3 == 0 else " ")
                p.pretty(part)


class Tree:
    """Nested groups, indentation and forced breaks."""

    def __init__(self, *parts):
        self.parts = parts

    def _repr_pretty_(self, p, cycle):
        p.begin_group(2, "<")
        p.text("tree")
        with p.indent(3):
            for number, part in enumerate(self.parts):
                p.breakable(" | ")
                p.pretty(part)
                if number % 4 == 3:
                    p.break_()
        p.end_group(2, ">")


Pair = collections.namedtuple("Pair", "left right")


def some_function(a, b=1, *args, c: int = 2, **kwargs):
    return a


_WORDS = "a bb ccc word longer_word a_considerably_longer_word_than_the_others é ☃ 😀 it's \"quoted\" line\nbreak tab\t".split(" ")


def scalar(rng):
    return rng.choice(
        [
            lambda: rng.randrange(10),
            lambda: rng.randrange(-(10**12), 10**12),
            lambda: rng.random() * 10 ** rng.randrange(-8, 8),
            lambda: rng.choice(_WORDS) * rng.randrange(1, 4),
            lambda: rng.choice(_WORDS).encode("utf-8"),
            lambda: rng.choice([None, True, False, Ellipsis, NotImplemented]),
            lambda: complex(rng.randrange(9), rng.randrange(9)),
            lambda: SubInt(rng.randrange(99)),
            lambda: SubStr(rng.choice(_WORDS)),
        ]
    )()


def odd(rng):
    return rng.choice(
        [
            lambda: rng.choice([int, str, Plain, Pair, collections.Counter, types.SimpleNamespace, type]),
            lambda: rng.choice([len, some_function, sorted, print, scalar]),
            lambda: re.compile(rng.choice([r"\d+\s*", "a|b", r"\\"]), rng.choice([0, re.I, re.M | re.S])),
            lambda: rng.choice([ValueError("bad"), KeyError("k", 3), OSError(2, "no such file"), StopIteration()]),
            lambda: range(rng.randrange(5), rng.randrange(100)),
            lambda: slice(1, rng.randrange(9)),
            lambda: WithRepr("one line of some length"),
            lambda: WithRepr("first line\nsecond line\n  third"),
            lambda: WithRepr(""),
            lambda: bytearray(b"abc"),
        ]
    )()


def hashable(rng, depth):
    if depth > 0 and rng.random() < 0.4:
        parts = [hashable(rng, depth - 1) for _ in range(rng.randrange(5))]
        return rng.choice([tuple, frozenset])(parts)
    value = scalar(rng)
    return value if rng.random() < 0.9 else Pair(value, 1)


def value(rng, depth):
    if depth <= 0 or rng.random() < 0.2:
        return odd(rng) if rng.random() < 0.2 else scalar(rng)
    size = rng.choice([0, 1, 2, 3, 5, 8, 20])
    items = [value(rng, depth - 1) for _ in range(size)]
    keys = [hashable(rng, 1) for _ in range(size)]
    small = [rng.randrange(50) for _ in range(size)]
    return rng.choice(
        [
            lambda: items,
            lambda: items,
            lambda: tuple(items),
            lambda: dict(zip(keys, items)),
            lambda: dict(zip(keys, items)),
            lambda: set(small),
            lambda: set(keys),
            lambda: frozenset(small),
            lambda: SubSet(small),
            lambda: SubList(items),
            lambda: ListWithRepr(small),
            lambda: SubDict(zip(keys, items)),
            lambda: collections.OrderedDict(zip(keys, items)),
            lambda: collections.defaultdict(rng.choice([int, list, None]), zip(keys, items)),
            lambda: collections.Counter(small),
            lambda: collections.deque(items, maxlen=rng.choice([None, 50])),
            lambda: collections.UserList(items),
            lambda: collections.UserDict(zip(keys, small)),
            lambda: collections.ChainMap(dict(zip(keys, small))),
            lambda: types.MappingProxyType(dict(zip(keys, items))),
            lambda: types.SimpleNamespace(**{"n%d" % n: item for n, item in enumerate(items)}),
            lambda: dict(zip(keys, small)).keys(),
            lambda: dict(zip(keys, small)).items(),
            lambda: Pair(small, "right"),
            lambda: Drawn(*items),
            lambda: Tree(*items),
            lambda: ValueError(*items[:2]),
        ]
    )()


def values(count, seed):
    """Gives (number, value) pairs, the same for the same seed."""
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        yield number, value(rng, rng.choice([1, 2, 3, 4]))
