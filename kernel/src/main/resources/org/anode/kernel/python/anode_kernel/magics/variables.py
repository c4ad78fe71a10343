"""Magics about the names of the notebook."""

from ..usage import UsageError
from ..variables import named_by_cells

_VALUE_CHARACTERS_MAX = 60


def user_names(shell):
    """The names the notebook gave, sorted: those of the list of variables, without what a library pushed for itself."""
    named = named_by_cells(shell.user_ns, shell.session.own_names)
    return sorted(name for name, value in named if name not in shell.hidden_names)


def _chosen(shell, line):
    wanted = line.split()
    return [name for name in user_names(shell) if not wanted or type(shell.user_ns[name]).__name__ in wanted]


def _who_ls(shell, line):
    return _chosen(shell, line)


def _who(shell, line):
    names = _chosen(shell, line)
    if names:
        print("".join(name + "\t " for name in names))
    else:
        print(_nothing(line))


def _nothing(line):
    return "No variables match your requested type." if line.strip() else "Interactive namespace is empty."


def _whos(shell, line):
    names = _chosen(shell, line)
    if not names:
        print(_nothing(line))
        return
    rows = [(name, type(shell.user_ns[name]).__name__, _brief(shell.user_ns[name])) for name in names]
    first = max(8, *(len(row[0]) for row in rows)) + 3
    second = max(4, *(len(row[1]) for row in rows)) + 4
    print("Variable".ljust(first) + "Type".ljust(second) + "Data/Info")
    print("-" * (first + second + 9))
    for name, kind, text in rows:
        print(name.ljust(first) + kind.ljust(second) + text)


def _brief(value):
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        return "n=%d" % len(value)
    try:
        text = (value if type(value) is str else repr(value)).replace("\n", "\\n")
    except Exception as failure:
        return "(its repr failed: %s)" % type(failure).__name__
    return text if len(text) <= _VALUE_CHARACTERS_MAX else text[: _VALUE_CHARACTERS_MAX - 3] + "..."


def _reset(shell, line):
    """%reset [-f] [-s] [in] [out]: forgets the names of the notebook, and the texts and values of earlier cells."""
    words = line.split()
    if "-f" not in words and not _agreed(shell):
        print("Nothing done.")
        return
    kinds = [word for word in words if not word.startswith("-")]
    if not kinds:
        for name in list(shell.user_ns):
            if not name.startswith("__"):
                del shell.user_ns[name]
        shell.session.publish()
    if "-s" not in words or kinds:
        shell.session.results.forget()


def _agreed(shell):
    answer = shell.session.input("Once deleted, variables cannot be recovered. Proceed (y/[n])? ")
    return answer.strip().lower() in ("y", "yes")


def _reset_selective(shell, line):
    """%reset_selective [-f] PATTERN: forgets the names in which the pattern is found."""
    import re

    force = line.startswith("-f ")
    pattern = re.compile((line[3:] if force else line).strip())
    if force or _agreed(shell):
        for name in [name for name in user_names(shell) if pattern.search(name)]:
            del shell.user_ns[name]


def _xdel(shell, line):
    """%xdel NAME: forgets a name and the results that are the same object."""
    name = line.strip()
    if name not in shell.user_ns:
        raise UsageError("There is no variable named %s." % name)
    value = shell.user_ns.pop(name)
    outputs = shell.session.results.outputs
    for number in [number for number, kept in outputs.items() if kept is value]:
        del outputs[number]
    for other in [other for other, kept in shell.user_ns.items() if other.startswith("_") and kept is value]:
        del shell.user_ns[other]


LINE = {
    "reset": _reset,
    "reset_selective": _reset_selective,
    "who": _who,
    "who_ls": _who_ls,
    "whos": _whos,
    "xdel": _xdel,
}
CELL = {}
