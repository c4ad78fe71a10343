"""For notebooks that set InteractiveShell.ast_node_interactivity."""

from anode_kernel.shell import InteractiveShell  # noqa: F401
