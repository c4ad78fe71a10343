"""Where notebooks find the class of the shell."""

from anode_kernel.shell import InteractiveShell  # noqa: F401
from anode_kernel.surroundings import CellRun as ExecutionResult  # noqa: F401
from anode_kernel.surroundings import Told as ExecutionInfo  # noqa: F401
