"""Shell commands of cells: !command, name = !command, %%sh."""

import sys

CHUNK_BYTES = 65_536  # read at once from a command's output
_STOP_SECONDS = 2  # given to an interrupted command before it is killed


class Lines(list):
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


def run_script(text):
    return _run(text, sys.stdout.write)


def lines_of(command):
    """Runs a command; gives (its lines, exit code)."""
    parts = []
    code = _run(command, parts.append)
    return Lines("".join(parts).splitlines()), code


def _run(command, write):
    import codecs
    import os
    import subprocess

    # A command must never read the kernel's own stdin; GraalPy does not keep to stdin=DEVNULL, so the shell is told too.
    if os.name == "posix":
        command = "exec </dev/null\n" + command
    process = subprocess.Popen(
        command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    try:
        while True:
            chunk = os.read(process.stdout.fileno(), CHUNK_BYTES)
            write(decoder.decode(chunk, final=not chunk))
            if not chunk:
                return process.wait()
    except KeyboardInterrupt:
        _stop(process)
        raise
    finally:
        process.stdout.close()


def _stop(process):
    import subprocess

    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
