"""Where older notebooks import capture_output from."""

from anode_kernel.capture import capture_output  # noqa: F401
