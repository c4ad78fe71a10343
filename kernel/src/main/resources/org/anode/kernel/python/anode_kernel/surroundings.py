"""What hangs on the shell object because libraries look for it there: configuration, events, formatters, kernel."""

import sys


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


class CellRun:
    """What run_cell() gives."""

    def __init__(self, raw_cell, execution_count):
        self.info = Told(raw_cell)
        self.execution_count = execution_count
        self.result = None
        self.error_before_exec = None
        self.error_in_exec = None

    @property
    def success(self):
        return self.error_before_exec is None and self.error_in_exec is None

    def raise_error(self):
        for failure in (self.error_before_exec, self.error_in_exec):
            if failure is not None:
                raise failure


class Told:
    """What functions that run before a cell are told of it."""

    def __init__(self, raw_cell):
        self.raw_cell = raw_cell
        self.store_history = True
        self.silent = False


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

    def before(self, source):
        self.trigger("pre_execute")
        self.trigger("pre_run_cell", Told(source))

    def after(self, source):
        self.trigger("post_execute")
        self.trigger("post_run_cell", CellRun(source, 0))


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
        self.enabled = True

    def for_type(self, cls, function=None):
        """Registers function for a class, named "module.Class" or given; gives the one before."""
        from . import display, pretty

        if isinstance(cls, str):
            return self.for_type_by_name(*cls.rpartition(".")[::2], function)
        if self.format_type == "text/plain":
            return pretty.for_type(cls, function)
        table = display.registered.setdefault(self.format_type, {})
        before = table.get(cls)
        if function is not None:
            table[cls] = function
        return before

    def for_type_by_name(self, module, name, function=None):
        from . import display, pretty

        if self.format_type == "text/plain":
            return pretty.for_type_by_name(module, name, function)
        table = display.registered.setdefault(self.format_type, {})
        before = table.get((module, name))
        if function is not None:
            table[module, name] = function
        return before

    def pop(self, cls):
        from . import display

        return display.registered.get(self.format_type, {}).pop(cls, None)

    def __call__(self, obj):
        from . import display

        return display.raw_bundle(obj, include=(self.format_type,))[0].get(self.format_type)
