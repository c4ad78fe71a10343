"""Magics about what is shown."""

from ..usage import UsageError


def _matplotlib(shell, line):
    from ..figures import use

    use(line)


def _config(shell, line):
    if not line.startswith("InlineBackend"):
        raise UsageError("%config can only set InlineBackend here, and that has no effect.")


def _precision(shell, line):
    """%precision [digits or a format such as %e]: how floats are shown; with nothing, as Python writes them."""
    from .. import printers

    wanted = line.strip()
    if not wanted:
        printers.forget(float)
        return "%r"
    form = "%%.%df" % int(wanted) if wanted.isdigit() else wanted
    try:
        form % 3.5
    except (TypeError, ValueError):
        raise UsageError("%precision takes a number of digits or a format such as %.3e.") from None
    printers.for_type(float, lambda value, printer, cycle: printer.text(form % value))
    return form


def _pprint(shell, line):
    from .. import display

    display.wraps = not display.wraps
    print("Pretty printing has been turned " + ("ON" if display.wraps else "OFF"))


def _as(name):
    def show(shell, line, cell):
        from .. import display, showable

        display.display(getattr(showable, name)(cell))

    return show


LINE = {"config": _config, "matplotlib": _matplotlib, "pprint": _pprint, "precision": _precision}
CELL = {
    "html": _as("HTML"),
    "javascript": _as("Javascript"),
    "js": _as("Javascript"),
    "latex": _as("Latex"),
    "markdown": _as("Markdown"),
    "svg": _as("SVG"),
}
