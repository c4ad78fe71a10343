"""Magics that run other programs."""

import sys

from ..usage import UsageError


def _alias(command):
    def run(shell, line):
        shell.system(command + " " + line)

    return run


def _sx(shell, line, cell=None):
    return shell.getoutput(line if cell is None else cell)


def _interpreter(program):
    def run(shell, line, cell):
        _script(shell, (program + " " + line).strip(), cell)

    return run


def _script(shell, line, cell):
    """%%script [--out NAME] [--err NAME] [--no-raise-error] program [arguments]: the cell is its input."""
    import shlex

    wanted = {}
    words = shlex.split(line)
    program = []
    while words:
        word = words.pop(0)
        key, equals, value = word.partition("=")
        if key in ("--out", "--err", "--proc"):
            wanted[key] = value if equals else words.pop(0) if words else ""
        elif key in ("--no-raise-error", "--bg"):
            wanted[key] = ""
        else:
            program.append(word)
    if not program:
        raise UsageError("%%script needs a program.")
    _run(shell, program, cell, wanted)


def _run(shell, program, cell, wanted):
    from ..commands import Piped

    kept = {"--out": [], "--err": []}
    write = {
        "--out": kept["--out"].append if "--out" in wanted else sys.stdout.write,
        "--err": kept["--err"].append if "--err" in wanted else sys.stderr.write,
    }
    code = Piped(program, cell).run(write["--out"], write["--err"])
    for option, parts in kept.items():
        if option in wanted:
            shell.user_ns[wanted[option]] = "".join(parts)
    shell.user_ns["_exit_code"] = code
    if code and "--no-raise-error" not in wanted:
        from subprocess import CalledProcessError

        raise CalledProcessError(code, cell.encode())


_PROGRAMS = ("cat", "cp", "ls", "mkdir", "mv", "rm", "rmdir")
LINE = {name: _alias(name) for name in _PROGRAMS}
LINE.update({"ls": _alias("ls -F"), "ll": _alias("ls -lF"), "sx": _sx, "system": _sx})
CELL = {name: _interpreter(name) for name in ("bash", "perl", "python3", "ruby", "sh")}
CELL.update({"script": _script, "sx": _sx, "system": _sx, "!": _sx})
