"""One session: a namespace that lives between cells, and the running of one cell after another."""

import builtins
import sys

from . import cells, display, streams
from .imports import AfterImport
from .results import Results
from .sources import Sources

_Module = type(sys)


class Session:
    """What the host drives. All methods are called on one thread, one at a time."""

    def __init__(self, host):
        self.host = host
        self.count = 0
        self.current_cell = ""
        self.current_file = ""
        self.flags = 0  # __future__ features turned on so far
        self.after_import = AfterImport()
        self.sources = Sources(self.after_import)
        self.loop = cells.Loop()
        self.module = _Module("__main__", "The cells of this notebook.")
        self.namespace = self.module.__dict__
        self.namespace["__builtins__"] = builtins
        self.results = Results(self.namespace)
        self.displays = display.Displays(host)
        self._shell = None
        self._take_over()
        self.own_names = dict(self.namespace)

    def _take_over(self):
        """Puts the session where programs look for it."""
        from . import current

        current.session = self
        sys.modules["__main__"] = self.module
        sys.stdout = streams.CellStream(self.host, "stdout")
        sys.stderr = streams.CellStream(self.host, "stderr")
        sys.stdin = streams.CellInput(self.host)
        sys.displayhook = self.show
        builtins.input = self.input
        builtins.display = display.display
        self.namespace["display"] = display.display
        self.namespace["get_ipython"] = current.get_ipython
        if "" not in sys.path:
            sys.path.insert(0, "")
        self.after_import.on("getpass", self._adapt_getpass)

    def run(self, run_id, source, cell_name, count):
        """Runs a cell; gives "ok", "error" or "interrupted". The host has heard everything when it returns."""
        self.count = count
        try:
            self._execute(str(source), str(cell_name), count)
            self._after_cell()
            return "ok"
        except BaseException as failure:
            return self._fail(failure)

    def complete(self, source, cursor):
        """Gives (matches, from, to) in code points."""
        from .complete import complete

        return complete(self, str(source), cursor)

    def inspect(self, source, cursor):
        """Gives a MIME bundle about the name at the cursor (code points), empty if there is none."""
        from .help import inspect_at

        return inspect_at(self, str(source), cursor)

    def variables(self):
        """Gives (rows, how many more there are) of what cells named; see variables.py."""
        from .variables import rows_of

        return rows_of(self.namespace, self.own_names)

    @property
    def shell(self):
        """The object get_ipython() gives; made when first asked for."""
        if self._shell is None:
            from .shell import Shell

            self._shell = Shell(self)
        return self._shell

    def show(self, value):
        """Shows the value of a last expression and keeps it in _ and Out."""
        if value is None:
            return
        data, metadata = display.bundle(value)
        self.results.keep(value, self.count)
        if data:
            self.host.result(data, metadata)

    def input(self, prompt=""):
        """The input() of cells."""
        return str(self.host.input(str(prompt), False))

    def _execute(self, source, cell_name, count):
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        self.current_cell = cell_name
        self.current_file = self.sources.add(cell_name, count, source)
        self.results.entered(source, count)
        self.run_source(source, self.current_file)

    def run_source(self, source, filename):
        """Runs cell text, magics included, in the namespace; shows the last value."""
        tree = cells.parse(source, filename, self.flags)
        if tree is None:
            from .transform import to_python

            source = to_python(source)
        steps, self.flags = cells.steps(source, filename, self.flags, self._shows_every(), tree)
        for step in steps:
            if step.awaits:
                value = self.loop.run(step, self.namespace)
            elif step.shows:
                value = eval(step.code, self.namespace)
            else:
                exec(step.code, self.namespace)
                continue
            if step.shows:
                self.show(value)

    def _shows_every(self):
        """Whether the notebook asked for the value of every expression, not only the last."""
        shell = sys.modules.get("anode_kernel.shell")
        return shell is not None and shell.InteractiveShell.ast_node_interactivity == "all"

    def _after_cell(self):
        if "matplotlib.pyplot" in sys.modules:
            from .figures import show_figures

            show_figures()

    def _fail(self, failure):
        try:
            from .trace import describe

            ename, evalue, lines = describe(failure, self.sources)
        except Exception as broken:
            ename, evalue = type(failure).__name__, "(no text: %r)" % type(broken).__name__
            lines = ["%s: %s" % (ename, evalue)]
        self.host.failure(ename, evalue, lines)
        return "interrupted" if isinstance(failure, KeyboardInterrupt) else "error"

    def _adapt_getpass(self, module):
        def getpass(prompt="Password: ", stream=None):
            return str(self.host.input(str(prompt), True))

        module.getpass = getpass
