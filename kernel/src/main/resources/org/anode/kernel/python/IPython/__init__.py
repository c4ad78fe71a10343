"""The part of IPython's interface that notebooks use, on top of this kernel.

Every session imports this, so that libraries find IPython in sys.modules; all that costs time comes when it is asked for.
"""

from anode_kernel.current import get_ipython  # noqa: F401

__version__ = "8.30.0"  # the release whose interface this follows; libraries compare it
version_info = (8, 30, 0, "")

__all__ = ["InteractiveShell", "display", "get_ipython", "version_info"]


def __getattr__(name):
    if name == "InteractiveShell":
        from anode_kernel.shell import InteractiveShell

        return InteractiveShell
    if name in ("display", "core", "lib", "utils"):
        from importlib import import_module

        return import_module("IPython." + name)
    raise AttributeError("module 'IPython' has no attribute %r" % name)
