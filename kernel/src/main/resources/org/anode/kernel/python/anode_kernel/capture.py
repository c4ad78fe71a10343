"""%%capture and capture_output()."""

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


class capture_output:
    """A context in which what is written and shown is kept; gives what keeps it."""

    def __init__(self, stdout=True, stderr=True, display=True):
        self._wanted = stdout, stderr, display
        self._before = ()

    def __enter__(self):
        from . import current, display, streams

        kept = Captured()
        session = current.session
        self._before = sys.stdout, sys.stderr, session.displays
        stdout, stderr, displays = self._wanted
        if stdout:
            sys.stdout = streams.CellStream(kept, "stdout")
        if stderr:
            sys.stderr = streams.CellStream(kept, "stderr")
        if displays:
            session.displays = display.Displays(kept)
        return kept

    def __exit__(self, *failure):
        from . import current

        sys.stdout, sys.stderr, current.session.displays = self._before


def captured(shell, line, cell):
    """Runs the body with its output kept; the name on the line gets what was kept."""
    from . import display

    words = line.split()
    names = [word for word in words if word.isidentifier()]
    call = shell.compiled_body(cell)
    flags = ["--no-" + part not in words for part in ("stdout", "stderr", "display")]
    with capture_output(*flags) as kept:
        try:
            value = call()
            if value is not None:
                data, metadata = display.bundle(value)
                if data:
                    shell.session.displays.result(data, metadata)
        finally:
            if names:
                shell.user_ns[names[0]] = kept
