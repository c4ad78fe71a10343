"""with capture_output() as kept: …"""

from anode_kernel.capture import Captured as CapturedIO  # noqa: F401
from anode_kernel.capture import capture_output  # noqa: F401
