"""Where newer notebooks import display functions from."""

from anode_kernel.display import DisplayHandle, clear_output, display, update_display  # noqa: F401
from anode_kernel.showable import publish_display_data  # noqa: F401
