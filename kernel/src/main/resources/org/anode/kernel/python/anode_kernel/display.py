"""MIME bundles of values, and display()."""

import sys

from . import current
from .classes import entry_for, is_among
from .pretty import pretty

_METHODS = (
    ("text/html", "_repr_html_"),
    ("text/markdown", "_repr_markdown_"),
    ("image/svg+xml", "_repr_svg_"),
    ("image/png", "_repr_png_"),
    ("image/jpeg", "_repr_jpeg_"),
    ("application/pdf", "_repr_pdf_"),
    ("text/latex", "_repr_latex_"),
    ("application/json", "_repr_json_"),
    ("application/javascript", "_repr_javascript_"),
    ("application/vnd.dataresource+json", "_repr_data_resource_"),
)

_SIZE_MAX = 32 << 20  # chars or bytes of one value: more than a run keeps, less than a frame takes

_PLAIN = frozenset((int, float, complex, bool, str, bytes, list, tuple, dict, set, frozenset, type(None), range))


# MIME type → class or (module, name) → function(obj), for classes that can not show themselves
registered = {}

disabled = set()  # MIME types that are left out

wraps = True  # whether values are broken into lines; %pprint changes it


def bundle(obj, include=None, exclude=None):
    """Gives (MIME type → text, JSON text of the metadata). A representation that fails becomes readable text."""
    if is_among(type(obj), _PLAIN) and not (registered or disabled or include or exclude):
        return _with_table({"text/plain": _plain_text(obj)}, obj, None, None), "{}"
    if _display_itself(obj):
        return {}, "{}"
    data, metadata = raw_bundle(obj, include, exclude)
    return _with_table(encoded(data), obj, include, exclude), _json(metadata)


def _with_table(data, obj, include, exclude):
    if type(obj) in (list, tuple) and obj and _may_be_row(type(obj[0])):
        from .tables import add

        add(data, obj, lambda mime: _wanted(mime, include, exclude))
    return data


def raw_bundle(obj, include=None, exclude=None):
    """Gives (MIME type → value as the object gave it, metadata)."""
    data, metadata = _bundle_method(obj, include, exclude)
    for mime, name in _METHODS:
        if mime not in data and _wanted(mime, include, exclude):
            found = _by_class(obj, mime)
            _add(data, metadata, mime, _call(obj, name) if found is None else found)
    if "text/plain" not in data and _wanted("text/plain", include, exclude):
        data = {"text/plain": _plain_text(obj), **data}
    return data, metadata


def _by_class(obj, mime):
    """What a function registered for the object's class gives."""
    table = registered.get(mime)
    if not table:
        return None
    for cls in type(obj).__mro__:
        function = entry_for(cls, table) or table.get((cls.__module__, cls.__qualname__))
        if function is not None:
            return _guarded(function, "The formatter", obj, obj)
    return None


