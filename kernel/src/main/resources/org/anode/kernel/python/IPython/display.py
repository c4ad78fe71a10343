"""Everything that "from IPython.display import …" is asked for in notebooks."""

from anode_kernel.display import DisplayHandle, clear_output, display, update_display
from anode_kernel.showable import (
    HTML,
    JSON,
    SVG,
    Audio,
    Code,
    DisplayObject,
    FileLink,
    GeoJSON,
    IFrame,
    Image,
    Javascript,
    Latex,
    Markdown,
    Math,
    Pretty,
    TextDisplayObject,
    Video,
    YouTubeVideo,
    display_html,
    display_javascript,
    display_jpeg,
    display_json,
    display_latex,
    display_markdown,
    display_png,
    display_pretty,
    display_svg,
    publish_display_data,
    set_matplotlib_formats,
)

__all__ = [name for name in dir() if not name.startswith("_")]
