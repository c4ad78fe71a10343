"""Tracebacks for people: where in which cell, with the lines around it; none of the kernel's own frames."""

CONTEXT_LINES = 2  # shown before and after the line of a frame
REPEATS_MAX = 3  # times one line of a recursion is shown before the rest is counted
FRAMES_MAX = 60  # frames shown of one exception; a page of text is what anybody reads
ENDS_MAX = 1000  # frames looked at from each end of a long traceback
WALKED_MAX = 10_000  # frames after which its end is given up: a recursion without end has far more, and each costs time
LIBRARY_FRAMES_MAX = 4  # that follow each other; of more the first and the last two tell what happened
CHAIN_MAX = 20  # exceptions shown of one chain of causes
GROUP_MAX = 15  # members shown of one exception group
GROUP_DEPTH_MAX = 5

MODES = ("Minimal", "Plain", "Context", "Verbose")  # of %xmode; all but the first show the same here
mode = "Context"

_OURS = __file__.rsplit("/", 1)[0].rsplit("\\", 1)[0]
_RULE = "-" * 75
_CAUSE = "The above exception was the direct cause of the following exception:"
_CONTEXT = "During handling of the above exception, another exception occurred:"

_RED, _GREEN, _CYAN, _BOLD, _OFF = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[0m"


def describe(failure, sources):
    """Gives (class name, message, lines of text with ANSI colours) of an exception that left a cell."""
    name = type(failure).__name__
    message = _syntax_message(failure, sources) if isinstance(failure, SyntaxError) else text_of(failure)
    if isinstance(failure, SystemExit):
        return name, message, [_last_line(failure)]
    if mode == "Minimal" or (type(failure).__name__ == "UsageError" and getattr(failure, "brief", False)):
        return name, message, [_last_line(failure)]
    lines = [_RED + _RULE + _OFF]
    for link, exception in _chain(failure):
        if link:
            lines += ["", link, ""]
        lines += _one(exception, sources)
    return name, message, lines


def _syntax_message(failure, sources):
    """The message of a SyntaxError, with the cell's name instead of its file name."""
    if not failure.filename or not failure.lineno:
        return text_of(failure)
    where = sources.cell_name(failure.filename) or failure.filename
    return "%s (%s, line %s)" % (failure.msg, where, failure.lineno)


def text_of(failure):
    """str() of an exception, or a sentence when that itself fails."""
    try:
        return str(failure)
    except Exception as second:
        return "(its text could not be made: %s)" % type(second).__name__


def _chain(failure):
    """(how it follows the one before, exception), first cause first."""
    chain = []
    seen = set()
    while failure is not None and id(failure) not in seen and len(chain) < CHAIN_MAX:
        seen.add(id(failure))
        if failure.__cause__ is not None:
            link, earlier = _CAUSE, failure.__cause__
        elif failure.__context__ is not None and not failure.__suppress_context__:
            link, earlier = _CONTEXT, failure.__context__
        else:
            link, earlier = None, None
        chain.append((link, failure))
        failure = earlier
    chain.reverse()
    if chain[0][0] is not None:  # the chain was cut off here
        chain[0] = (None, chain[0][1])
    return chain


def _one(failure, sources):
    name = type(failure).__name__
    head = _RED + name + _OFF + "Traceback (most recent call last)".rjust(75 - len(name))
    lines = [head] + _frames(failure, sources)
    if isinstance(failure, SyntaxError):
        lines += _syntax(failure, sources)
    elif len(lines) > 1:
        lines.append("")
    lines.append(_last_line(failure))
    lines += [str(note) for note in getattr(failure, "__notes__", None) or ()]
    return lines + _members(failure, sources, 1)


def _last_line(failure):
    message = failure.msg if isinstance(failure, SyntaxError) and failure.msg else text_of(failure)
    name = _RED + type(failure).__name__ + _OFF
    return name + ": " + str(message) if message else name


def _members(failure, sources, depth):
    """The exceptions inside an exception group, indented."""
    members = getattr(failure, "exceptions", None) if _is_group(failure) else None
    if not members:
        return []
    if depth > GROUP_DEPTH_MAX:
        return ["  | … %d exceptions inside" % len(members)]
    lines = []
    for number, member in enumerate(members[:GROUP_MAX], 1):
        lines.append("  +---------------- %d ----------------" % number)
        inner = _frames(member, sources) + [_last_line(member)] + _members(member, sources, depth + 1)
        lines += ["  | " + part for text in inner for part in text.split("\n")]
    if len(members) > GROUP_MAX:
        lines.append("  | … and %d more" % (len(members) - GROUP_MAX))
    return lines + ["  +------------------------------------"]


def _is_group(failure):
    import builtins

    return isinstance(failure, getattr(builtins, "BaseExceptionGroup", ()))


def _frames(failure, sources):
    first, left_out, last = _ends(failure.__traceback__)
    own = [number for number, frame in enumerate(first) if sources.cell_name(frame[0])]
    parts = _parts(first[own[0] if own else 0 :], sources)
    if left_out:
        parts += [left_out, *_parts(last, sources)]
    lines = []
    for part in parts:
        lines += ["", part] if isinstance(part, str) else ["", _frame(part, sources)]
    return lines[1:]


def _parts(frames, sources):
    return _without_libraries(_shortened(_for_people(frames, sources)), sources)


def _ends(trace):
    """The first frames of a traceback, a sentence for those that are left out, the last ones."""
    from _collections import deque

    first = []
    last = deque(maxlen=ENDS_MAX)
    count = 0
    while trace is not None and count < WALKED_MAX:
        (first if count < ENDS_MAX else last).append(trace)
        count += 1
        trace = trace.tb_next
    told = [_told(entry) for entry in first]
    if trace is not None:
        return told, "… and more than %d other frames …" % (WALKED_MAX - ENDS_MAX), []
    left_out = count - len(first) - len(last)
    if left_out:
        return told, "… %d frames left out …" % left_out, [_told(entry) for entry in last]
    return told + [_told(entry) for entry in last], "", []


def _told(entry):
    code = entry.tb_frame.f_code
    return code.co_filename, entry.tb_lineno, code.co_name


def _for_people(frames, sources):
    return [frame for frame in frames if not _is_ours(frame[0]) and not _calls_cell_magic(frame, sources)]


def _calls_cell_magic(frame, sources):
    """The line %%magic of a cell: the frames of its body say all that matters."""
    if not sources.cell_name(frame[0]):
        return False
    lines = sources.lines(frame[0])
    return 1 <= (frame[1] or 0) <= len(lines) and lines[frame[1] - 1].lstrip().startswith("%%")


def _is_ours(filename):
    return filename.startswith((_OURS, "<anode", "<frozen ")) or filename in ("<finder>", "<start>")


def _shortened(frames):
    """Frames, with a sentence in place of those that only repeat."""
    parts = []
    seen = {}
    skipped = 0
    for number, frame in enumerate(frames):
        seen[frame] = seen.get(frame, 0) + 1
        if seen[frame] > REPEATS_MAX and number < len(frames) - 1:
            skipped += 1
            continue
        if skipped:
            parts.append(_left_out(skipped))
            skipped = 0
        parts.append(frame)
    if len(parts) > FRAMES_MAX:
        half = FRAMES_MAX // 2
        parts = parts[:half] + ["… %d frames left out …" % (len(parts) - 2 * half)] + parts[-half:]
    return parts


def _without_libraries(parts, sources):
    """Parts, with a sentence in place of what goes on deep inside libraries."""
    kept = []
    run = []
    for part in parts + [None]:
        if isinstance(part, tuple) and _is_library(part[0], sources):
            run.append(part)
            continue
        if len(run) > LIBRARY_FRAMES_MAX:
            run[1:-2] = ["… %d frames inside libraries …" % (len(run) - 3)]
        kept += run
        run = []
        if part is not None:
            kept.append(part)
    return kept


def _is_library(filename, sources):
    """Neither a cell nor a file of the folder that the notebook works in."""
    if sources.cell_name(filename):
        return False
    from os import getcwd
    from os.path import abspath

    try:
        return not abspath(filename).startswith(getcwd().rstrip("/\\") + "/")
    except OSError:
        return True


def _left_out(count):
    return "… %d frame%s that repeat the ones above …" % (count, "" if count == 1 else "s")


def _frame(frame, sources):
    filename, number, function = frame
    where = _GREEN + _place(filename, number, sources) + _OFF
    if function not in ("<module>", "__anode_cell__"):
        where += ", in " + _CYAN + function + _OFF
    return "\n".join([where] + _context(sources.lines(filename), number))


def _place(filename, number, sources):
    cell = sources.cell_name(filename)
    if cell:
        return "%s, line %s" % (cell, number)
    return "File %s:%s" % (filename, number)


def _context(lines, number):
    """The lines around a line, the line itself with an arrow."""
    if number is None or not 1 <= number <= len(lines):
        return []
    first = max(1, number - CONTEXT_LINES)
    last = min(len(lines), number + CONTEXT_LINES)
    while first < number and not lines[first - 1].strip():
        first += 1
    while last > number and not lines[last - 1].strip():
        last -= 1
    shown = []
    for current in range(first, last + 1):
        text = lines[current - 1].rstrip("\n")
        if current == number:
            arrow = "-" * max(1, 5 - len(str(current))) + "> "
            shown.append(_GREEN + arrow + str(current) + _OFF + " " + _BOLD + text + _OFF)
        else:
            shown.append("%7d %s" % (current, text))
    return shown


def _syntax(failure, sources):
    """The line a SyntaxError is about, with a caret."""
    if not failure.filename or not failure.lineno:
        return []
    place = _GREEN + _place(failure.filename, failure.lineno, sources) + _OFF
    lines = sources.lines(failure.filename) if sources.cell_name(failure.filename) else []
    text = failure.text
    if 1 <= failure.lineno <= len(lines):
        text = lines[failure.lineno - 1]
    if not text:
        return [place]
    text = text.rstrip("\n")
    shown = ["    " + text.strip()]
    if failure.offset:
        indent = len(text) - len(text.lstrip())
        start = max(0, failure.offset - 1 - indent)
        shown.append("    " + " " * start + "^" * _caret_width(failure, text))
    return [place] + shown


def _caret_width(failure, text):
    end = getattr(failure, "end_offset", None)
    if not end or getattr(failure, "end_lineno", None) != failure.lineno:
        return 1
    return max(1, min(end, len(text) + 1) - failure.offset)
