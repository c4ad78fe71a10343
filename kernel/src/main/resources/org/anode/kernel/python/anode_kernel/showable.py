"""The display objects of IPython: HTML, Markdown, Image and the others. Each knows its own MIME type."""

from . import current
from .display import bundle, display, encoded


class DisplayObject:
    """Data with a way to show it. data may be the text itself, or the name of a file or an http address of it."""

    _binary = False

    def __init__(self, data=None, url=None, filename=None, metadata=None):
        if data is not None and not isinstance(data, (str, bytes, dict, list)) and hasattr(data, "__fspath__"):
            data, filename = None, str(data)
        if isinstance(data, str) and data.startswith(("http://", "https://")) and url is None and filename is None:
            data, url = None, data
        self.data = data
        self.url = url
        self.filename = filename
        self.metadata = dict(metadata or {})
        self.reload()

    def reload(self):
        """Reads the data again from the file or address."""
        if self.filename is not None:
            with open(self.filename, "rb") as file:
                self._take(file.read())
        elif self.url is not None:
            from urllib.request import urlopen

            with urlopen(self.url) as answer:
                self._take(answer.read())

    def _take(self, content):
        self.data = content if self._binary else content.decode("utf-8", "replace")

    def __repr__(self):
        return "<%s.%s object>" % (type(self).__module__, type(self).__name__)

    def _with_metadata(self, value):
        return (value, self.metadata) if self.metadata else value


class TextDisplayObject(DisplayObject):
    """Display objects whose data is text."""


class Pretty(TextDisplayObject):
    def _repr_pretty_(self, printer, cycle):
        printer.text(self.data)


class HTML(TextDisplayObject):
    def _repr_html_(self):
        return self._with_metadata(self.data)

    def __html__(self):
        return self.data


class Markdown(TextDisplayObject):
    def _repr_markdown_(self):
        return self._with_metadata(self.data)


class Latex(TextDisplayObject):
    def _repr_latex_(self):
        return self._with_metadata(self.data)


class Math(TextDisplayObject):
    def _repr_latex_(self):
        return self._with_metadata("$\\displaystyle %s$" % self.data.strip("$"))


class SVG(DisplayObject):
    def _repr_svg_(self):
        text = self.data
        start = text.find("<svg")
        return self._with_metadata(text[start:] if start > 0 else text)


class Javascript(TextDisplayObject):
    def __init__(self, data=None, url=None, filename=None, lib=None, css=None):
        self.lib, self.css = lib, css
        super().__init__(data, url, filename)

    def _repr_javascript_(self):
        return self.data


class JSON(DisplayObject):
    def __init__(self, data=None, url=None, filename=None, expanded=False, metadata=None, root="root", **options):
        super().__init__(data, url, filename, {"expanded": expanded, "root": root, **options, **(metadata or {})})

    def _repr_json_(self):
        data = self.data
        if isinstance(data, str):
            import json

            data = json.loads(data)
        return data, self.metadata


class GeoJSON(JSON):
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"application/geo+json": super()._repr_json_()[0]}, {"application/geo+json": self.metadata}

    def _repr_json_(self):
        return None


class Code(TextDisplayObject):
    def __init__(self, data=None, url=None, filename=None, language=None):
        self.language = language
        super().__init__(data, url, filename)

    def _repr_markdown_(self):
        fence = "```"
        while fence in self.data:
            fence += "`"
        return "%s%s\n%s\n%s" % (fence, self.language or "python", self.data.rstrip("\n"), fence)

    def _repr_pretty_(self, printer, cycle):
        printer.text(self.data)


_IMAGES = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
_SIGNATURES = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"))


class Image(DisplayObject):
    """A picture: bytes, a file, or an address (kept as a link unless embed is True)."""

    _binary = True

    def __init__(
        self,
        data=None,
        url=None,
        filename=None,
        format=None,
        embed=None,
        width=None,
        height=None,
        retina=False,
        unconfined=False,
        metadata=None,
        alt=None,
    ):
        if isinstance(data, str) and not data.startswith(("http://", "https://")):
            data, filename = None, data
        self.width, self.height, self.alt = width, height, alt
        self.format = format.lower() if format else None
        self.embed = embed if embed is not None else url is None and not isinstance(data, str)
        super().__init__(data, url, filename, metadata)
        for name in ("width", "height", "alt"):
            if getattr(self, name) is not None:
                self.metadata[name] = getattr(self, name)

    def reload(self):
        if self.embed:
            super().reload()

    def _repr_mimebundle_(self, include=None, exclude=None):
        if not self.embed:
            return {"text/html": _tag("img", src=self.url, width=self.width, height=self.height, alt=self.alt)}
        mime = _IMAGES.get(self.format or self._found_format(), "image/png")
        return {mime: self.data}, ({mime: self.metadata} if self.metadata else {})

    def _found_format(self):
        for signature, name in _SIGNATURES:
            if bytes(self.data[: len(signature)]) == signature:
                return name
        return (self.filename or "").rpartition(".")[2].lower()


