"""Times ipykernel through jupyter_client: start to ready, and request to first output. Prints one JSON object."""
import json, sys, time
from jupyter_client.manager import start_new_kernel

def first_output_ms(client, code):
    began = time.perf_counter()
    request = client.execute(code)
    first = None
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        kind = message["msg_type"]
        if kind == "stream" and first is None:
            first = (time.perf_counter() - began) * 1000
        if kind == "status" and message["content"]["execution_state"] == "idle":
            return first

starts, firsts = [], []
for _ in range(int(sys.argv[1])):
    began = time.perf_counter()
    manager, client = start_new_kernel(kernel_name="python3")
    starts.append((time.perf_counter() - began) * 1000)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
manager, client = start_new_kernel(kernel_name="python3")
for i in range(int(sys.argv[2]) + 20):
    took = first_output_ms(client, f"print({i})")
    if i >= 20:
        firsts.append(took)
client.stop_channels()
manager.shutdown_kernel(now=True)
print(json.dumps({"start": starts, "first": firsts}))
