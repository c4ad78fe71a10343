"""The Python half of the kernel: runs cells for a host that shows what they do.

start(host) gives the session the child process talks to; everything else is private to this package. Importing it is
cheap on purpose: the standard modules that cost seconds in a cold interpreter are imported where they are first needed.

The host offers: stream(name, text); display(data, metadata_json, display_id or None, update); result(data,
metadata_json); failed(), as soon as an exception has left the cell; failure(ename, evalue, traceback lines);
clear(wait); input(prompt, password) -> text. data maps MIME type to text: JSON types hold JSON text, binary types
base64.
"""


def start(host):
    """Makes the session; call once per process, on the thread that will run cells."""
    from . import leaving
    from .session import Session

    leaving.install()
    return Session(host)


def warm():
    """Loads what first cells usually need; gives the cells that warm the session that runs them."""
    from . import warmup

    warmup.load()
    return warmup.CELLS