def _guarded(call, what, obj, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except NotImplementedError:
        return None
    except Exception as failure:
        sys.stderr.write("%s of %s failed: %s\n" % (what, type(obj).__name__, _sentence(failure)))
        return None


def _may_be_row(cls):
    return cls is dict or "_fields" in cls.__dict__ or "__dataclass_fields__" in cls.__dict__


def encoded(data):
    """Makes every value of a bundle text: bytes to base64, JSON types to JSON text. What is huge is left out."""
    return {
        str(mime): _encode(str(mime), value)
        for mime, value in data.items()
        if value is not None and not _is_huge(str(mime), value)
    }


def _is_huge(mime, value):
    """Whether it is more than anybody will keep; a notice stands for it. Copies of it could fill the memory."""
    size = len(value) if isinstance(value, (str, bytes, bytearray)) else 0
    if size <= _SIZE_MAX:
        return False
    notice = "[output dropped: %s of %d MiB, of at most %d]\n" % (mime, size >> 20, _SIZE_MAX >> 20)
    if current.session is not None:
        current.session.host.stream("stderr", notice)
    return True


def _encode(mime, value):
    if isinstance(value, (bytes, bytearray, memoryview)):
        from binascii import b2a_base64

        return b2a_base64(bytes(value), newline=False).decode("ascii")
    if mime == "application/json" or mime.endswith("+json"):
        return _json(value)
    return value if isinstance(value, str) else str(value)


def _json(value):
    if value == {}:
        return "{}"
    import json

    return json.dumps(value, default=str, ensure_ascii=False)


def _wanted(mime, include, exclude):
    return mime not in disabled and (not include or mime in include) and (not exclude or mime not in exclude)


def _plain_text(obj):
    try:
        return pretty(obj) if wraps else repr(obj)
    except Exception as failure:
        return "<%s object whose repr failed: %s>" % (type(obj).__name__, _sentence(failure))


def _sentence(failure):
    try:
        text = str(failure)
    except Exception:
        text = ""
    return type(failure).__name__ + (": " + text if text else "")


def _method(obj, name):
    """The bound method, or None. Classes and objects that answer to every name do not count."""
    if isinstance(obj, type):
        return None
    try:
        if getattr(obj, "_anode_no_such_method_", None) is not None:
            return None
        method = getattr(obj, name, None)
    except Exception:
        return None
    return method if callable(method) else None


def _call(obj, name, *args, **kwargs):
    method = _method(obj, name)
    return None if method is None else _guarded(method, name, obj, *args, **kwargs)


def _display_itself(obj):
    method = _method(obj, "_ipython_display_")
    if method is None:
        return False
    try:
        method()
    except NotImplementedError:
        return False
    except Exception as failure:
        sys.stderr.write("_ipython_display_ of %s failed: %s\n" % (type(obj).__name__, _sentence(failure)))
        return False
    return True


def _bundle_method(obj, include, exclude):
    found = _call(obj, "_repr_mimebundle_", include=include, exclude=exclude)
    data, metadata = found if isinstance(found, tuple) and len(found) == 2 else (found, {})
    if not isinstance(data, dict):
        return {}, {}
    chosen = {mime: value for mime, value in data.items() if _wanted(mime, include, exclude)}
    return chosen, dict(metadata or {})


def _add(data, metadata, mime, found):
    if found is None:
        return
    if isinstance(found, tuple) and len(found) == 2:
        found, extra = found
        if extra:
            metadata[mime] = extra
    data[mime] = found


class Displays:
    """Sends bundles to the host."""

    def __init__(self, host):
        self._host = host

    def fresh_id(self):
        """An id that no other session has used either."""
        from os import urandom

        return urandom(16).hex()

    def send(self, data, metadata="{}", display_id=None, update=False):
        self._host.display(data, metadata, display_id, update)

    def result(self, data, metadata):
        self._host.result(data, metadata)

    def clear(self, wait):
        self._host.clear(bool(wait))


class DisplayHandle:
    """Given by display(display_id=…); shows or replaces what stands under that id."""

    def __init__(self, display_id=None):
        self.display_id = display_id or current.session.displays.fresh_id()

    def __repr__(self):
        return "<DisplayHandle display_id=%s>" % self.display_id

    def display(self, obj, **options):
        display(obj, display_id=self.display_id, **options)

    def update(self, obj, **options):
        update_display(obj, display_id=self.display_id, **options)


def display(
    *objs,
    include=None,
    exclude=None,
    metadata=None,
    transient=None,
    display_id=None,
    raw=False,
    clear=False,
    update=False,
    **options,
):
    """Shows objects in the output of the running cell, each in every form it offers.

    With display_id (True for a fresh one) a DisplayHandle is given that can replace them later. With raw=True the
    objects are MIME bundles already.
    """
    if current.session is None:
        for obj in objs:
            print(pretty(obj))
        return None
    displays = current.session.displays
    if clear:
        displays.clear(True)
    handle = None if display_id is None else DisplayHandle(None if display_id is True else display_id)
    shown_id = handle.display_id if handle else None
    for obj in objs:
        data, extra = (encoded(obj), "{}") if raw else bundle(obj, include, exclude)
        if metadata:
            extra = _merged(extra, metadata)
        if data:
            displays.send(data, extra, shown_id, update)
    return None if update else handle


def _merged(extra, metadata):
    import json

    return _json({**json.loads(extra), **metadata})


def update_display(obj, *, display_id, **options):
    """Replaces what display(…, display_id=…) showed, wherever it stands."""
    display(obj, display_id=display_id, update=True, **options)


def clear_output(wait=False):
    """Clears the output of the running cell; with wait, when the next output comes."""
    if current.session is not None:
        current.session.displays.clear(wait)
