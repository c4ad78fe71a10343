"""What is known of a name: signature, documentation, source."""

from .brief import brief
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
        value = value_of(name, session.namespace) if name and not name[0].isdigit() else NOTHING
        if value is not NOTHING:
            return {"text/plain": describe(value, name, careful=True)}
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

    owner_name, dot, _ = pattern.rpartition(".")
    if dot:
        owner = value_of(owner_name, session.namespace)
        names = [owner_name + "." + name for name in ([] if owner is NOTHING else dir(owner))]
    else:
        names = {*session.namespace, *dir(builtins)}
    hidden = pattern.rpartition(".")[2].startswith("_")
    found = [name for name in sorted(names) if fnmatchcase(name, pattern)]
    shown = [name for name in found if hidden or not name.rpartition(".")[2].startswith("_")]
    session.displays.send({"text/plain": "\n".join(shown)})


def describe(value, name, source=False, careful=False):
    """Lines of "Field: text".

    careful: it is asked for while somebody types, so no __repr__ and no __len__ of the notebook's runs.
    """
    import inspect

    text = _source(inspect, value) if source else ""
    if isinstance(value, type):
        fields = _of_class(inspect, value, name, careful)
    elif callable(value):
        signature = _signature(inspect, value, name, careful)
        fields = [("Signature", signature), ("Docstring", _documentation(inspect, value))]
    else:
        fields = _of_value(inspect, value, careful)
    if text:
        fields = [field for field in fields if "ocstring" not in field[0]] + [("Source", "\n" + text)]
    if callable(value):
        fields += [("File", _file(inspect, value)), ("Type", type(value).__name__)]
    width = max(13, *(len(field) + 2 for field, text in fields))
    return "\n".join((field + ":").ljust(width) + str(text) for field, text in fields if text)


def _of_class(inspect, value, name, careful):
    signature = _signature(inspect, value, name, careful)
    fields = [("Init signature", signature), ("Docstring", _documentation(inspect, value))]
    made = vars(value).get("__init__")
    if getattr(made, "__doc__", None) and made is not object.__init__:
        fields.append(("Init docstring", _documentation(inspect, made)))
    return fields


def _of_value(inspect, value, careful):
    text, length = (brief(value), _known_length(value)) if careful else (_short(value), _length(value))
    return [
        ("Type", type(value).__name__),
        ("String form", text),
        ("Length", length),
        ("Docstring", _documentation(inspect, value)),
    ]


def _file(inspect, value):
    try:
        return inspect.getfile(value)
    except Exception:
        return ""


def _signature(inspect, value, name, careful):
    try:
        signature = inspect.signature(value)
        if careful:
            parameters = [_with_brief_default(one) for one in signature.parameters.values()]
            signature = signature.replace(parameters=parameters)
        return name.rpartition(".")[2] + str(signature)
    except Exception:  # there is none, or a default has no text
        return ""


def _with_brief_default(parameter):
    return parameter if parameter.default is parameter.empty else parameter.replace(default=_Brief(parameter.default))


class _Brief:
    """Stands for a value where its text will be asked for."""

    def __init__(self, value):
        self._text = brief(value)

    def __repr__(self):
        return self._text


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


def _known_length(value):
    from .variables import lengths

    found = lengths(value)
    return str(found[0]) if found else ""


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
