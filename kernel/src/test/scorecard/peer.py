"""Asks ipykernel the scorecard's checks. stdin has one JSON array of steps a line; each is answered by one of replies.

Every line's session is the same kernel, in the folder this program is started in. What a step put out is looked up when
all steps of its line are done, so that late output is found under the step it names as its parent.
"""
import json, os, queue, sys, tempfile, time

os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else the debugger's sentences stand in stderr
from jupyter_client.manager import start_new_kernel

PATIENCE_S = 240  # for one step; a kernel that is silent so long will not answer


class Peer:
    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")
        self.heard = []  # (parent, event) of the line that is being asked
        self.idle = set()
        self.payloads = {}

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ask(self, steps):
        self.heard.clear()
        asked = [getattr(self, step["kind"])(step) for step in steps]
        for parent, reply in asked:
            reply["events"] = [event for owner, event in self.heard if owner == parent] + self.payloads.pop(parent, [])
        return [reply for parent, reply in asked]

    def cell(self, step):
        # Else ipykernel leaves out, without a word on it, what comes in the moment after a cell that failed.
        parent = self.client.execute(step["source"], allow_stdin=True, stop_on_error=False)
        answers, interrupt, reply = list(step["answers"]), step["interruptAfter"], None
        deadline = time.monotonic() + PATIENCE_S
        while reply is None or parent not in self.idle:
            self.listen(deadline)
            question = self.taken(self.client.get_stdin_msg)
            if question and question["parent_header"]["msg_id"] == parent:
                said = question["content"]
                self.heard.append((parent, {"kind": "input", "prompt": said["prompt"], "password": said["password"]}))
                if answers:
                    self.client.input(answers.pop(0))
            if interrupt and interrupt in self.written(parent):
                interrupt = None
                self.manager.interrupt_kernel()
            reply = reply or self.reply(parent)
        while step["until"] and step["until"] + "\n" not in self.written(parent):
            self.listen(deadline)
        said = reply["content"]
        self.payloads[parent] = [
            {"kind": "display", "data": page["data"], "metadata": {}, "id": None, "update": False}
            for page in said.get("payload", []) if page["source"] == "page"
        ]
        status = "interrupted" if said.get("ename") == "KeyboardInterrupt" else said["status"]
        failure = {key: said[key] for key in ("ename", "evalue") if key in said}
        return parent, {"status": status, "count": said["execution_count"], **failure}

    def complete(self, step):
        parent = self.client.complete(step["source"], step["cursor"])
        said = self.awaited(parent)["content"]
        return parent, {"matches": said["matches"], "from": said["cursor_start"], "to": said["cursor_end"]}

    def inspect(self, step):
        parent = self.client.inspect(step["source"], step["cursor"])
        said = self.awaited(parent)["content"]
        return parent, {"found": said["found"], "help": said["data"].get("text/plain", "")}

    def awaited(self, parent):
        deadline = time.monotonic() + PATIENCE_S
        reply = None
        while reply is None:
            self.listen(deadline)
            reply = self.reply(parent)
        return reply

    def reply(self, parent):
        said = self.taken(self.client.get_shell_msg)
        return said if said and said["parent_header"].get("msg_id") == parent else None

    def taken(self, get):
        try:
            return get(timeout=0)
        except queue.Empty:
            return None

    def written(self, parent):
        return "".join(event["text"] for owner, event in self.heard if owner == parent and event["kind"] == "stream")

    def listen(self, deadline):
        """Takes what the kernel put out, waiting a little for it."""
        if time.monotonic() > deadline:
            raise TimeoutError("ipykernel does not answer")
        try:
            message = self.client.get_iopub_msg(timeout=0.01)
        except queue.Empty:
            return
        parent, said = message["parent_header"].get("msg_id"), message["content"]
        if message["msg_type"] == "status" and said["execution_state"] == "idle":
            self.idle.add(parent)
        event = self.event(message["msg_type"], said)
        if event:
            self.heard.append((parent, event))

    def event(self, kind, said):
        if kind == "stream":
            return {"kind": "stream", "name": said["name"], "text": said["text"]}
        if kind in ("display_data", "update_display_data"):
            shown_id = said.get("transient", {}).get("display_id")
            update = kind.startswith("update")
            return {"kind": "display", "data": said["data"], "metadata": said["metadata"], "id": shown_id, "update": update}
        if kind == "execute_result":
            return {"kind": "result", "data": said["data"], "metadata": said["metadata"]}
        if kind == "error":
            return {"kind": "error", "ename": said["ename"], "evalue": said["evalue"], "traceback": said["traceback"]}
        if kind == "clear_output":
            return {"kind": "clear", "wait": said["wait"]}
        return None


def main():
    with tempfile.TemporaryDirectory() as home:
        os.environ["IPYTHONDIR"] = os.environ["JUPYTER_CONFIG_DIR"] = os.environ["JUPYTER_RUNTIME_DIR"] = home
        peer = Peer()
        try:
            for line in sys.stdin:
                print(json.dumps(peer.ask(json.loads(line))), flush=True)
        finally:
            peer.close()


main()
