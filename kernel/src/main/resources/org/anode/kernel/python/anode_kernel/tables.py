"""Lists of records as tables: application/vnd.dataresource+json for pages, HTML for programs that do not know it.

A list (or tuple) of dicts, of instances of one dataclass, or of one namedtuple is a table when its rows have mostly the
same names and nothing but scalar values.
"""

import sys

MIME = "application/vnd.dataresource+json"
ROWS_MAX = 10_000  # what a page can still sort and search at once
COLUMNS_MAX = 200
CHARACTERS_MAX = 1 << 20  # of JSON: the run's outputs are kept and sent to everybody
HTML_ROWS_MAX = 100  # it is there for exports; nobody scrolls through more
FILLED_MIN = 0.5  # of all cells, the part that must be there

_EXACT_INTEGER_MAX = 2**53  # beyond, readers of JSON round: larger ones are written as text
_SHARED = {"bool": "boolean", "int": "integer", "float": "number", "str": "string"}
_DATED = {"datetime": "datetime", "date": "date", "time": "time"}


def add(data, obj, wanted):
    """Adds the table's representations to a bundle, those that are wanted(mime), if obj is one."""
    try:
        made = {mime: text for mime, text in _representations(obj, wanted) if text is not None}
    except Exception:
        return  # a row's property failed: the text says what there is
    data.update(made)


def _representations(obj, wanted):
    table = _table(obj)
    if table is not None:
        for mime, write in ((MIME, _resource), ("text/html", _html)):
            if wanted(mime):
                yield mime, write(*table, len(obj))


def _reader(cls):
    """How a row is made a dict; None for classes whose instances are no rows."""
    if cls is dict:
        return lambda row: row
    if issubclass(cls, tuple) and type(cls.__dict__.get("_fields")) is tuple:
        names = cls._fields
        return lambda row: dict(zip(names, row))
    if "__dataclass_fields__" in cls.__dict__ and "dataclasses" in sys.modules:
        names = [field.name for field in sys.modules["dataclasses"].fields(cls) if field.repr]
        return lambda row: {name: getattr(row, name) for name in names}
    return None


def _table(obj):
    """Gives ([(name, type)], rows), None if it does not look like a table."""
    cls = type(obj[0])
    read = _reader(cls)
    kinds = {}  # column → names of its values' types, in the order in which columns are first seen
    cells = 0
    rows = []
    for item in obj[:ROWS_MAX]:
        if type(item) is not cls:
            return None
        row = read(item)
        if not row:
            return None  # a bundle and its metadata, say
        for name, value in row.items():
            if type(name) is not str:
                return None
            found = kinds.setdefault(name, set())
            if value is not None:
                kind = _kind(value)
                if kind is None:
                    return None
                found.add(kind)
        cells += len(row)
        rows.append(row)
        if len(kinds) > COLUMNS_MAX:
            return None
    if not kinds or cells < FILLED_MIN * len(rows) * len(kinds):
        return None
    return [(name, _column_type(found)) for name, found in kinds.items()], rows


def _kind(value):
    """The type that Table Schema has for a scalar value; None for all else."""
    cls = type(value)
    kind = _SHARED.get(cls.__name__) if cls.__module__ == "builtins" else None
    if kind is None and cls.__module__ in ("datetime", "_pydatetime"):
        kind = _DATED.get(cls.__name__)
    if kind is None and cls.__name__ == "Decimal" and cls.__module__ in ("decimal", "_decimal", "_pydecimal"):
        kind = "number"
    return kind


def _column_type(kinds):
    if len(kinds) == 1:
        return next(iter(kinds))
    return "number" if kinds == {"integer", "number"} else "any"


def _resource(columns, rows, total):
    """The JSON text: as many rows as there is room for, and how many there were if that is not all of them."""
    from json import dumps

    schema = dumps({"fields": [{"name": name, "type": kind} for name, kind in columns]}, ensure_ascii=False)
    room = CHARACTERS_MAX - len(schema)
    texts = []
    for row in rows:
        text = dumps({name: _json_value(value) for name, value in row.items()}, ensure_ascii=False)
        room -= len(text) + 1
        if room < 0:
            break
        texts.append(text)
    if not texts:
        return None
    more = ', "total": %d' % total if len(texts) < total else ""
    return '{"schema": %s, "data": [%s]%s}' % (schema, ",".join(texts), more)


def _json_value(value):
    """JSON has no dates, no NaN and no number that every reader keeps exact: those are texts as Table Schema writes them."""
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value
    if kind is int:
        return value if -_EXACT_INTEGER_MAX <= value <= _EXACT_INTEGER_MAX else str(value)
    if kind is float:
        if value != value:
            return "NaN"
        return value if abs(value) != float("inf") else "INF" if value > 0 else "-INF"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _html(columns, rows, total):
    """The first rows, with everything that comes from data escaped; None where they are too large."""
    from html import escape

    shown = rows[:HTML_ROWS_MAX]
    parts = ["<table>"]
    if len(shown) < total:
        parts.append("<caption>The first %d of %d rows</caption>" % (len(shown), total))
    head = "".join("<th>%s</th>" % escape(name) for name, kind in columns)
    parts.append("<thead><tr>%s</tr></thead><tbody>" % head)
    for row in shown:
        texts = ("" if row.get(name) is None else escape(str(row[name])) for name, kind in columns)
        parts.append("<tr>%s</tr>" % "".join("<td>%s</td>" % text for text in texts))
        if sum(map(len, parts)) > CHARACTERS_MAX:
            return None
    parts.append("</tbody></table>")
    return "\n".join(parts)
