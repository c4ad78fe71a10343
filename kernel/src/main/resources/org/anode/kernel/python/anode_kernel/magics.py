"""The magics: LINE maps a name to f(shell, line), CELL to f(shell, line, cell)."""

import sys

from .usage import UsageError


def _time(shell, line, cell=None):
    from .timing import timed

    if cell is None:
        return timed(shell.compiled(line, "%time"))
    if line:
        return timed(shell.compiled(line, "%%time"))
    return timed(shell.compiled_body(cell))


def _timeit(shell, line, cell=None):
    from .timing import timeit

    return timeit(shell, line, cell)


def _prun(shell, line, cell=None):
    from .timing import profiled

    return profiled(shell, line, cell)


def _matplotlib(shell, line):
    from .figures import use

    use(line)


def _config(shell, line):
    if not line.startswith("InlineBackend"):
        raise UsageError("%config can only set InlineBackend here, and that has no effect.")


def _load_ext(shell, line):
    sys.stderr.write("%%load_ext %s: extensions of IPython are not available here; nothing was loaded.\n" % line)


def _autoreload(shell, line):
    sys.stderr.write("%autoreload has no effect here: restart the kernel to load changed modules.\n")


def _pip(shell, line):
    raise UsageError(
        "%pip does not work in this kernel: it is GraalPy, whose packages are installed outside of it. "
        "Notebooks that need packages run in a Python kernel of this computer."
    )


def _cd(shell, line):
    from os import chdir, getcwd
    from os.path import expanduser

    chdir(expanduser(shell.expanded(line).strip("'\"") or "~"))
    print(getcwd())


def _pwd(shell, line):
    from os import getcwd

    return getcwd()


def _env(shell, line):
    from os import environ

    if not line:
        return dict(environ)
    name, equals, value = line.partition("=") if "=" in line else line.partition(" ")
    if not equals:
        return environ.get(name)
    environ[name.strip()] = shell.expanded(value.strip())
    print("env: %s=%s" % (name.strip(), environ[name.strip()]))
    return None


def _user_names(shell):
    hidden = {"In", "Out", "get_ipython", "display", "exit", "quit"}
    return sorted(name for name in shell.user_ns if not name.startswith("_") and name not in hidden)


def _who(shell, line):
    wanted = line.split()
    names = [name for name in _user_names(shell) if not wanted or type(shell.user_ns[name]).__name__ in wanted]
    print("\t ".join(names) if names else "Interactive namespace is empty.")


def _whos(shell, line):
    names = _user_names(shell)
    if not names:
        print("Interactive namespace is empty.")
        return
    rows = [(name, type(shell.user_ns[name]).__name__, _brief(shell.user_ns[name])) for name in names]
    first = max(8, *(len(row[0]) for row in rows))
    second = max(4, *(len(row[1]) for row in rows))
    print("%s   %s   %s" % ("Variable".ljust(first), "Type".ljust(second), "Data/Info"))
    print("-" * (first + second + 15))
    for name, kind, text in rows:
        print("%s   %s   %s" % (name.ljust(first), kind.ljust(second), text))


def _brief(value):
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        return "n=%d" % len(value)
    try:
        text = repr(value).replace("\n", " ")
    except Exception as failure:
        return "(its repr failed: %s)" % type(failure).__name__
    return text if len(text) <= 60 else text[:57] + "..."


def _run(shell, line):
    """%run file.py [arguments]: runs a program in a fresh namespace, then takes its names over."""
    import shlex
    from os.path import expanduser

    words = shlex.split(shell.expanded(line))
    if not words:
        raise UsageError("%run needs the name of a Python file.")
    path = expanduser(words[0])
    with open(path, encoding="utf-8") as file:
        source = file.read()
    names = {"__name__": "__main__", "__file__": path, "__builtins__": shell.user_ns["__builtins__"]}
    arguments, sys.argv = sys.argv, words
    try:
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except SystemExit as exit:
        if exit.code not in (None, 0):
            raise
    finally:
        sys.argv = arguments
    shell.user_ns.update((name, value) for name, value in names.items() if not name.startswith("__"))


def _lsmagic(shell, line):
    lines, cells = shell.magic_names()
    print("Line magics: " + " ".join("%" + name for name in lines))
    print("Cell magics: " + " ".join("%%" + name for name in cells))


def _pinfo(shell, line):
    from .help import show

    show(shell.session, line, source=False)


def _pinfo2(shell, line):
    from .help import show

    show(shell.session, line, source=True)


def _capture(shell, line, cell):
    from .capture import captured

    captured(shell, line, cell)


def _writefile(shell, line, cell):
    from os.path import exists, expanduser

    words = line.split()
    append = words[:1] == ["-a"]
    path = expanduser(shell.expanded(" ".join(words[1:] if append else words)).strip("'\""))
    if not path:
        raise UsageError("%%writefile needs the name of a file.")
    print(("Appending to " if append else "Overwriting " if exists(path) else "Writing ") + path)
    with open(path, "a" if append else "w", encoding="utf-8") as file:
        file.write(cell if cell.endswith("\n") else cell + "\n")


def _script(shell, line, cell):
    from .commands import run_script

    shell.user_ns["_exit_code"] = run_script(cell)


def _shown_as(mime):
    def show(shell, line, cell):
        shell.session.displays.send({mime: cell})

    return show


LINE = {
    "autoreload": _autoreload,
    "cd": _cd,
    "config": _config,
    "env": _env,
    "load_ext": _load_ext,
    "lsmagic": _lsmagic,
    "matplotlib": _matplotlib,
    "pinfo": _pinfo,
    "pinfo2": _pinfo2,
    "pip": _pip,
    "prun": _prun,
    "pwd": _pwd,
    "run": _run,
    "time": _time,
    "timeit": _timeit,
    "who": _who,
    "whos": _whos,
}

CELL = {
    "bash": _script,
    "capture": _capture,
    "html": _shown_as("text/html"),
    "javascript": _shown_as("application/javascript"),
    "latex": _shown_as("text/latex"),
    "markdown": _shown_as("text/markdown"),
    "prun": _prun,
    "sh": _script,
    "svg": _shown_as("image/svg+xml"),
    "time": _time,
    "timeit": _timeit,
    "writefile": _writefile,
}
