"""Completions: names, arguments, attributes, modules, keys, files and magics, by looking at what is there."""

import builtins
import sys

from .brief import brief
from .names import NOTHING, called_before, primary_before, value_of

MATCHES_MAX = 500  # more than anybody scrolls through
_KEYWORDS = (
    "False None True and as assert async await break case class continue def del elif else except finally for from "
    "global if import in is lambda match nonlocal not or pass raise return try while with yield"
).split()


def complete(session, source, cursor):
    """Gives (matches, from, to): each match replaces the code points [from, to) of the source."""
    cursor = max(0, min(cursor, len(source)))
    text = source[:cursor]
    line = text[text.rfind("\n") + 1 :]
    typed = _symbol(line)
    if typed is not None:
        return typed[1], cursor - len(typed[0]), cursor
    for way in (_magic, _import, _key, _file, _attribute, _name):
        found = way(session, line, text)
        if found is not None:
            prefix, matches = found
            chosen = [match for match in matches if match.startswith(prefix) and match != prefix]
            return _ordered(chosen)[:MATCHES_MAX], cursor - len(prefix), cursor
    return [], cursor, cursor


def _symbol(line):
    if "\\" not in line or _open_quote(line)[0]:
        return None
    from .symbols import symbols

    return symbols(line)


def _ordered(matches):
    """Arguments first, then public names, then those with one underscore, then the double ones."""

    def rank(match):
        name = match.rpartition(".")[2]
        return not match.endswith("="), name.startswith("__") + name.startswith("_"), match.lower(), match

    return sorted(set(matches), key=rank)


def _magic(session, line, text):
    word = line.lstrip()
    if not word.startswith("%") or " " in word:
        return None
    lines, cells = session.shell.magic_names()
    first = "\n" not in text
    return word, ["%" + name for name in lines] + (["%%" + name for name in cells] if first else [])


def _import(session, line, text):
    words = line.split()
    if not words or words[0] not in ("import", "from") or line[-1:] != " " and len(words) < 2:
        return None
    last = "" if line[-1:] in (" ", ",", "(") else words[-1].split(",")[-1].lstrip("(")
    if words[0] == "from" and "import" in words[2:]:
        if len(words) == 3 and line[-1:] != " ":
            return None
        return last, _members(words[1])
    if words[0] == "from" and len(words) >= 2 and line[-1:] == " ":
        return ("", ["import "]) if len(words) == 2 else None
    package, dot, _ = last.rpartition(".")
    return last, [package + dot + name for name in _modules(package)]


def _members(name):
    module = sys.modules.get(name) or _of_the_library(name)
    known = [] if module is None else [*getattr(module, "__all__", ()), *dir(module)]
    return known + _modules(name)


def _of_the_library(name):
    """A module of the standard library, imported. Others are not: that would run them because somebody types."""
    package = name.partition(".")[0]
    if package not in sys.stdlib_module_names or package in _module_files(("",)):
        return None
    try:
        return __import__(name, fromlist=["_"])
    except BaseException:
        return None


def _modules(package):
    """Names of modules that could be imported, by the files on the path."""
    if package:
        module = sys.modules.get(package)
        folders = list(getattr(module, "__path__", ())) if module else _folders_of(package)
        known = [name for name in dir(module) if package + "." + name in sys.modules] if module else []
    else:
        folders = sys.path
        known = [*sys.builtin_module_names, *sys.stdlib_module_names]
    return [name for name in known if not name.startswith("_")] + _module_files(folders)


def _folders_of(package):
    path = package.replace(".", "/")
    return [(folder or ".") + "/" + path for folder in sys.path]


def _module_files(folders):
    from os import listdir

    found = []
    for folder in folders:
        try:
            entries = listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            name, dot, ending = entry.partition(".")
            if name.isidentifier() and (ending == "py" or not dot) and name != "__pycache__":
                found.append(name)
    return found


def _key(session, line, text):
    """Keys of a dict after name[ or name['pre."""
    opening = line.rfind("[")
    if opening <= 0:
        return None
    typed = line[opening + 1 :]
    if "]" in typed or typed[:1] not in ("", "'", '"'):
        return None
    owner = value_of(primary_before(line[:opening]), session.namespace)
    try:
        keys = list(owner.keys()) if owner is not NOTHING else None
    except Exception:
        return None
    if keys is None:
        return None
    quote = typed[:1] or "'"
    shown = []
    for key in keys[:MATCHES_MAX]:
        if type(key) is str:
            inner = repr(key)[1:-1] if repr(key)[0] == quote else key.replace("\\", "\\\\").replace(quote, "\\" + quote)
            shown.append(quote + inner + quote)
        elif not typed and type(key) in (int, float, tuple):
            shown.append(brief(key))
    return typed, [key + "]" for key in shown]


def _file(session, line, text):
    """Files, inside a string that is still open."""
    quote, start = _open_quote(line)
    if not quote:
        return None
    from os import listdir
    from os.path import expanduser, isdir

    typed = line[start:]
    folder, slash, _ = typed.rpartition("/")
    where = expanduser(folder + slash) if slash else "."
    try:
        entries = listdir(where)
    except OSError:
        return typed, []
    names = [name + "/" if isdir(where + "/" + name) else name for name in entries if not name.startswith(".")]
    return typed, [folder + slash + name for name in names]


def _open_quote(line):
    quote, start = "", 0
    for position, sign in enumerate(line):
        if quote:
            if sign == quote and line[position - 1] != "\\":
                quote = ""
        elif sign in "\"'":
            quote, start = sign, position + 1
        elif sign == "#":
            break
    return quote, start


def _attribute(session, line, text):
    typed = primary_before(line)
    if "." not in typed:
        return None
    owner_text, _, prefix = typed.rpartition(".")
    if not owner_text and line[: -len(typed)][-1:] in ("'", '"'):
        owner = ""
    elif not owner_text:
        from .kinds import kind_before

        owner = kind_before(line[: -len(typed)], session.namespace)
    else:
        owner = value_of(owner_text, session.namespace)
    if owner is NOTHING:
        return prefix, []
    try:
        return prefix, [name for name in dir(owner) if isinstance(name, str)]
    except Exception:
        return prefix, []


def _name(session, line, text):
    prefix = primary_before(line)
    if "[" in prefix or "]" in prefix:
        return None
    if prefix[:1].isdigit():
        return prefix, []
    from .kinds import bound_names

    before = text[: len(text) - len(prefix)]
    names = {name for name in list(session.namespace) if isinstance(name, str)} | bound_names(before)
    return prefix, [*_arguments(session, before), *names, *dir(builtins), *_KEYWORDS]


def _arguments(session, before):
    """"name=" for each argument of the call that is open at the end of the text, where an argument may begin."""
    if before.rstrip()[-1:] not in ("(", ","):
        return []
    called = value_of(called_before(before), session.namespace)
    return [] if called is NOTHING else [name + "=" for name in _parameters(called)]


def _parameters(called):
    """Names that may be given by keyword. A plain function tells them by itself; importing inspect takes a while."""
    code = getattr(called, "__code__", None)
    if type(called) is type(_parameters) and code is not None and not hasattr(called, "__wrapped__"):
        return code.co_varnames[code.co_posonlyargcount : code.co_argcount + code.co_kwonlyargcount]
    from inspect import Parameter, signature

    try:
        parameters = signature(called).parameters.values()
    except (ValueError, TypeError):
        return []
    return [one.name for one in parameters if one.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)]