def _tag(name, **attributes):
    from html import escape

    given = ["%s=\"%s\"" % (key, escape(str(value))) for key, value in attributes.items() if value is not None]
    return "<" + " ".join([name, *given]) + ("/>" if name == "img" else "></%s>" % name)


class IFrame:
    """A page inside the output."""

    def __init__(self, src, width, height, extras=None, **parameters):
        self.src, self.width, self.height, self.params = src, width, height, parameters

    def _repr_html_(self):
        from urllib.parse import urlencode

        src = self.src + ("?" + urlencode(self.params) if self.params else "")
        return _tag("iframe", width=self.width, height=self.height, src=src, frameborder="0", allowfullscreen="")


class YouTubeVideo(IFrame):
    def __init__(self, id, width=400, height=300, **parameters):
        super().__init__("https://www.youtube.com/embed/" + id, width, height, **parameters)


class _Media(DisplayObject):
    _binary = True
    _mimes = {}

    def __init__(self, data=None, filename=None, url=None, embed=None, mimetype=None, **options):
        if isinstance(data, str) and not data.startswith(("http://", "https://")):
            data, filename = None, data
        self.mimetype = mimetype
        self.embed = embed if embed is not None else url is None and not isinstance(data, str)
        super().__init__(data, url, filename)

    def reload(self):
        if self.embed:
            super().reload()

    def _source(self):
        if not self.embed:
            return self.url
        ending = (self.filename or self.url or "").rpartition(".")[2].lower()
        mime = self.mimetype or self._mimes.get(ending, next(iter(self._mimes.values())))
        return "data:%s;base64,%s" % (mime, encoded({mime: self.data})[mime])


class Audio(_Media):
    _mimes = {"wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg"}

    def _repr_html_(self):
        return _tag("audio", controls="controls", src=self._source())


class Video(_Media):
    _mimes = {"mp4": "video/mp4", "webm": "video/webm", "ogv": "video/ogg"}

    def _repr_html_(self):
        return _tag("video", controls="controls", src=self._source())


class FileLink:
    """A link to a file of the notebook's folder."""

    def __init__(self, path, url_prefix="", result_html_prefix="", result_html_suffix="<br>"):
        self.path, self.url_prefix = str(path), url_prefix

    def _repr_html_(self):
        from html import escape

        return '<a href="%s">%s</a>' % (escape(self.url_prefix + self.path), escape(self.path))

    def __repr__(self):
        return self.path


def publish_display_data(data, metadata=None, source=None, *, transient=None, update=False, **options):
    """Shows a MIME bundle as it is."""
    display_id = (transient or {}).get("display_id")
    display(data, metadata=metadata, raw=True, display_id=display_id, update=update)


def set_matplotlib_formats(*formats, **options):
    """Accepted without effect: figures are shown as PNG."""


def _only(mime):
    def display_as(*objs, raw=False, metadata=None, **options):
        for obj in objs:
            if raw:
                publish_display_data({mime: obj}, metadata)
            else:
                data, extra = bundle(obj, include=(mime,))
                if data:
                    current.session.displays.send(data, extra)

    return display_as


display_html = _only("text/html")
display_markdown = _only("text/markdown")
display_svg = _only("image/svg+xml")
display_png = _only("image/png")
display_jpeg = _only("image/jpeg")
display_latex = _only("text/latex")
display_json = _only("application/json")
display_javascript = _only("application/javascript")
display_pretty = _only("text/plain")

# notebooks store "<IPython.core.display.HTML object>"
for _class in list(globals().values()):
    if isinstance(_class, type) and (issubclass(_class, DisplayObject) or _class in (IFrame, YouTubeVideo)):
        _class.__module__ = "IPython.lib.display" if _class in (Audio, IFrame, YouTubeVideo, Code) else "IPython.core.display"
