"""Runs every test of this folder in whatever Python this is."""

import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.normpath(os.path.join(HERE, "../../main/resources/org/anode/kernel/python"))


def run(pattern="test_*.py"):
    """Gives (tests run, tests skipped, text of what failed, "" if nothing did)."""
    sys.path[:0] = [folder for folder in (PROGRAM, HERE) if folder not in sys.path]
    result = unittest.TestResult()
    unittest.defaultTestLoader.discover(HERE, pattern=pattern, top_level_dir=HERE).run(result)
    failed = ["%s\n%s" % (test, text) for test, text in result.failures + result.errors]
    return result.testsRun, len(result.skipped), "\n".join(failed)


if __name__ == "__main__":
    ran, skipped, failed = run()
    sys.stdout.write("%d tests, %d skipped\n%s" % (ran, skipped, failed))
    sys.exit(1 if failed else 0)
