"""The object that get_ipython() gives: magics, shell commands, and the few members that notebooks use."""

import sys

from . import magics
from .usage import UsageError


class InteractiveShell:
    """Named as in IPython, because notebooks set ast_node_interactivity on it."""

    ast_node_interactivity = "last_expr"

    @classmethod
    def instance(cls):
        from . import current

        return current.get_ipython()


class Shell(InteractiveShell):
    """The shell of a session."""

    def __init__(self, session):
        self.session = session
        self.user_ns = session.namespace
        self.user_module = session.module
        self._line_magics = dict(magics.LINE)
        self._cell_magics = dict(magics.CELL)
        self._locals = None  # variables of the function that called a magic

    @property
    def execution_count(self):
        return self.session.count

    def run_line_magic(self, magic_name, line, _stack_depth=1):
        """Runs %magic_name line and gives its value."""
        magic = self._line_magics.get(magic_name)
        if magic is None:
            raise UsageError(self._unknown("%" + magic_name, "%%" + magic_name, self._cell_magics.get(magic_name)))
        return self._called(lambda: magic(self, line), sys._getframe(_stack_depth))

    def run_cell_magic(self, magic_name, line, cell):
        """Runs %%magic_name over the rest of the cell and gives its value."""
        magic = self._cell_magics.get(magic_name)
        if magic is None:
            raise UsageError(self._unknown("%%" + magic_name, "%" + magic_name, self._line_magics.get(magic_name)))
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

    def getoutput(self, command):
        """Runs a command and gives the lines it wrote."""
        from .commands import lines_of

        lines, self.user_ns["_exit_code"] = lines_of(self.expanded(command, sys._getframe(1)))
        return lines

    def expanded(self, text, frame=None):
        """Replaces {expression} and $name by their values."""
        from .commands import expanded

        return expanded(text, self.user_ns, self._local_names(frame) if frame is not None else self._locals)

    def ev(self, expression):
        return eval(expression, self.user_ns)

    def ex(self, statements):
        exec(statements, self.user_ns)

    def run_cell(self, source, *args, **options):
        """Runs source as a cell of its own would."""
        name = self.session.current_cell
        self.session.run_source(source, self.session.sources.add(name, self.session.count, source))

    def push(self, variables, interactive=True):
        self.user_ns.update(variables)

    def register_magic_function(self, func, magic_kind="line", magic_name=None):
        """Adds a magic: func(line), or func(line, cell) for magic_kind "cell"."""
        name = magic_name or func.__name__
        if magic_kind in ("line", "line_cell"):
            self._line_magics[name] = lambda shell, line: func(line)
        if magic_kind in ("cell", "line_cell"):
            self._cell_magics[name] = lambda shell, line, cell: func(line, cell)

    def magic_names(self):
        """The names of (line magics, cell magics), sorted."""
        return sorted(self._line_magics), sorted(self._cell_magics)

    def find_magic(self, name):
        """The function behind %name or %%name, or None."""
        plain = name.lstrip("%")
        return self._line_magics.get(plain) or self._cell_magics.get(plain)

    # for magics

    def compiled(self, source, label):
        """Compiles the statement of a line magic; gives a function that runs it and returns its last value."""
        filename = self.session.sources.add(label, self.session.count, source)
        return self._compiled(source, filename)

    def compiled_body(self, body):
        """As compiled, for the body of a cell magic: errors show the lines of the cell itself."""
        session = self.session
        whole = session.results.inputs[-1] if session.results.inputs else ""
        above = whole.count("\n") - body.count("\n")
        if above > 0 and whole.endswith(body):
            return self._compiled("\n" * above + body, session.current_file)
        return self.compiled(body, session.current_cell)

    def _compiled(self, source, filename):
        from .transform import to_python
        from . import cells

        session = self.session
        if cells.parse(source, "<cell>", session.flags) is None:
            source = to_python(source)
        steps, session.flags = cells.steps(source, filename, session.flags)
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
