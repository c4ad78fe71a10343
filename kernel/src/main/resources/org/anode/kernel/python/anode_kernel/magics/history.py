"""Magics about the cells that ran in this session."""

from ..usage import UsageError
from . import options


def _history(shell, line):
    """%history [-n] [-o] [-p] [-t] [-l N] [-g PATTERN] [-f FILE] [ranges such as 4 6-8]."""
    letters, rest = options(line, "lf", "noptug")
    kept = shell.history_manager
    as_typed = "t" not in letters
    if "l" in letters:
        entries = kept.tail(int(letters["l"] or 10), as_typed)
    elif "g" in letters:
        from fnmatch import fnmatchcase

        pattern, rest = "*" + rest.strip() + "*", ""
        entries = [entry for entry in kept.chosen("", as_typed) if fnmatchcase(entry[1], pattern)]
    else:
        entries = kept.chosen(shell.expanded(rest), as_typed)
    text = "".join(_entry(shell, number, source, letters) for number, source in entries)
    if "f" not in letters:
        print(text, end="")
        return
    with open(letters["f"], "w", encoding="utf-8") as file:
        file.write(text)


def _entry(shell, number, source, letters):
    head = ""
    if "n" in letters:
        head = "%4d:" % number + ("\n" if "\n" in source else " ")
    if "p" in letters:
        source = ">>> " + source.replace("\n", "\n... ")
    text = head + source + "\n"
    if "o" in letters and number in shell.session.results.outputs:
        from ..pretty import pretty

        text += pretty(shell.session.results.outputs[number]) + "\n"
    return text


def _rerun(shell, line):
    letters, rest = options(line, "l", "g")
    kept = shell.history_manager
    if rest.strip():
        entries = kept.chosen(shell.expanded(rest), True)
    else:
        entries = kept.tail(int(letters.get("l") or 1), True)
    if not entries:
        raise UsageError("There is no such cell in this session.")
    source = "\n".join(text for number, text in entries)
    print("=== Executing: ===\n%s\n=== Output: ===" % source)
    shell.session.run_source(source, shell.session.sources.add("%rerun", shell.session.count, source))


def _save(shell, line):
    """%save [-f] [-a] [-r] FILE ranges."""
    letters, rest = options(line, "", "far")
    name, _, ranges = rest.strip().partition(" ")
    if not name:
        raise UsageError("%save takes the name of a file and numbers of cells.")
    from os.path import exists

    path = name if name.endswith((".py", ".ipy")) else name + ".py"
    if exists(path) and not letters.keys() & {"f", "a"}:
        raise UsageError("The file %s exists; %%save -f writes over it, %%save -a adds to it." % path)
    source = "\n".join(text for number, text in shell.history_manager.chosen(shell.expanded(ranges), "r" in letters))
    with open(path, "a" if "a" in letters else "w", encoding="utf-8") as file:
        file.write(source + "\n" if "a" in letters else "# coding: utf-8\n" + source + "\n")
    print("The following commands were written to file `%s`:\n%s" % (path, source))


LINE = {"hist": _history, "history": _history, "recall": _rerun, "rerun": _rerun, "save": _save}
CELL = {}
