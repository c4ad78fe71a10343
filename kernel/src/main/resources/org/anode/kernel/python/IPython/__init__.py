"""The part of IPython's interface that notebooks use, on top of this kernel."""

from anode_kernel.current import get_ipython
from anode_kernel.shell import InteractiveShell

from .display import display

__version__ = "8.30.0"  # the release whose interface this follows; libraries compare it
version_info = (8, 30, 0, "")

__all__ = ["InteractiveShell", "display", "get_ipython", "version_info"]
