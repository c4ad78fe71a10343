"""What hangs on the shell object because libraries look for it there: configuration, events, formatters, kernel."""

import sys

from .outcome import CellRun, Told  # noqa: F401 - IPython.core.interactiveshell has them, too


class Config(dict):
    """Settings by section; a section that nobody set is empty."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.setdefault(name, Config())

    def __setattr__(self, name, value):
        self[name] = value


class Front:
    """The .kernel of the shell."""

    implementation = "anode"
    banner = "Anode"

    def __init__(self, shell):
        self.shell = shell
        self.language_info = {"name": "python", "version": "%d.%d.%d" % sys.version_info[:3]}

    @property
    def execution_count(self):
        return self.shell.execution_count


class Transformer:
    """The .input_transformer_manager."""

    def __init__(self, shell):
        self._shell = shell

    def transform_cell(self, cell):
        return self._shell.transform_cell(cell)

    def check_complete(self, cell):
        """As that of the shell, with the number of spaces, None where it does not matter."""
        status, indent = self._shell.check_complete(cell)
        return status, len(indent) if status == "incomplete" else None


class Events:
    """Functions that run before and after each cell."""

    _BEFORE = ("pre_execute", "pre_run_cell")
    _AFTER = ("post_execute", "post_run_cell")

    def __init__(self):
        self.callbacks = {name: [] for name in (*self._BEFORE, *self._AFTER, "shell_initialized")}

    def register(self, event, function):
        if function not in self.callbacks[event]:
            self.callbacks[event].append(function)

    def unregister(self, event, function):
        self.callbacks[event].remove(function)

    def trigger(self, event, *told):
        """A function that fails is told of and does not keep the others from running."""
        for function in list(self.callbacks[event]):
            try:
                function(*told) if _takes(function, len(told)) else function()
            except Exception as failure:
                sys.stderr.write("Error in callback %r (for %s): %r\n" % (function, event, failure))

    def before(self, run):
        self.trigger("pre_execute")
        self.trigger("pre_run_cell", run.info)

    def after(self, run):
        self.trigger("post_execute")
        self.trigger("post_run_cell", run)


def _takes(function, count):
    from inspect import signature

    try:
        signature(function).bind(*range(count))
        return True
    except TypeError:
        return False
    except ValueError:
        return True


class Formatter:
    """The .display_formatter: how objects are shown, and functions of one's own for classes of others."""

    def __init__(self):
        from . import display

        self.formatters = {mime: _OneType(mime) for mime in ("text/plain", *(mime for mime, name in display._METHODS))}
        self.active_types = list(self.formatters)

    def format(self, obj, include=None, exclude=None):
        """Gives (MIME bundle, metadata)."""
        import json

        from . import display

        data, metadata = display.raw_bundle(obj, include, exclude)
        return data, metadata if isinstance(metadata, dict) else json.loads(metadata)


class _OneType:
    """The formatter of one MIME type."""

    def __init__(self, mime):
        self.format_type = mime

    @property
    def enabled(self):
        from . import display

        return self.format_type not in display.disabled

    @enabled.setter
    def enabled(self, wanted):
        from . import display

        (display.disabled.discard if wanted else display.disabled.add)(self.format_type)

    def for_type(self, cls, function=None):
        """Registers function for a class, named "module.Class" or given; gives the one before."""
        from . import display, printers

        if isinstance(cls, str):
            return self.for_type_by_name(*cls.rpartition(".")[::2], function)
        if self.format_type == "text/plain":
            return printers.for_type(cls, function)
        table = display.registered.setdefault(self.format_type, {})
        before = table.get(cls)
        if function is not None:
            table[cls] = function
        return before

    def for_type_by_name(self, module, name, function=None):
        from . import display, printers

        if self.format_type == "text/plain":
            return printers.for_type_by_name(module, name, function)
        table = display.registered.setdefault(self.format_type, {})
        before = table.get((module, name))
        if function is not None:
            table[module, name] = function
        return before

    def pop(self, cls):
        """Takes for_type back; gives the function that was registered."""
        from . import display, printers

        key = cls.rpartition(".")[::2] if isinstance(cls, str) else cls
        if self.format_type == "text/plain":
            return printers.forget(key)
        return display.registered.get(self.format_type, {}).pop(key, None)

    def __call__(self, obj):
        from . import display

        return display.raw_bundle(obj, include=(self.format_type,))[0].get(self.format_type)
