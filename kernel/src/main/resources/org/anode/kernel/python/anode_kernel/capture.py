"""%%capture."""

import sys


class Captured:
    """What a cell wrote and showed: stdout, stderr, outputs (bundles); show() shows it again."""

    def __init__(self):
        self.parts = {"stdout": [], "stderr": []}
        self.outputs = []

    @property
    def stdout(self):
        return "".join(self.parts["stdout"])

    @property
    def stderr(self):
        return "".join(self.parts["stderr"])

    def __str__(self):
        return self.stdout

    def show(self):
        from . import current

        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        for data, metadata in self.outputs:
            current.session.displays.send(data, metadata)

    __call__ = show

    # the part of a host that shows things

    def stream(self, name, text):
        self.parts[name].append(text)

    def display(self, data, metadata, display_id, update):
        self.outputs.append((data, metadata))

    def result(self, data, metadata):
        self.outputs.append((data, metadata))

    def clear(self, wait):
        del self.outputs[:]


def captured(shell, line, cell):
    """Runs the body with its output kept; the name on the line gets what was kept."""
    from . import display, streams

    kept = Captured()
    session = shell.session
    call = shell.compiled_body(cell)
    before = sys.stdout, sys.stderr, session.displays
    sys.stdout, sys.stderr = streams.CellStream(kept, "stdout"), streams.CellStream(kept, "stderr")
    session.displays = display.Displays(kept)
    try:
        value = call()
        if value is not None:
            kept.result(*display.bundle(value))
    finally:
        sys.stdout, sys.stderr, session.displays = before
    names = [word for word in line.split() if word.isidentifier()]
    if names:
        session.namespace[names[0]] = kept
