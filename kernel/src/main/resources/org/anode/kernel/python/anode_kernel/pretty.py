"""Prints a value the way IPython prints it: groups that break from the outside in when a line passes 79 columns.

A group is a bracketed piece of output. Its breakables are all shown as their separator or all as line breaks: as soon
as the current line is too long, the outermost group that still has undecided breakables is broken, then the next.
Classes take part through _repr_pretty_(self, p, cycle), where p is the Printer; printers.py knows the others.
"""

from .classes import is_among
from .printers import SCALARS, for_type, for_type_by_name, printer_for  # noqa: F401 - IPython.lib.pretty has them too

WIDTH_COLUMNS = 79
SEQUENCE_ITEMS_MAX = 1000  # a longer container ends in "..."; nobody reads more and every item costs


def pretty(obj, max_width=WIDTH_COLUMNS, verbose=False, newline="\n", max_seq_length=SEQUENCE_ITEMS_MAX):
    """The text of obj."""
    if is_among(type(obj), SCALARS):
        return repr(obj)
    sink = _Sink()
    printer = Printer(sink, verbose, max_width, newline, max_seq_length=max_seq_length)
    printer.pretty(obj)
    printer.flush()
    return "".join(sink.parts)


class _Sink:
    """The part of a text stream that a printer needs."""

    def __init__(self):
        self.parts = []
        self.write = self.parts.append


class _Group:
    __slots__ = ("depth", "undecided", "broken")

    def __init__(self, depth):
        self.depth = depth
        self.undecided = 0  # breakables of this group that still wait in the line buffer
        self.broken = False


class _Break:
    __slots__ = ("separator", "indentation", "group")

    def __init__(self, separator, indentation, group):
        self.separator = separator
        self.indentation = indentation
        self.group = group


class _Scope:
    """Runs one action when a with block ends."""

    __slots__ = ("leave",)

    def __init__(self, leave):
        self.leave = leave

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.leave()
        return False


class Printer:
    """The object that _repr_pretty_ methods write to."""

    def __init__(
        self,
        output,
        verbose=False,
        max_width=WIDTH_COLUMNS,
        newline="\n",
        max_seq_length=SEQUENCE_ITEMS_MAX,
    ):
        self.output = output
        self.verbose = verbose
        self.max_width = max_width
        self.newline = newline
        self.max_seq_length = max_seq_length
        self.indentation = 0
        self.stack = []  # ids of the objects being printed, outermost first
        self._column = 0  # width of what this line has already put out
        self._waiting = []  # the rest of the line from its first undecided breakable on: str and _Break
        self._waiting_width = 0
        root = _Group(0)
        self._open = [root]
        self._levels = [[root]]  # groups that may still be broken, by depth

    # what _repr_pretty_ methods call

    def text(self, text):
        """Adds text that is never broken."""
        if not self._waiting:
            self.output.write(text)
            self._column += len(text)
            return
        self._waiting.append(text)
        self._waiting_width += len(text)
        self._fit()

    def breakable(self, sep=" "):
        """Adds a place where the line may break; shown as sep if it does not."""
        group = self._open[-1]
        if group.broken:
            self.flush()
            self._new_line(self.indentation)
            return
        group.undecided += 1
        self._waiting.append(_Break(sep, self.indentation, group))
        self._waiting_width += len(sep)
        self._fit()

    def break_(self):
        """Breaks the line here, whatever its width."""
        group = self._outermost_undecided()
        if group is not None:
            self._release(group)
        self.flush()
        self._new_line(self.indentation)

    def begin_group(self, indent=0, open=""):
        """Starts a group whose continuation lines are indented by indent more."""
        if open:
            self.text(open)
        group = _Group(self._open[-1].depth + 1)
        self._open.append(group)
        while len(self._levels) <= group.depth:
            self._levels.append([])
        self._levels[group.depth].append(group)
        self.indentation += indent

    def end_group(self, dedent=0, close=""):
        """Ends the group begun last."""
        self.indentation -= dedent
        group = self._open.pop()
        if not group.undecided:
            self._forget(group)
        if close:
            self.text(close)

    def group(self, indent=0, open="", close=""):
        """begin_group and end_group around a with block."""
        self.begin_group(indent, open)
        return _Scope(lambda: self.end_group(indent, close))

    def indent(self, indent):
        """Indents the continuation lines of a with block."""
        self.indentation += indent

        def back():
            self.indentation -= indent

        return _Scope(back)

    def flush(self):
        """Puts out all that waits, broken or not."""
        for item in self._waiting:
            self._put(item)
        self._waiting = []
        self._waiting_width = 0

    def pretty(self, obj):
        """Adds the representation of obj."""
        if is_among(type(obj), SCALARS):
            self._scalar(repr(obj))
            return
        cycle = id(obj) in self.stack
        self.stack.append(id(obj))
        self.begin_group()
        try:
            printer_for(obj)(obj, self, cycle)
        finally:
            self.end_group()
            self.stack.pop()

    def _scalar(self, text):
        """Text in groups of its own; they only matter, and only cost time, where it makes a line too long."""
        if self._column + self._waiting_width + len(text) <= self.max_width:
            self.text(text)
            return
        with self.group(), self.group():
            self.text(text)

    def items(self, values):
        """Yields the values with a comma and a breakable between them, and "..." in place of what is too much."""
        for position, value in enumerate(values):
            if position:
                self.text(",")
                self.breakable()
            if self.max_seq_length and position >= self.max_seq_length:
                self.text("...")
                return
            yield value

    # the line

    def _fit(self):
        while self._column + self._waiting_width > self.max_width:
            group = self._outermost_undecided()
            if group is None:
                return
            self._release(group)

    def _outermost_undecided(self):
        """Marks the next group to break and gives it; groups outside it that have not begun to wait break later."""
        for level in self._levels:
            for position, group in enumerate(reversed(level)):
                if group.undecided:
                    # Counted from the wrong end, as IPython does: beside an unfinished key, the group of its value
                    # is forgotten and never breaks. People compare outputs with those of Jupyter.
                    del level[position]
                    group.broken = True
                    return group
            for group in level:
                group.broken = True
            level.clear()
        return None

    def _release(self, group):
        """Puts out the waiting line up to the group's last breakable and the text that follows it."""
        done = 0
        waiting = self._waiting
        while group.undecided:
            self._waiting_width -= self._put(waiting[done])
            done += 1
        while done < len(waiting) and type(waiting[done]) is str:
            self._waiting_width -= self._put(waiting[done])
            done += 1
        self._waiting = waiting[done:]

    def _put(self, item):
        """Puts out one waiting item; gives the width it had while it waited."""
        if type(item) is str:
            self.output.write(item)
            self._column += len(item)
            return len(item)
        group = item.group
        group.undecided -= 1
        if group.broken:
            self._new_line(item.indentation)
        else:
            if not group.undecided:
                self._forget(group)
            self.output.write(item.separator)
            self._column += len(item.separator)
        return len(item.separator)

    def _new_line(self, indentation):
        self.output.write(self.newline + " " * indentation)
        self._column = indentation

    def _forget(self, group):
        level = self._levels[group.depth]
        if group in level:
            level.remove(group)
