"""%load_ext and its like: modules that have load_ipython_extension(shell)."""

import sys

from ..usage import UsageError

# Extensions that come with IPython. Notebooks load them and mostly do well without.
_WITHOUT_EFFECT = ("autoreload", "storemagic", "IPython.extensions.autoreload", "IPython.extensions.storemagic")


def _load_ext(shell, line):
    name = _name(line, "load_ext")
    if name in _WITHOUT_EFFECT:
        sys.stderr.write("%%load_ext %s: this extension of IPython has no effect here.\n" % name)
    elif name in shell.loaded_extensions:
        print("The %s extension is already loaded. To reload it, use:\n  %%reload_ext %s" % (name, name))
    else:
        _load(shell, name)


def _load(shell, name):
    __import__(name)
    module = sys.modules[name]
    if not hasattr(module, "load_ipython_extension"):
        print("The %s module is not an IPython extension." % name)
        return
    module.load_ipython_extension(shell)
    shell.loaded_extensions.add(name)


def _unload_ext(shell, line):
    name = _name(line, "unload_ext")
    if name not in shell.loaded_extensions:
        print("The %s extension is not loaded." % name)
        return
    unload = getattr(sys.modules[name], "unload_ipython_extension", None)
    if unload is None:
        print("The %s extension doesn't define how to unload it." % name)
        return
    unload(shell)
    shell.loaded_extensions.discard(name)


def _reload_ext(shell, line):
    name = _name(line, "reload_ext")
    if name in shell.loaded_extensions:
        import importlib

        unload = getattr(sys.modules[name], "unload_ipython_extension", None)
        if unload is not None:
            unload(shell)
        shell.loaded_extensions.discard(name)
        importlib.reload(sys.modules[name])
    _load_ext(shell, name)


def _name(line, magic):
    if not line.strip():
        raise UsageError("%" + magic + " needs the name of a module.")
    return line.strip()


def _autoreload(shell, line):
    sys.stderr.write("%autoreload has no effect here: restart the kernel to load changed modules.\n")


LINE = {"autoreload": _autoreload, "load_ext": _load_ext, "reload_ext": _reload_ext, "unload_ext": _unload_ext}
CELL = {}
