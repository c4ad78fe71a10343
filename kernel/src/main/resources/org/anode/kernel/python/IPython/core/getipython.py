"""Where some libraries import get_ipython from."""

from anode_kernel.current import get_ipython  # noqa: F401
