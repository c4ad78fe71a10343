"""Decorators that make a function a magic of the running session."""

from anode_kernel.current import get_ipython


def _registering(kind):
    def decorate(func):
        get_ipython().register_magic_function(func, kind)
        return func

    return decorate


register_line_magic = _registering("line")
register_cell_magic = _registering("cell")
register_line_cell_magic = _registering("line_cell")
