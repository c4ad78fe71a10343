"""Runs cells in ipykernel through jupyter_client: a JSON list of sources comes on stdin.

Prints {"ms": time of each cell, "status": how each ended}.
"""

import json
import sys
import time

from jupyter_client.manager import start_new_kernel

CELL_SECONDS_MAX = 900


def main():
    sources = json.load(sys.stdin)
    manager, client = start_new_kernel(kernel_name="python3")
    took, status = [], []
    try:
        for source in sources:
            began = time.perf_counter()
            reply = client.execute_interactive(source, timeout=CELL_SECONDS_MAX, output_hook=lambda message: None)
            took.append((time.perf_counter() - began) * 1000)
            status.append(reply["content"]["status"])
        print(json.dumps({"ms": took, "status": status}))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main()
