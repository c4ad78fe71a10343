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
        return dict(environ)
    if "=" not in line and " " not in line:
        if line not in environ:
            raise UsageError("Environment does not have key: " + line)
        return environ[line]
    return _set_env(shell, line)


def _set_env(shell, line):
    from os import environ

    name, _, value = line.partition("=") if "=" in line.partition(" ")[0] else line.partition(" ")
    name = name.strip()
    if not name or not value.strip():
        raise UsageError("%set_env takes a name and a value.")
    environ[name] = shell.expanded(value.strip())
    print("env: %s=%s" % (name, environ[name]))


def _run(shell, line):
    """%run [-i] file.py [arguments]: runs a program, with -i in the namespace of the cells, and takes its names over."""
    import shlex
    from os.path import dirname, expanduser, realpath

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
    names = {"__name__": "__main__", "__file__": path, "__builtins__": shell.user_ns["__builtins__"]}
    if inside:
        names = {**shell.user_ns, **names}
    arguments, sys.argv = sys.argv, [path, *words[1:]]
    sys.path.insert(0, dirname(realpath(path)))
    try:
        exec(compile(source, path, "exec", dont_inherit=True), names)
    except SystemExit as exit:
        if exit.code not in (None, 0):
            raise
    finally:
        sys.argv = arguments
        del sys.path[0]
    shell.user_ns.update((name, value) for name, value in names.items() if not name.startswith("__"))


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
