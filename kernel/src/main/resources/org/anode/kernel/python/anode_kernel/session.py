"""One session: a namespace that lives between cells, and the running of one cell after another."""

import builtins
import sys

from . import cells, current, display, streams
from .imports import AfterImport
from .loop import Loop
from .outcome import CellRun
from .outgoing import Outgoing
from .results import Results
from .sources import Sources

_Module = type(sys)


class Session:
    """What the host drives. All methods are called on one thread, one at a time; questions and wake() may come on others."""

    def __init__(self, host):
        self.host = Outgoing(host)
        self.after_import = AfterImport()
        self.sources = Sources(self.after_import)
        self.loop = Loop()
        self.module = _Module("__main__", "The cells of this notebook.")
        self.namespace = self.module.__dict__
        self.namespace["__builtins__"] = builtins
        self.results = Results(self.namespace)
        self._shell = None
        self._begin()
        self._take_over()
        self.own_names = dict(self.namespace)

    def _begin(self):
        """No cell ran yet."""
        self.count = 0
        self.current_cell = self.current_file = self.current_source = ""
        self.flags = 0  # __future__ features turned on so far
        self.displays = display.Displays(self.host)
        self.last_failure = None

    def _take_over(self):
        """Puts the session where programs look for it."""
        import IPython  # cheap here, and libraries look for it in sys.modules

        current.session = self
        sys.modules["__main__"] = self.module
        sys.stdout = streams.CellStream(self.host, "stdout")
        sys.stderr = streams.CellStream(self.host, "stderr")
        sys.stdin = streams.CellInput(self.host)
        sys.displayhook = self.show
        builtins.input = self.input
        builtins.display = display.display
        self.publish()
        if "" not in sys.path:
            sys.path.insert(0, "")
        self.after_import.on("getpass", self._adapt_getpass)
        self.after_import.on("asyncio", self.loop.attach)
        self.after_import.on("threading", self._adapt_threading)

    def publish(self):
        """Puts the session's own names into the namespace of cells."""
        self.namespace["display"] = display.display
        self.namespace["get_ipython"] = current.get_ipython
        self.results.publish()

    def forget(self):
        """Forgets every cell that ran, and all they named."""
        for name in [name for name in self.namespace if name not in self.own_names]:
            del self.namespace[name]
        self.namespace.update(self.own_names)
        self.results.forget()
        self.sources.forget()
        self._begin()

    def run(self, run_id, source, cell_name, count):
        """Runs a cell; gives "ok", "error" or "interrupted". The host has heard everything when it returns."""
        self.count = count
        current.run.set(run_id)
        try:
            self.loop.begin_cell()
            self._execute(str(source), str(cell_name), count)
            self._after_cell()
            return "ok"
        except BaseException as failure:
            return self._fail(failure)
        finally:
            self.loop.end_cell()

    def idle(self):
        """Called while no cell runs: lets tasks go on until wake(). False, at once, if there is no loop."""
        return self.loop.idle()

    def wake(self):
        """Ends idle(). From any thread."""
        self.loop.wake()

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
            from .shell import ZMQInteractiveShell

            self._shell = ZMQInteractiveShell(self)
        return self._shell

    def show(self, value):
        """Shows the value of a last expression and keeps it in _ and Out."""
        if value is None:
            return
        data, metadata = display.bundle(value)
        self.results.keep(value, self.count)
        if data:
            self.displays.result(data, metadata)

    def input(self, prompt=""):
        """The input() of cells."""
        return str(self.host.input(str(prompt), False))

    def _execute(self, source, cell_name, count):
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        self.current_cell = cell_name
        self.current_source = source
        self.current_file = self.sources.add(cell_name, count, source)
        run = CellRun(source, count)
        if self._shell is not None:
            self._shell.events.before(run)
        try:
            self._run_into(run, source, count)
        finally:
            if self._shell is not None:
                self._shell.events.after(run)

    def _run_into(self, run, source, count):
        """Runs a cell and notes what became of it."""
        try:
            python, tree = self.parsed(source, self.current_file)
            self.results.entered(python, source, count)
            steps = self._steps(python, self.current_file, tree)
        except BaseException as failure:
            run.error_before_exec = failure
            raise
        try:
            run.result = self._run(steps)
        except BaseException as failure:
            run.error_in_exec = failure
            raise

    def parsed(self, source, filename):
        """A cell as Python, its magics rewritten, and its tree if it parsed as it stood."""
        tree = cells.parse(source, filename, self.flags)
        if tree is not None:
            return source, tree
        from .transform import to_python

        return to_python(source), None

    def run_source(self, source, filename):
        """Runs cell text, magics included, in the namespace; shows the last value and gives it."""
        python, tree = self.parsed(source, filename)
        return self._run(self._steps(python, filename, tree))

    def _steps(self, python, filename, tree):
        steps, self.flags = cells.steps(python, filename, self.flags, self._shows_every(), tree)
        return steps

    def _run(self, steps):
        value = None
        for step in steps:
            value = None
            if step.awaits:
                value = self.loop.run(step, self.namespace)
            elif step.shows:
                value = eval(step.code, self.namespace)
            else:
                exec(step.code, self.namespace)
            if step.shows:
                self.show(value)
        return value

    def _shows_every(self):
        """Whether the notebook asked for the value of every expression, not only the last."""
        if self._shell is not None:
            return self._shell.ast_node_interactivity == "all"
        shell = sys.modules.get("anode_kernel.shell")
        return shell is not None and shell.InteractiveShell.ast_node_interactivity == "all"

    def _after_cell(self):
        if "matplotlib.pyplot" in sys.modules:
            from .figures import show_figures

            show_figures()

    def _fail(self, failure):
        self.host.failed()
        self.report(failure)
        return "interrupted" if isinstance(failure, KeyboardInterrupt) else "error"

    def report(self, failure):
        """Shows an exception in the output of the cell."""
        self.last_failure = failure
        try:
            from .trace import describe

            ename, evalue, lines = describe(failure, self.sources)
        except Exception as broken:
            ename, evalue = type(failure).__name__, "(no text: %r)" % type(broken).__name__
            lines = ["%s: %s" % (ename, evalue)]
        self.host.failure(ename, evalue, lines)

    def _adapt_getpass(self, module):
        def getpass(prompt="", stream=None):
            return str(self.host.input(str(prompt), True))

        module.getpass = getpass

    @staticmethod
    def _adapt_threading(module):
        from .threads import adapt

        adapt(module)
