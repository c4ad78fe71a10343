"""The object that get_ipython() gives: magics, shell commands, and the members that notebooks and libraries use."""

import sys

from . import magics
from .outcome import CellRun
from .surroundings import Config, Events, Formatter, Front, Transformer
from .usage import UsageError


class InteractiveShell:
    """Named as in IPython, because notebooks set ast_node_interactivity on it."""

    ast_node_interactivity = "last_expr"

    @classmethod
    def instance(cls, *args, **options):
        from . import current

        return current.get_ipython()

    @classmethod
    def initialized(cls):
        from . import current

        return current.session is not None


class ZMQInteractiveShell(InteractiveShell):
    """The shell of a session; libraries tell a notebook by the name of this class."""

    def __init__(self, session):
        self.session = session
        self.user_ns = session.namespace
        self.user_module = session.module
        self.hidden_names = set()  # pushed by libraries for themselves
        self.config = Config(IPKernelApp=Config())
        self.kernel = Front(self)
        self.events = Events()
        self.display_formatter = Formatter()
        self.input_transformer_manager = Transformer(self)
        self.loaded_extensions = set()
        self.folders = []  # where %cd came from, the last one last
        self.colors = "Linux"
        self._own_line_magics = {}
        self._own_cell_magics = {}
        self._locals = None  # variables of the function that called a magic

    @property
    def execution_count(self):
        return self.session.count

    @property
    def history_manager(self):
        from .history import History

        return History(self.session.results)

    def transform_cell(self, raw_cell):
        """A cell as Python."""
        return self.session.parsed(raw_cell, "<cell>")[0]

    def check_complete(self, code):
        """Gives ("complete", "incomplete" or "invalid", spaces the next line begins with)."""
        from .whole import check_complete

        return check_complete(code, self.session.flags)

    def run_line_magic(self, magic_name, line, _stack_depth=1):
        """Runs %magic_name line and gives its value."""
        magic = self._magic(magic_name)
        if magic is None:
            raise UsageError(self._unknown("%" + magic_name, "%%" + magic_name, self._magic(magic_name, cell=True)))
        return self._called(lambda: magic(self, line), sys._getframe(_stack_depth))

    def run_cell_magic(self, magic_name, line, cell):
        """Runs %%magic_name over the rest of the cell and gives its value."""
        magic = self._magic(magic_name, cell=True)
        if magic is None:
            raise UsageError(self._unknown("%%" + magic_name, "%" + magic_name, self._magic(magic_name)))
        return self._called(lambda: magic(self, line, cell), sys._getframe(1))

    def magic(self, text):
        """Runs a line such as "time f()", as older notebooks do."""
        name, _, line = text.strip().lstrip("%").partition(" ")
        return self.run_line_magic(name, line.strip(), _stack_depth=2)

    run_magic = magic

    def misplaced_cell_magic(self, name):
        raise UsageError("%%" + name + " is a cell magic: it must be the first line of its cell.")

    def system(self, command):
        """Runs !command; what it writes appears as it comes."""
        from .commands import run

        self.user_ns["_exit_code"] = run(self.expanded(command, sys._getframe(1)))

    system_raw = system_piped = system

    def getoutput(self, command, split=True, depth=0):
        """Runs a command and gives the lines it wrote."""
        from .commands import lines_of

        lines, self.user_ns["_exit_code"] = lines_of(self.expanded(command, sys._getframe(1)))
        return lines if split else lines.n

    def expanded(self, text, frame=None):
        """Replaces {expression} and $name by their values."""
        from .commands import expanded

        return expanded(text, self.user_ns, self._local_names(frame) if frame is not None else self._locals)

    var_expand = expanded

    def ev(self, expression):
        return eval(expression, self.user_ns)

    def ex(self, statements):
        exec(statements, self.user_ns)

    def run_cell(self, raw_cell, store_history=False, silent=False, *args, **options):
        """Runs source as a cell of its own would; what fails is shown, and stands in the result."""
        session = self.session
        run = CellRun(raw_cell, session.count)
        filename = session.sources.add(session.current_cell, session.count, raw_cell)
        showing = session.show
        if silent:
            session.show = lambda value: None
        try:
            value = session.run_source(raw_cell, filename)
            run.result = None if silent else value
        except SyntaxError as failure:
            run.error_before_exec = failure
            session.report(failure)
        except Exception as failure:
            run.error_in_exec = failure
            session.report(failure)
        finally:
            if silent:
                session.show = showing
        return run

    def push(self, variables, interactive=True):
        """Gives the notebook names: a dict, or names of the calling function's variables."""
        if not isinstance(variables, dict):
            names = variables.split() if isinstance(variables, str) else variables
            frame = sys._getframe(1)
            variables = {name: eval(name, frame.f_globals, frame.f_locals) for name in names}
        self.user_ns.update(variables)
        if not interactive:
            self.hidden_names.update(variables)

    def drop_by_id(self, variables):
        for name, value in variables.items():
            if self.user_ns.get(name) is value:
                del self.user_ns[name]

    def showtraceback(self, *args, **options):
        """Shows the exception that is being handled."""
        self.session.report(sys.exc_info()[1])

    def set_next_input(self, text, replace=False):
        """Puts text where it can be copied from: cells are made by people here."""
        print(text)

    def enable_gui(self, gui=None):
        """There are no windows to run a loop for."""

    def enable_matplotlib(self, gui=None):
        from .figures import use

        use(gui or "inline")

    def register_magic_function(self, func, magic_kind="line", magic_name=None):
        """Adds a magic: func(line), or func(line, cell) for magic_kind "cell"."""
        name = magic_name or func.__name__
        if magic_kind in ("line", "line_cell"):
            self._own_line_magics[name] = lambda shell, line: func(line)
        if magic_kind in ("cell", "line_cell"):
            self._own_cell_magics[name] = lambda shell, line, cell: func(line, cell)

    def register_magics(self, *owners):
        """Adds the magics of Magics classes or of objects of them."""
        for owner in owners:
            owner = owner(shell=self) if isinstance(owner, type) else owner
            for kind, names in owner.magics.items():
                for name, method in names.items():
                    self.register_magic_function(getattr(owner, method), kind, name)

    def magic_names(self):
        """The names of (line magics, cell magics), sorted."""
        return sorted({*magics.LINE, *self._own_line_magics}), sorted({*magics.CELL, *self._own_cell_magics})

    def find_magic(self, name):
        """The function behind %name or %%name, or None."""
        plain = name.lstrip("%")
        return self._magic(plain) or self._magic(plain, cell=True)

    find_line_magic = find_cell_magic = find_magic

    def _magic(self, name, cell=False):
        own = self._own_cell_magics if cell else self._own_line_magics
        return own.get(name) or magics.load(name, cell)

    # for magics

    def compiled(self, source, label):
        """Compiles the statement of a line magic; gives a function that runs it and returns its last value."""
        filename = self.session.sources.add(label, self.session.count, source)
        return self._compiled(source, filename)

    def compiled_body(self, body):
        """As compiled, for the body of a cell magic: errors show the lines of the cell itself."""
        session = self.session
        whole = session.current_source.rstrip("\n")
        body = body.rstrip("\n")
        above = whole.count("\n") - body.count("\n")
        if above > 0 and whole.endswith(body):
            return self._compiled("\n" * above + body, session.current_file)
        return self.compiled(body, session.current_cell)

    def _compiled(self, source, filename):
        from . import cells

        session = self.session
        python, tree = session.parsed(source, filename)
        steps, session.flags = cells.steps(python, filename, session.flags, tree=tree)
        local = self._locals
        return lambda: _last_value(session, steps, local)

    def _called(self, call, frame):
        outer = self._locals
        self._locals = self._local_names(frame)
        try:
            return call()
        finally:
            self._locals = outer

    def _local_names(self, frame):
        names = frame.f_locals
        return None if names is self.user_ns or frame.f_globals is not self.user_ns else names

    def _unknown(self, name, other, other_exists):
        kind = "%%" if name.startswith("%%") else "%"
        known = self.magic_names()[1 if kind == "%%" else 0]
        hint = " Did you mean %s?" % other if other_exists else ""
        return "There is no magic %s here.%s These exist: %s." % (name, hint, " ".join(kind + one for one in known))


# where libraries look for it
ZMQInteractiveShell.__module__ = "ipykernel.zmqshell"


def _last_value(session, steps, local):
    value = None
    for step in steps:
        if step.awaits:
            value = session.loop.run(step, session.namespace)
        elif local is None:
            value = eval(step.code, session.namespace)
        else:
            value = eval(step.code, session.namespace, local)
    return value if steps and steps[-1].shows else None
