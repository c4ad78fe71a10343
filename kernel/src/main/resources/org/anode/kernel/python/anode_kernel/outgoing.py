"""What cells say to the host, each thing under the run whose cell said it."""

from . import current

_owner = current.run.get


class Outgoing:
    """The host without its runs: what is said counts for the run whose cell started the thread or task that says it."""

    __slots__ = ("_host",)

    def __init__(self, host):
        self._host = host

    def stream(self, name, text):
        self._host.stream(_owner(), name, text)

    def display(self, data, metadata, display_id, update):
        self._host.display(_owner(), data, metadata, display_id, update)

    def result(self, data, metadata):
        self._host.result(_owner(), data, metadata)

    def failure(self, ename, evalue, traceback):
        self._host.failure(_owner(), ename, evalue, traceback)

    def failed(self):
        self._host.failed()

    def clear(self, wait):
        self._host.clear(_owner(), wait)

    def input(self, prompt, password):
        return self._host.input(_owner(), prompt, password)
