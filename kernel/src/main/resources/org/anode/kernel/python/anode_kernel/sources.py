"""Keeps the source of every cell that ran, so that tracebacks and inspect.getsource show it."""

import sys

CELLS_MAX = 10_000  # sources kept for tracebacks; beyond it the oldest are forgotten


class Sources:
    """File name → source. linecache costs time to import, so it is filled only once somebody else has imported it."""

    def __init__(self, after_import):
        self._names = {}  # file name → (cell name, lines)
        self._cache = None
        after_import.on("linecache", self._attach)

    def add(self, cell_name, count, source):
        """Gives the file name under which the cell is to be compiled, fresh for every run."""
        filename = "<%s #%s>" % (cell_name, count)
        number = 2
        while filename in self._names:
            filename = "<%s #%s.%d>" % (cell_name, count, number)
            number += 1
        lines = [line + "\n" for line in source.split("\n")]
        self._names[filename] = (cell_name, lines)
        if self._cache is not None:
            self._fill(filename, lines)
        if len(self._names) > CELLS_MAX:
            oldest = next(iter(self._names))
            del self._names[oldest]
            if self._cache is not None:
                self._cache.pop(oldest, None)
        return filename

    def forget(self):
        """Forgets every cell."""
        if self._cache is not None:
            for filename in self._names:
                self._cache.pop(filename, None)
        self._names.clear()

    def cell_name(self, filename):
        """How the cell is called, or None for what is not a cell."""
        entry = self._names.get(filename)
        return entry[0] if entry else None

    def lines(self, filename):
        entry = self._names.get(filename)
        if entry:
            return entry[1]
        import linecache

        return linecache.getlines(filename)

    def _attach(self, linecache):
        self._cache = linecache.cache
        for filename, (cell_name, lines) in self._names.items():
            self._fill(filename, lines)

    def _fill(self, filename, lines):
        # without a modification time linecache.checkcache leaves the entry alone
        self._cache[filename] = (sum(map(len, lines)), None, lines, filename)
