"""The error of magics."""

from anode_kernel.usage import UsageError  # noqa: F401
