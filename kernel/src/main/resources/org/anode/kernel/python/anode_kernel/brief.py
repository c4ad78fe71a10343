"""A short text of any value, made without running code of the user's: bounded in length, depth and time."""

import sys
from _collections import deque
from itertools import islice

from .classes import bases_of, dict_of, exact, fields_of, found_in, is_among, module_of, mro_of, name_of

CHARACTERS_MAX = 200
NAME_CHARACTERS_MAX = 100
_DEPTH_MAX = 5
_BITS_MAX = 1_000  # of a number whose digits are written out: more take long and are not read

# libraries whose shape and columns can be asked for without computing anything
SHAPED = frozenset(("numpy", "pandas", "polars", "pyarrow", "scipy", "torch", "xarray"))

# modules with classes whose own repr is short and runs nothing else
_PLAIN_MODULES = frozenset(
    ("datetime", "_pydatetime", "decimal", "_decimal", "_pydecimal", "pathlib", "uuid", "zoneinfo", "re", "_sre")
)


class _Full(Exception):
    """There is no room for more."""


def brief(value):
    """At most CHARACTERS_MAX characters and "…", in one line; never raises."""
    writer = _Writer(CHARACTERS_MAX)
    try:
        writer.value(value, 0)
    except _Full:
        pass
    except Exception as failure:
        return "(no text: %s)" % name_of(type(failure))
    return clean("".join(writer.parts))


def type_name(value):
    """The name of a value's class."""
    return short_name(name_of(type(value)))


def short_name(name):
    return clean(name if len(name) <= NAME_CHARACTERS_MAX else name[:NAME_CHARACTERS_MAX] + "…")


def clean(text):
    """The text without characters that a terminal would obey or a person could not see."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else "·" for sign in text)


class _Writer:
    def __init__(self, room):
        self.parts = []
        self._room = room

    def put(self, text):
        if len(text) > self._room:
            self.parts.append(text[: self._room] + "…")
            raise _Full
        self.parts.append(text)
        self._room -= len(text)

    def value(self, value, depth):
        cls = type(value)
        if depth > _DEPTH_MAX:
            self.put("…")
        elif _is_enum(cls):
            self.put("%s.%s" % (name_of(cls), exact(fields_of(value).get("_name_"))))
        elif issubclass(cls, tuple) and type(dict_of(cls).get("_fields")) is tuple:
            self.call(cls, zip(dict_of(cls)["_fields"], tuple.__iter__(value)), depth)
        else:
            for base in mro_of(cls):
                way = _WAYS.get(base) if type(base) is type else None
                if way is not None:
                    way(self, value, depth)
                    return
            self.other(value, cls, depth)

    def other(self, value, cls, depth):
        if _is_plain(cls):
            self.plain(value, cls, depth)
        elif module_of(cls).partition(".")[0] in SHAPED:
            self.array(value, cls)
        else:
            self.call(cls, _shown_fields(value, cls), depth)

    def plain(self, value, cls, depth):
        """Its own repr, except that of a time zone inside: that may be a class of the notebook's."""
        zone = value.tzinfo if name_of(cls) in ("datetime", "time") else None
        if zone is None:
            self.put(cls.__repr__(value))
        else:
            self.put(cls.__repr__(value.replace(tzinfo=None))[:-1] + ", tzinfo=")
            self.value(zone, depth + 1)
            self.put(")")

    def array(self, value, cls):
        """What a column or an array holds, not its numbers: those are shown by looking at it."""
        shape = getattr(value, "shape", None)
        if not isinstance(shape, tuple):
            self.put("<%s object>" % name_of(cls))
        elif shape == () and hasattr(value, "item"):
            self.value(value.item(), _DEPTH_MAX)
        elif hasattr(value, "columns"):
            names = getattr(value, "column_names", None)  # of pyarrow, where columns are the values
            names = names if type(names) is list else value.columns
            self.put("columns: " + ", ".join(str(name) for name in islice(names, CHARACTERS_MAX)))
        else:
            self.put(str(getattr(value, "dtype", name_of(cls))))

    def call(self, cls, named, depth):
        """Name(field=value, …); an object of which no fields are seen is <Name object>."""
        first = True
        for name, value in named:
            self.put((name_of(cls) + "(" if first else ", ") + exact(name) + "=")
            first = False
            self.value(value, depth + 1)
        self.put("<%s object>" % name_of(cls) if first else ")")

    def items(self, values, depth, opening, closing):
        self.put(opening)
        first = True
        for value in values:
            if not first:
                self.put(", ")
            first = False
            self.value(value, depth + 1)
        self.put(closing)

    def named(self, cls, plain, write):
        """A class made from a built-in one is named around it."""
        if cls is plain:
            write()
        else:
            self.put(name_of(cls) + "(")
            write()
            self.put(")")


