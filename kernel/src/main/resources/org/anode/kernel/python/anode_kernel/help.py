"""What is known of a name: signature, documentation, source."""

from .names import NOTHING, called_before, primary_before, value_of
from .pretty import pretty

VALUE_CHARACTERS_MAX = 2_000  # of a value's own text
SOURCE_LINES_MAX = 500


def inspect_at(session, source, cursor):
    """A MIME bundle for the name at the cursor, else for the function whose arguments it stands in."""
    cursor = max(0, min(cursor, len(source)))
    end = cursor
    while end < len(source) and (source[end].isalnum() or source[end] == "_"):
        end += 1
    for name in (primary_before(source[:end]), called_before(source[:cursor])):
        value = value_of(name, session.namespace) if name else NOTHING
        if value is not NOTHING:
            return {"text/plain": describe(value, name)}
    return {}


def show(session, name, source):
    """Displays the help that name? and name?? ask for."""
    magic = session.shell.find_magic(name) if name.startswith("%") else None
    value = magic or value_of(name, session.namespace)
    if "*" in name:
        _show_matching(session, name)
    elif value is NOTHING:
        print("Object `%s` not found." % name)
    else:
        session.displays.send({"text/plain": describe(value, name, source)})


def _show_matching(session, pattern):
    import builtins
    from fnmatch import fnmatchcase

    names = sorted({*session.namespace, *dir(builtins)})
    print("\n".join(name for name in names if fnmatchcase(name, pattern) and not name.startswith("_")))


def describe(value, name, source=False):
    """Lines of "Field: text"."""
    import inspect

    fields = []
    if callable(value):
        fields.append(("Signature", _signature(inspect, value, name)))
    else:
        fields.append(("Type", type(value).__name__))
        fields.append(("String form", _short(value)))
        if hasattr(value, "__len__"):
            fields.append(("Length", _length(value)))
    text = _source(inspect, value) if source else ""
    if text:
        fields.append(("Source", "\n" + text))
    else:
        fields.append(("Docstring", _documentation(inspect, value)))
    if callable(value):
        fields.append(("Type", type(value).__name__))
    return "\n".join((field + ":").ljust(13) + str(text) for field, text in fields if text)


def _signature(inspect, value, name):
    try:
        return name.rpartition(".")[2] + str(inspect.signature(value))
    except (ValueError, TypeError):
        return ""


def _short(value):
    try:
        text = pretty(value)
    except Exception as failure:
        return "(its repr failed: %s)" % type(failure).__name__
    return text if len(text) <= VALUE_CHARACTERS_MAX else text[:VALUE_CHARACTERS_MAX] + "…"


def _length(value):
    try:
        return str(len(value))
    except Exception:
        return ""


def _documentation(inspect, value):
    try:
        text = inspect.getdoc(value)
    except Exception:
        text = None
    return text if isinstance(text, str) and text else "<no docstring>"


def _source(inspect, value):
    try:
        lines = inspect.getsource(value).rstrip("\n").split("\n")
    except Exception:
        return ""
    if len(lines) > SOURCE_LINES_MAX:
        lines = lines[:SOURCE_LINES_MAX] + ["…"]
    return "\n".join(lines)
