"""A host that remembers what it was told, and a test case around a fresh session."""

import builtins
import os
import re
import sys
import unittest

import anode_kernel
from anode_kernel import current


class Host:
    def __init__(self):
        self.events = []
        self.failures = 0
        self.answers = []
        self.asked = []
        self.owners = []  # the run of each piece of text

    def stream(self, run, name, text):
        self.owners.append(run)
        self.events.append((name, text))

    def display(self, run, data, metadata, display_id, update):
        self.events.append(("display", data, metadata, display_id, update))

    def result(self, run, data, metadata):
        self.events.append(("result", data, metadata))

    def failure(self, run, ename, evalue, traceback):
        self.events.append(("failure", ename, evalue, list(traceback)))

    def failed(self):
        self.failures += 1

    def clear(self, run, wait):
        self.events.append(("clear", wait))

    def input(self, run, prompt, password):
        self.asked.append((prompt, password))
        return self.answers.pop(0)


class SessionCase(unittest.TestCase):
    """self.run_cell(source) runs a cell; the helpers look at what the host heard of it."""

    maxDiff = None

    def setUp(self):
        saved = sys.stdout, sys.stderr, sys.stdin, sys.displayhook, list(sys.path), list(sys.meta_path), os.getcwd()
        main, asked, session = sys.modules["__main__"], builtins.input, current.session

        def restore():
            sys.stdout, sys.stderr, sys.stdin, sys.displayhook, sys.path[:], sys.meta_path[:], folder = saved
            sys.modules["__main__"], builtins.input, current.session = main, asked, session
            os.chdir(folder)

        self.addCleanup(restore)
        self.host = Host()
        self.session = anode_kernel.start(self.host)
        self.count = 0

    def run_cell(self, source):
        self.count += 1
        self.host.events.clear()
        return self.session.run("run-%d" % self.count, source, "Cell %d" % self.count, self.count)

    def written(self, name="stdout"):
        return "".join(event[1] for event in self.host.events if event[0] == name)

    def heard(self, kind):
        return [event[1:] for event in self.host.events if event[0] == kind]

    def result(self):
        """The text of the one result, None if there is none."""
        results = self.heard("result")
        self.assertLessEqual(len(results), 1)
        return results[0][0]["text/plain"] if results else None

    def shown(self, source):
        """Runs a cell that must succeed; gives its result."""
        status = self.run_cell(source)
        self.assertEqual("ok", status, self.host.events)
        return self.result()

    def failure(self, source, status="error"):
        """Runs a cell that must fail; gives (class, message, traceback without colours)."""
        self.assertEqual(status, self.run_cell(source))
        ((ename, evalue, lines),) = self.heard("failure")
        return ename, evalue, re.sub("\x1b\\[[0-9;]*m", "", "\n".join(lines))
