"""sys.stdout, sys.stderr and sys.stdin of a session: text goes to the host as it is written."""

import _io

_PIECE_CHARS = 65_536  # handed over at once, so that a huge text is never there twice


class CellStream(_io._TextIOBase):
    """A text stream into the output of the running cell. Nothing is held back: the host gathers small pieces."""

    encoding = "utf-8"
    errors = "replace"
    line_buffering = True
    write_through = True
    newlines = None
    mode = "w"

    def __init__(self, host, name):
        self._host = host
        self._bytes = None
        self.name = "<%s>" % name
        self._stream = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        if len(text) > _PIECE_CHARS:
            for start in range(0, len(text), _PIECE_CHARS):
                self._host.stream(self._stream, text[start : start + _PIECE_CHARS])
        elif text:
            self._host.stream(self._stream, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    @property
    def buffer(self):
        """A byte stream for those who write sys.stdout.buffer."""
        if self._bytes is None:
            self._bytes = _Bytes(self)
        return self._bytes

    def writable(self):
        return True

    def readable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        return False

    def flush(self):
        pass

    def close(self):
        pass  # a cell that closes stdout must not silence the next one

    def reconfigure(self, **options):
        pass

    def fileno(self):
        from io import UnsupportedOperation

        raise UnsupportedOperation("the output of a cell is not a file")


class _Bytes(_io._BufferedIOBase):
    """Decodes UTF-8 as it comes, a character split between two writes included."""

    def __init__(self, text):
        import codecs

        self._text = text
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, data):
        data = bytes(data)
        self._text.write(self._decoder.decode(data))
        return len(data)

    def writable(self):
        return True

    def flush(self):
        pass

    def close(self):
        pass

    def fileno(self):
        return self._text.fileno()


class CellInput(_io._TextIOBase):
    """sys.stdin: each line is asked of the person who runs the cell."""

    encoding = "utf-8"
    errors = "strict"
    name = "<stdin>"
    mode = "r"

    def __init__(self, host):
        self._host = host

    def readline(self, size=-1):
        return str(self._host.input("", False)) + "\n"

    def __next__(self):
        return self.readline()

    def read(self, size=-1):
        return self.readline()

    def readable(self):
        return True

    def writable(self):
        return False

    def isatty(self):
        return False

    def close(self):
        pass

    def fileno(self):
        from io import UnsupportedOperation

        raise UnsupportedOperation("the input of a cell is not a file")
