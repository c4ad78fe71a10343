"""Rewrites what is not Python in a cell: %magic, !command, name = %magic, name = !command, name? and name??.

Only cells that do not parse as Python come here, and only lines where a statement begins are looked at, so that a
percent sign inside a string, a bracket or a continued line stays what it is. Line numbers are kept.
"""


def to_python(source):
    """The cell as Python."""
    stripped = source.lstrip("\n")
    if stripped.lstrip().startswith("%%"):
        return _cell_magic(source)
    lines = source.split("\n")
    made = []
    scanner = _Scanner()
    number = 0
    while number < len(lines):
        line = lines[number]
        if scanner.at_statement():
            taken, text = _joined(lines, number)
            call = _rewritten(text)
            if call is not None:
                made.append(call)
                made.extend([""] * (taken - 1))
                number += taken
                continue
        scanner.feed(line)
        made.append(line)
        number += 1
    return "\n".join(made)


def _cell_magic(source):
    """The whole cell becomes one call; blank lines before it stay so that line numbers do."""
    blank = len(source) - len(source.lstrip())
    head, _, body = source[blank:].partition("\n")
    name, line = _split(head[2:])
    body = body if body.endswith("\n") or not body else body + "\n"
    call = "get_ipython().run_cell_magic(%r, %r, %r)" % (name, line, body)
    return "\n" * source[:blank].count("\n") + call


def _joined(lines, number):
    """A line with those it continues onto by a backslash at its end: (how many, text)."""
    text = lines[number]
    taken = 1
    while text.endswith("\\") and number + taken < len(lines):
        text = text[:-1] + " " + lines[number + taken].strip()
        taken += 1
    return taken, text


def _rewritten(line):
    """The Python for one line that begins a statement, or None if it is Python already."""
    body = line.lstrip()
    indent = line[: len(line) - len(body)]
    if not body:
        return None
    if body[0] in "%!?":
        call = _call(body)
        return indent + call if call else None
    target, command = _assignment(body)
    if target:
        return indent + target + " = " + _call(command, assigned=True)
    if body.rstrip().endswith("?"):
        call = _help(body.strip())
        return indent + call if call else None
    return None


def _call(body, assigned=False):
    if body.startswith("?"):
        return _help(body.rstrip())
    if body.startswith("!!"):
        return "get_ipython().getoutput(%r)" % body[2:].strip()
    if body.startswith("!"):
        method = "getoutput" if assigned else "system"
        return "get_ipython().%s(%r)" % (method, body[1:].strip())
    if body.startswith("%%"):
        return "get_ipython().misplaced_cell_magic(%r)" % _split(body[2:])[0]
    name, line = _split(body[1:])
    if name.endswith("?") and not assigned:
        return _help(body.rstrip())
    return "get_ipython().run_line_magic(%r, %r)" % (name, line)


def _split(text):
    """The name of a magic and the rest of its line."""
    text = text.strip()
    name, _, rest = text.partition(" ")
    if "\t" in name:
        name, _, rest = text.partition("\t")
    return name, rest.strip()


def _assignment(body):
    """(targets, command) of "a, b = %magic …" or "a = !command", else ("", "")."""
    position = body.find("=")
    if position <= 0 or body[position + 1 : position + 2] == "=":
        return "", ""
    target, command = body[:position].strip(), body[position + 1 :].strip()
    names = [name.strip().lstrip("*") for name in target.strip("()").split(",") if name.strip()]
    if command[:1] not in ("%", "!") or not names or not all(_is_place(name) for name in names):
        return "", ""
    return target, command


def _is_place(name):
    head, bracket, rest = name.partition("[")
    return all(part.isidentifier() for part in head.split(".")) and (not bracket or rest.endswith("]"))


def _help(text):
    """The call for name?, name??, ?name and ??name; None if there is no name."""
    name = text.strip("?").strip()
    asked = len(text) - len(text.strip("?"))
    plain = name.lstrip("%")
    if not plain or not all(part.isidentifier() for part in plain.replace("*", "x").split(".")):
        return None
    magic = "pinfo2" if asked > 1 else "pinfo"
    return "get_ipython().run_line_magic(%r, %r)" % (magic, name)


class _Scanner:
    """Follows strings, brackets and continued lines just far enough to know where statements begin."""

    def __init__(self):
        self._depth = 0
        self._quote = ""  # the triple quote we are inside of
        self._continued = False

    def at_statement(self):
        """Whether the next line begins a statement."""
        return self._depth == 0 and not self._quote and not self._continued

    def feed(self, line):
        self._continued = False
        position = 0
        while position < len(line):
            position = self._in_string(line, position) if self._quote else self._in_code(line, position)

    def _in_string(self, line, position):
        end = _end_of_string(line, position, self._quote)
        if end < 0:
            if len(self._quote) == 1:  # a plain string ends with its line, unless a backslash continues it
                self._continued = line.endswith("\\")
                self._quote = self._quote if self._continued else ""
            return len(line)
        self._quote = ""
        return end

    def _in_code(self, line, position):
        sign = line[position]
        if sign == "#":
            return len(line)
        if sign in "\"'":
            self._quote = sign * 3 if line.startswith(sign * 3, position) else sign
            inside = position + len(self._quote)
            if inside >= len(line) and len(self._quote) == 1:
                self._quote = ""
            return inside
        if sign in "([{":
            self._depth += 1
        elif sign in ")]}":
            self._depth = max(0, self._depth - 1)
        elif sign == "\\" and position == len(line) - 1:
            self._continued = True
        return position + 1


def _end_of_string(line, position, quote):
    """Just past the closing quote, or -1."""
    while position < len(line):
        if line[position] == "\\":
            position += 2
        elif line.startswith(quote, position):
            return position + len(quote)
        else:
            position += 1
    return -1
