"""Whether a text is a whole cell or wants more lines."""

from . import cells
from .transform import to_python

_INDENT = 4
_LEAVING = ("return", "raise", "pass", "break", "continue")  # words of statements after which nothing of a block runs


def check_complete(text, flags=0):
    """Gives ("complete", ""), ("incomplete", spaces for the next line) or ("invalid", "").

    A block is whole once an empty line ends it, as a person at a prompt ends it.
    """
    if not text.strip():
        return "complete", ""
    if text.rstrip(" \t").endswith("\\"):
        return "incomplete", ""
    head = text.lstrip()
    if head.startswith("%%"):
        return ("complete", "") if text.endswith("\n\n") or head[2:3].isspace() else ("incomplete", "")
    python = text if _parses(text, flags) else to_python(text)
    if _parses(python, flags):
        return _block(text)
    scan = _Open(python)
    if scan.closed_too_much or len(scan.quote) == 1:
        return "invalid", ""
    if scan.quote or scan.brackets:
        return "incomplete", ""
    if _wants_more(python, flags):
        return "incomplete", " " * (_next_indent(python) - (0 if _opens_block(python) else _INDENT))
    return "invalid", ""


def _parses(python, flags):
    return cells.parse(python, "<input>", flags) is not None


def _block(text):
    """What parses is whole unless its last line stands inside a block."""
    lines = text.split("\n")
    if not lines[-1].strip():
        return "complete", ""
    indent = len(lines[-1]) - len(lines[-1].lstrip())
    if indent == 0:
        return "complete", ""
    leaves = _first_word(lines[-1]) in _LEAVING
    return "incomplete", " " * (max(0, indent - _INDENT) if leaves else indent)


def _first_word(line):
    line = line.lstrip()
    end = 0
    while end < len(line) and (line[end].isalnum() or line[end] == "_"):
        end += 1
    return line[:end]


def _wants_more(python, flags):
    """Whether a longer text could be Python: tried with what may follow."""
    if _opens_block(python):
        return _parses(python.rstrip() + "\n" + " " * _next_indent(python) + "pass", flags)
    last = python.rstrip().split("\n")[-1].lstrip()
    follows = "def f(): pass" if last.startswith("@") else "except: pass"
    return _parses(python.rstrip() + "\n" + follows, flags)


def _opens_block(python):
    return python.rstrip().split("\n")[-1].split("#")[0].rstrip().endswith(":")


def _next_indent(python):
    last = python.rstrip().split("\n")[-1]
    return len(last) - len(last.lstrip()) + _INDENT


class _Open:
    """Which brackets and which string are open at the end of a text."""

    def __init__(self, text):
        self.brackets = []
        self.quote = ""
        self.closed_too_much = False
        position = 0
        while position < len(text):
            position = self._in_string(text, position) if self.quote else self._in_code(text, position)

    def _in_string(self, text, position):
        if text[position] == "\\":
            return position + 2
        if text.startswith(self.quote, position):
            position += len(self.quote)
            self.quote = ""
            return position
        return position + 1

    def _in_code(self, text, position):
        sign = text[position]
        if sign == "#":
            end = text.find("\n", position)
            return end if end >= 0 else len(text)
        if sign in "\"'":
            self.quote = sign * 3 if text.startswith(sign * 3, position) else sign
            return position + len(self.quote)
        if sign in "([{":
            self.brackets.append(sign)
        elif sign in ")]}":
            if not self.brackets or self.brackets.pop() + sign not in ("()", "[]", "{}"):
                self.closed_too_much = True
        return position + 1
