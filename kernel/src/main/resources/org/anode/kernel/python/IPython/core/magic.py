"""Decorators that make functions and methods magics of the running session."""

from anode_kernel.current import get_ipython

_MARK = "_anode_magic"


def _registering(kind):
    def decorate(func):
        get_ipython().register_magic_function(func, kind)
        return func

    return decorate


register_line_magic = _registering("line")
register_cell_magic = _registering("cell")
register_line_cell_magic = _registering("line_cell")


class Magics:
    """A class whose marked methods are magics; shell.register_magics(cls) adds them."""

    magics = {"line": {}, "cell": {}, "line_cell": {}}

    def __init__(self, shell=None, **options):
        self.shell = shell or get_ipython()


def magics_class(cls):
    """Collects the marked methods of a class."""
    cls.magics = {"line": {}, "cell": {}, "line_cell": {}}
    for attribute in dir(cls):
        for kind, name in getattr(getattr(cls, attribute), _MARK, ()):
            cls.magics[kind][name] = attribute
    return cls


def _marking(kind):
    def mark(name_or_method):
        if callable(name_or_method):
            return _marked(name_or_method, name_or_method.__name__)
        return lambda method: _marked(method, name_or_method)

    def _marked(method, name):
        setattr(method, _MARK, (*getattr(method, _MARK, ()), (kind, name)))
        return method

    return mark


line_magic = _marking("line")
cell_magic = _marking("cell")
line_cell_magic = _marking("line_cell")


def needs_local_scope(func):
    """Accepted without effect."""
    return func


def no_var_expand(func):
    """Accepted without effect: magics of one's own get their line as it stands."""
    return func