def _is_enum(cls):
    enum = sys.modules.get("enum")
    return enum is not None and issubclass(cls, enum.Enum)


def _is_plain(cls):
    """A class may claim any module; one of the library stands in it."""
    module = module_of(cls)
    return module in _PLAIN_MODULES and fields_of(sys.modules.get(module)).get(name_of(cls)) is cls


def _shown_fields(value, cls):
    """Public fields, without those that a dataclass leaves out of its repr: people keep secrets in such."""
    hidden = _hidden_fields(cls)
    for name, field in list(islice(fields_of(value).items(), CHARACTERS_MAX)):
        if type(name) is str and not name.startswith("_") and name not in hidden:
            yield name, field


def _hidden_fields(cls):
    declared = found_in(cls, "__dataclass_fields__")
    dataclasses = sys.modules.get("dataclasses")
    if dataclasses is None or type(declared) is not dict:
        return ()
    return {name for name, field in declared.items() if type(field) is dataclasses.Field and field.repr is not True}


# built-in classes, by their own methods: a class made from one may have others


METHOD = type(_Writer(0).put)
_FUNCTION = type(brief)
_BUILT_IN = type(len)


def _integer(writer, value, depth):
    bits = int.bit_length(value)
    writer.put(int.__repr__(value) if bits <= _BITS_MAX else "about %d digits" % (bits * 0.30103 + 1))


def _string(plain):
    def write(writer, value, depth):
        writer.put(repr(plain.__getitem__(value, slice(0, CHARACTERS_MAX + 1))))

    return write


def _own_repr(plain):
    return lambda writer, value, depth: writer.put(plain.__repr__(value))


def _sequence(plain, opening, closing):
    def write(writer, value, depth):
        end = ",)" if plain is tuple and tuple.__len__(value) == 1 else closing
        values = islice(plain.__iter__(value), CHARACTERS_MAX)
        writer.named(type(value), plain, lambda: writer.items(values, depth, opening, end))

    return write


def _set(plain):
    def write(writer, value, depth):
        values = list(islice(plain.__iter__(value), CHARACTERS_MAX))
        opening, closing = ("{", "}") if plain is set and values else (plain.__name__ + "(", ")")
        if plain is frozenset and values:
            opening, closing = "frozenset({", "})"
        writer.named(type(value), plain, lambda: writer.items(values, depth, opening, closing))

    return write


def _dict(writer, value, depth):
    pairs = list(islice(dict.items(value), CHARACTERS_MAX))

    def write():
        writer.put("{")
        for number, (key, one) in enumerate(pairs):
            writer.put(", " if number else "")
            writer.value(key, depth + 1)
            writer.put(": ")
            writer.value(one, depth + 1)
        writer.put("}")

    writer.named(type(value), dict, write)


def _function(writer, value, depth):
    code = value.__code__
    plain = code.co_argcount + code.co_kwonlyargcount
    defaults = code.co_argcount - (0 if value.__defaults__ is None else tuple.__len__(value.__defaults__))
    names = [name + "=…" if defaults <= at < code.co_argcount else name for at, name in enumerate(code.co_varnames[:plain])]
    if code.co_flags & 4:
        names.insert(code.co_argcount, "*" + code.co_varnames[plain])
    if code.co_flags & 8:
        names.append("**" + code.co_varnames[plain + bool(code.co_flags & 4)])
    writer.put("%s(%s)" % (exact(value.__name__), ", ".join(names)))


def _class(writer, value, depth):
    bases = [name_of(base) for base in bases_of(value) if base is not object]
    writer.put(name_of(value) + ("(%s)" % ", ".join(bases) if bases else ""))


def _module(writer, value, depth):
    writer.put(exact(fields_of(value).get("__name__")))


def _built_in(writer, value, depth):
    writer.put(exact(value.__name__))


def _method(writer, value, depth):
    """A method asks what it binds for its name, and that need not be a function."""
    function = value.__func__
    cls = type(function)
    writer.put(exact(function.__name__) if is_among(cls, (_FUNCTION, _BUILT_IN)) else name_of(cls))


_WAYS = {
    bool: _own_repr(bool),
    int: _integer,
    float: _own_repr(float),
    complex: _own_repr(complex),
    type(None): _own_repr(type(None)),
    type(...): _own_repr(type(...)),
    str: _string(str),
    bytes: _string(bytes),
    bytearray: _string(bytearray),
    list: _sequence(list, "[", "]"),
    tuple: _sequence(tuple, "(", ")"),
    set: _set(set),
    frozenset: _set(frozenset),
    dict: _dict,
    range: _own_repr(range),
    type: _class,
    type(sys): _module,
    _FUNCTION: _function,
    _BUILT_IN: _built_in,
    METHOD: _method,
    deque: _sequence(deque, "deque([", "])"),
}
