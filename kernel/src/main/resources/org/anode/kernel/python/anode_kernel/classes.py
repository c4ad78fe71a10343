"""What a class is, read past its metaclass: to ask the class itself may run code of the notebook's."""

import sys

mro_of = type.__dict__["__mro__"].__get__
dict_of = type.__dict__["__dict__"].__get__
bases_of = type.__dict__["__bases__"].__get__
_name = type.__dict__["__name__"].__get__
_module = type.__dict__["__module__"].__get__

# what stands under __dict__ in a class that leaves it alone
_DICTS = (type(type.__dict__["__dict__"]), type(type(sys).__dict__["__dict__"]))


def name_of(cls):
    return exact(_name(cls))


def exact(name):
    """The name itself; "?" for what only descends from str and has methods of its own."""
    return name if type(name) is str else "?"


def module_of(cls):
    """The name of a class's module; "" where it tells none."""
    try:
        module = _module(cls)
    except AttributeError:
        return ""
    return module if type(module) is str else ""


def is_among(cls, classes):
    """Whether a class is one of some built-in ones; a metaclass may compare and hash as it likes."""
    return type(cls) is type and cls in classes


def entry_for(cls, table):
    """What a table holds for a class; None also for a class that can not be hashed."""
    try:
        return table.get(cls)
    except TypeError:
        return None


def found_in(cls, name):
    """What a class has under a name, of its own or from a base, as it stands there; None if there is nothing."""
    for base in mro_of(cls):
        own = dict_of(base)
        if name in own:
            return own[name]
    return None


def fields_of(value):
    """The __dict__ of an object; {} where it has none, or its class puts something else in that place."""
    found = found_in(type(value), "__dict__")
    if found is not None and not is_among(type(found), _DICTS):
        return {}
    try:
        fields = object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        return {}
    return fields if type(fields) is dict else {}
