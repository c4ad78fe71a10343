"""Magics about folders, files and the environment."""

import sys

from ..usage import UsageError


def _cd(shell, line):
    from os import chdir, getcwd
    from os.path import expanduser

    quiet = line.startswith("-q")
    where = shell.expanded(line[2:] if quiet else line).strip().strip("'\"") or "~"
    before = getcwd()
    if where == "-":
        where = shell.folders[-1] if shell.folders else before
    chdir(expanduser(where))
    shell.folders.append(before)
    if not quiet:
        print(getcwd())


def _pwd(shell, line):
    from os import getcwd

    return getcwd()


def _dirs(shell, line):
    return list(shell.folders)


def _env(shell, line):
    from os import environ

    if not line:
        return {name: "<hidden>" if _is_secret(name) else value for name, value in environ.items()}
    if "=" not in line and " " not in line:
        if line not in environ:
            raise UsageError("Environment does not have key: " + line)
        return environ[line]
    return _set_env(shell, line)


def _is_secret(name):
    """By its name, as IPython tells: outputs are shared."""
    return any(word in name.lower() for word in ("key", "token", "secret"))


def _set_env(shell, line):
    from os import environ

    name, _, value = line.partition("=") if "=" in line.partition(" ")[0] else line.partition(" ")
    name = name.strip()
    if not name or not value.strip():
        raise UsageError("%set_env takes a name and a value.")
    environ[name] = shell.expanded(value.strip())
    print("env: %s=%s" % (name, environ[name]))


def _run(shell, line):
    """%run [-i] file.py [arguments]: runs a program and takes its names over; with -i, among the names of the cells."""
    import shlex
    from os.path import expanduser

    words = shlex.split(shell.expanded(line))
    inside = words[:1] == ["-i"]
    words = words[1:] if inside else words
    if not words:
        raise UsageError("%run needs the name of a Python file.")
    path = expanduser(words[0] if words[0].endswith((".py", ".ipy")) else words[0] + ".py")
    with open(path, encoding="utf-8") as file:
        source = file.read()
    if path.endswith(".ipy"):
        source = shell.transform_cell(source)
    cells = shell.user_ns
    names = cells if inside else {"__builtins__": cells["__builtins__"]}
    before = {name: cells[name] for name in ("__name__", "__file__") if name in cells}
    try:
        _execute(source, [path, *words[1:]], names)
    finally:
        if inside:
            cells.pop("__file__", None)
            cells.update(before)
        else:
            cells.update((name, value) for name, value in names.items() if not name.startswith("__"))


def _execute(source, arguments, names):
    from os.path import dirname, realpath

    path = arguments[0]
    folder = dirname(realpath(path))
    names.update(__name__="__main__", __file__=path)
    before, sys.argv = sys.argv, arguments
    sys.path.insert(0, folder)
    try:
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except SystemExit as exit:
        if exit.code not in (None, 0):
            raise
    finally:
        sys.argv = before
        if folder in sys.path:  # the program may have changed the path
            sys.path.remove(folder)


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


LINE = {"cd": _cd, "dirs": _dirs, "env": _env, "pwd": _pwd, "run": _run, "set_env": _set_env}
CELL = {"file": _writefile, "writefile": _writefile}
