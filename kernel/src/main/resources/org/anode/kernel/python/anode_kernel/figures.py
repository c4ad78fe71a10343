"""matplotlib figures of a cell, where matplotlib is installed."""

import sys


def use(line):
    """%matplotlib: figures are always shown below their cell, so only that is prepared. No matplotlib is no error."""
    from os import environ

    environ.setdefault("MPLBACKEND", "agg")


def show_figures():
    """Displays and closes every open figure."""
    from io import BytesIO

    from . import current, display

    pyplot = sys.modules["matplotlib.pyplot"]
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        image = BytesIO()
        figure.savefig(image, format="png", bbox_inches="tight")
        pyplot.close(figure)
        data = {"image/png": image.getvalue(), "text/plain": repr(figure)}
        current.session.displays.send(display.encoded(data))
