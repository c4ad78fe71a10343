"""How values of each class are printed: as for_type says, as is known of built-in classes, or as the class itself does.

A printer is a function (obj, p, cycle): it tells p, a Printer of pretty.py, the parts of obj.
"""

from .classes import entry_for


class Raw:
    """Text that prints as itself, for use inside containers."""

    def __init__(self, text):
        self.text = text

    def _repr_pretty_(self, printer, cycle):
        printer.text(self.text)


def _attribute(obj, name, default=None):
    try:
        return getattr(obj, name, default)
    except Exception:
        return default


def printer_for(obj):
    """The first class in the order of inheritance decides: a printer of ours, its _repr_pretty_, its __repr__."""
    cls = _attribute(obj, "__class__") or type(obj)
    for base in _attribute(cls, "__mro__") or type(obj).__mro__:
        printer = entry_for(base, _BY_CLASS)
        if printer is None and base.__module__ in _MODULES:
            printer = _BY_NAME.get((base.__module__, base.__name__))
        if printer is not None:
            return printer
        own = base.__dict__
        if "_repr_pretty_" in own and callable(base._repr_pretty_):
            return base._repr_pretty_
        if base is not object and callable(own.get("__repr__")):
            return _print_repr
    return _print_object


def _print_repr(obj, printer, cycle):
    with printer.group():
        for number, line in enumerate(repr(obj).splitlines()):
            if number:
                printer.break_()
            printer.text(line)


def _print_object(obj, printer, cycle):
    cls = _attribute(obj, "__class__") or type(obj)
    if _attribute(cls, "__repr__") is not object.__repr__:
        _print_repr(obj, printer, cycle)
        return
    with printer.group(1, "<", ">"):
        printer.pretty(cls)
        printer.text(" at 0x%x" % id(obj))
        if cycle:
            printer.text(" ...")


def _sequence(opening, closing):
    def print_sequence(obj, printer, cycle):
        if cycle:
            printer.text(opening + "..." + closing)
            return
        with printer.group(len(opening), opening, closing):
            for value in printer.items(obj):
                printer.pretty(value)
            if len(obj) == 1 and isinstance(obj, tuple):
                printer.text(",")

    return print_sequence


def _set(opening, closing):
    def print_set(obj, printer, cycle):
        if cycle:
            printer.text(opening + "..." + closing)
        elif not obj:
            printer.text(type(obj).__name__ + "()")
        else:
            with printer.group(len(opening), opening, closing):
                for value in printer.items(_in_order(obj, printer.max_seq_length)):
                    printer.pretty(value)

    return print_set


def _in_order(values, limit):
    if limit and len(values) >= limit:
        return values
    for key in (None, str):
        try:
            return sorted(values, key=key)
        except Exception:
            pass
    return list(values)


def _mapping(opening, closing):
    def print_mapping(obj, printer, cycle):
        if cycle:
            printer.text("{...}")
            return
        with printer.group(len(opening), opening, closing):
            for key in printer.items(obj.keys()):
                printer.pretty(key)
                printer.text(": ")
                printer.pretty(obj[key])

    return print_mapping


def _print_call(printer, name, values, named):
    with printer.group(len(name) + 1, name + "(", ")"):
        rest = list(values) + list(named.items())
        for position, value in enumerate(rest):
            if position:
                printer.text(",")
                printer.breakable()
            if position < len(values):
                printer.pretty(value)
            else:
                with printer.group(len(value[0]) + 1, value[0] + "="):
                    printer.pretty(value[1])


def _constructor(arguments):
    """A printer for a class that shows as a call; arguments(obj) gives positional and named ones."""

    def print_constructor(obj, printer, cycle):
        values, named = ((Raw("..."),), {}) if cycle else arguments(obj)
        printer.begin_group()
        _print_call(printer, obj.__class__.__name__, values, named)
        printer.end_group()

    return print_constructor


def _most_common(counter):
    try:
        return dict(counter.most_common())
    except TypeError:  # counts that cannot be compared
        return dict(counter)


def _print_namespace(obj, printer, cycle):
    printer.begin_group()
    values, named = ((Raw("..."),), {}) if cycle else ((), obj.__dict__)
    _print_call(printer, "namespace", values, named)
    printer.end_group()


def _print_super(obj, printer, cycle):
    with printer.group(8, "<super: ", ">"):
        printer.pretty(obj.__thisclass__)
        printer.text(",")
        printer.breakable()
        printer.pretty(obj.__self__)


