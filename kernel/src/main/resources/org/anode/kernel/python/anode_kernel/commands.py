"""Shell commands of cells: !command, name = !command, %%script."""

import sys

CHUNK_BYTES = 65_536  # read at once from a command's output
_LOOK_SECONDS = 0.2  # GraalPy sees no interrupt while it reads, so it looks for one so often
_STOP_SECONDS = 2  # given to an interrupted command before it is killed


class SList(list):
    """The lines a command wrote; .n is them as one text, .s the same with spaces."""

    @property
    def l(self):  # noqa: E743 - the name IPython gives it
        return list(self)

    @property
    def n(self):
        return "\n".join(self)

    @property
    def s(self):
        return " ".join(self)


def expanded(text, names, local=None):
    """Replaces {expression}, $name and ${name}; {{ and $$ give one sign; what has no value stays as it is."""
    if "{" not in text and "$" not in text:
        return text
    made = []
    position = 0
    while position < len(text):
        if text.startswith(("{{", "}}", "$$"), position):
            made.append(text[position])
            position += 2
            continue
        end, value = _value_at(text, position, names, local)
        made.append(value)
        position = end
    return "".join(made)


def _value_at(text, position, names, local):
    """What stands at a position: (where it ends, the text for it)."""
    sign = text[position]
    if sign == "{":
        end = text.find("}", position)
        if end > 0:
            found, value = _evaluated(text[position + 1 : end], names, local)
            if found:
                return end + 1, value
    elif sign == "$":
        end = position + 1
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        name = text[position + 1 : end]
        if name.isidentifier() and (name in (local or ()) or name in names):
            return end, _evaluated(name, names, local)[1]
    return position + 1, sign


def _evaluated(expression, names, local):
    try:
        return True, str(eval(expression, names, local))
    except Exception:
        return False, ""


def run(command):
    """Runs a command in the shell, writes what it says to stdout, gives its exit code."""
    return _run(command, sys.stdout.write)


def lines_of(command):
    """Runs a command; gives (its lines, exit code)."""
    parts = []
    code = _run(command, parts.append)
    return SList("".join(parts).splitlines()), code


def _run(command, write):
    import os
    import subprocess

    # A command must never read the kernel's own stdin; GraalPy does not keep to stdin=DEVNULL, so the shell is told too.
    if os.name == "posix":
        command = "exec </dev/null\n" + command
    process = subprocess.Popen(
        command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _copy(process.stdout, write)
        return process.wait()
    except BaseException:
        _stop(process)
        raise


def _copy(pipe, write):
    """Writes what comes out of a pipe as it comes, until its end, and closes it: GraalPy would not do so soon."""
    import codecs
    import os

    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with pipe:
        while True:
            _await_output(pipe.fileno())
            chunk = os.read(pipe.fileno(), CHUNK_BYTES)
            text = decoder.decode(chunk, final=not chunk)
            if text:
                write(text)
            if not chunk:
                return


def _await_output(descriptor):
    import os

    if os.name != "posix":
        return  # there select() knows sockets only
    from select import select

    while not select([descriptor], [], [], _LOOK_SECONDS)[0]:
        pass


class Piped:
    """A program that is given a text as its input."""

    def __init__(self, program, text):
        import subprocess

        self._text = text.encode()
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(program, stdin=pipe, stdout=pipe, stderr=pipe)

    def run(self, out, err):
        """Runs to the end, writes what it says to two functions, gives the exit code.

        Each pipe is closed by the thread that uses it.
        """
        import threading

        process = self._process
        helpers = [
            threading.Thread(target=self._feed, daemon=True),
            threading.Thread(target=_copy, args=(process.stderr, err), daemon=True),
        ]
        try:
            for helper in helpers:
                helper.start()
            _copy(process.stdout, out)
            code = process.wait()
            for helper in helpers:
                helper.join()
            return code
        except BaseException:
            _stop(process)
            raise

    def _feed(self):
        try:
            with self._process.stdin as pipe:
                pipe.write(self._text)
        except OSError:
            pass  # a program need not read all of its input


def _stop(process):
    import subprocess

    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
