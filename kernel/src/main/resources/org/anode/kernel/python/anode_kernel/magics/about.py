"""Magics that tell about magics and names, and those that say why they do nothing here."""

from ..usage import UsageError


def _lsmagic(shell, line):
    lines, cells = shell.magic_names()
    print("Line magics: " + " ".join("%" + name for name in lines))
    print("Cell magics: " + " ".join("%%" + name for name in cells))


def _help(source):
    def show_help(shell, line):
        from ..help import show

        show(shell.session, line, source)

    return show_help


def _packages(name):
    def refuse(shell, line):
        raise UsageError(
            "%%%s does not work in this kernel: it is GraalPy, whose packages are installed outside of it. "
            "Notebooks that need packages run in a Python kernel of this computer." % name
        )

    return refuse


def _debug(shell, line):
    raise UsageError("%debug does not work in a notebook that has no terminal; %tb shows the last traceback again.")


LINE = {
    "conda": _packages("conda"),
    "debug": _debug,
    "lsmagic": _lsmagic,
    "pdoc": _help(False),
    "pinfo": _help(False),
    "pinfo2": _help(True),
    "pip": _packages("pip"),
    "psource": _help(True),
}
CELL = {}