def _print_pattern(obj, printer, cycle):
    import re

    text = repr(obj.pattern).replace("\\\\", "\\")
    names = ("IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG")
    flags = "|".join("re." + name for name in names if obj.flags & getattr(re, name))
    values = [Raw("r" + text)] + ([Raw(flags)] if flags else [])
    printer.begin_group()
    _print_call(printer, "re.compile", values, {})
    printer.end_group()


def _print_class(obj, printer, cycle):
    metaclasses = [meta for meta in type(obj).__mro__ if "__repr__" in meta.__dict__]
    if metaclasses[:1] != [type]:
        _print_repr(obj, printer, cycle)
        return
    name = _attribute(obj, "__qualname__")
    if not isinstance(name, str):
        name = obj.__name__
    printer.text(_qualified(_attribute(obj, "__module__"), name))


def _qualified(module, name):
    return name if module in (None, "builtins") else str(module) + "." + name


def _print_function(obj, printer, cycle):
    name = _qualified(_attribute(obj, "__module__") or None, _attribute(obj, "__qualname__", "<unknown>"))
    printer.text("<function %s%s>" % (name, _signature(obj)))


def _signature(function):
    from inspect import signature

    try:
        return str(signature(function))
    except (ValueError, TypeError):
        return ""


def _print_exception(obj, printer, cycle):
    cls = obj.__class__
    printer.begin_group()
    _print_call(printer, _qualified(cls.__module__, cls.__qualname__), getattr(obj, "args", ()), {})
    printer.end_group()


# they print as their repr, whatever stands around them
SCALARS = {int, float, complex, bool, str, bytes, type(None), type(...), type(NotImplemented)}

_BY_CLASS = {
    tuple: _sequence("(", ")"),
    list: _sequence("[", "]"),
    dict: _mapping("{", "}"),
    set: _set("{", "}"),
    frozenset: _set("frozenset({", "})"),
    super: _print_super,
    type: _print_class,
    type(lambda: 0): _print_function,
    type(len): _print_function,
    type(type.__dict__): _mapping("mappingproxy({", "})"),
    BaseException: _print_exception,
}

# by name, so that printing a list does not import these modules
_BY_NAME = {
    ("re", "Pattern"): _print_pattern,
    ("types", "SimpleNamespace"): _print_namespace,
    ("os", "_Environ"): _mapping("environ{", "}"),
    ("collections", "defaultdict"): _constructor(lambda obj: ((obj.default_factory, dict(obj)), {})),
    ("collections", "OrderedDict"): _constructor(lambda obj: ((list(obj.items()),) if obj else (), {})),
    ("collections", "Counter"): _constructor(lambda obj: ((_most_common(obj),) if obj else (), {})),
    ("collections", "UserList"): _constructor(lambda obj: ((obj.data,), {})),
    ("collections", "deque"): _constructor(
        lambda obj: ((list(obj),), {} if obj.maxlen is None else {"maxlen": obj.maxlen})
    ),
}

# the same classes as GraalPy names them
_BY_NAME["_sre", "Pattern"] = _print_pattern
_BY_NAME["_collections", "OrderedDict"] = _BY_NAME["collections", "OrderedDict"]

_MODULES = {module for module, name in _BY_NAME}

# all of that as it is before a notebook changes it
_FIRST = {**_BY_CLASS, **_BY_NAME}
_FIRST_SCALARS = frozenset(SCALARS)


def for_type(cls, printer):
    """Registers printer(obj, p, cycle) for a class; gives the earlier one."""
    earlier = _BY_CLASS.get(cls)
    if printer is not None:
        _BY_CLASS[cls] = printer
        SCALARS.discard(cls)
    return earlier


def for_type_by_name(module, name, printer):
    """As for_type, for a class that need not be imported yet."""
    earlier = _BY_NAME.get((module, name))
    if printer is not None:
        _BY_NAME[module, name] = printer
        _MODULES.add(module)
    return earlier


def forget(cls):
    """Takes for_type of a class, or of a (module, name), back; gives the printer that was registered."""
    table = _BY_NAME if isinstance(cls, tuple) else _BY_CLASS
    taken = table.pop(cls, None)
    if cls in _FIRST:
        table[cls] = _FIRST[cls]
    if cls in _FIRST_SCALARS:
        SCALARS.add(cls)
    return taken
