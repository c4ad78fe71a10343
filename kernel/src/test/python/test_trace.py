"""Tracebacks: where, with context, without frames of the kernel."""

import sys
import unittest

from recording import SessionCase


class Tracebacks(SessionCase):
    def test_frames_name_cell_line_and_function(self):
        self.shown("def f(x):\n    y = 1\n    return y / x\n")
        ename, evalue, text = self.failure("# first\nf(0)")
        self.assertEqual(("ZeroDivisionError", "division by zero"), (ename, evalue))
        self.assertEqual(
            "-" * 75 + "\n"
            "ZeroDivisionError                         Traceback (most recent call last)\n"
            "Cell 2, line 2\n"
            "      1 # first\n"
            "----> 2 f(0)\n"
            "\n"
            "Cell 1, line 3, in f\n"
            "      1 def f(x):\n"
            "      2     y = 1\n"
            "----> 3     return y / x\n"
            "\n"
            "ZeroDivisionError: division by zero",
            text,
        )

    def test_that_a_cell_failed_is_said_before_why(self):
        self.shown("1")
        self.assertEqual(0, self.host.failures)
        seen = []
        told = self.host.failure
        self.host.failure = lambda *words: (seen.append(self.host.failures), told(*words))
        self.failure("1 / 0")
        self.assertEqual([1], seen)

    def test_no_frames_of_the_kernel(self):
        for source in ("1 / 0", "%time 1 / 0", "%%time\n1 / 0", "display(1, metadata=5)", "import nowhere_at_all"):
            text = self.failure(source)[2]
            self.assertNotIn("anode_kernel", text, source)
            self.assertNotIn("importlib", text, source)

    def test_a_cell_run_again_shows_its_own_source(self):
        self.run_cell("def f():\n    return 1 / 0")
        first = self.session.namespace["f"]
        self.session.run("again", "def f():\n    pass\n    return 2 / 0", "Cell 1", 1)
        self.session.namespace["first"] = first
        self.assertIn("----> 2     return 1 / 0", self.failure("first()")[2])

    def test_syntax_errors_point_at_the_place(self):
        ename, evalue, text = self.failure("x = 1\ny = = 2")
        self.assertEqual(("SyntaxError", "invalid syntax (Cell 1, line 2)"), (ename, evalue))
        self.assertIn("Cell 1, line 2\n    y = = 2\n        ^\nSyntaxError: invalid syntax", text)
        self.assertEqual("IndentationError", self.failure("if 1:\nx = 2")[0])

    def test_causes_come_first(self):
        text = self.failure("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('worse') from e")[2]
        self.assertLess(text.index("ZeroDivisionError: division"), text.index("direct cause of the following"))
        self.assertLess(text.index("direct cause of the following"), text.index("ValueError: worse"))
        text = self.failure("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('worse')")[2]
        self.assertIn("During handling of the above exception", text)
        text = self.failure("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('worse') from None")[2]
        self.assertNotIn("ZeroDivisionError: division", text)

    def test_recursion_is_collapsed(self):
        ename, evalue, text = self.failure("def r(n):\n    return r(n + 1)\nr(0)")
        self.assertEqual("RecursionError", ename)
        self.assertIn("frames that repeat the ones above", text)
        self.assertLess(len(text.split("\n")), 60)

    def test_of_a_deep_recursion_only_the_ends_are_looked_at(self):
        import sys

        self.addCleanup(sys.setrecursionlimit, sys.getrecursionlimit())
        sys.setrecursionlimit(20_000)
        # Counted: how deep a limit lets cells go differs between Pythons.
        for depth, said in (6_000, r"… \d{4} frames left out …"), (12_000, "… and more than 9000 other frames …"):
            text = self.failure("def f(n):\n    return f(n - 1) if n else 1 / 0\nf(%d)" % depth)[2]
            self.assertRegex(text, said)
            self.assertIn("line 3", text)
            self.assertLess(text.count("line 2"), 12)

    def test_exception_groups_show_their_members(self):
        text = self.failure("raise ExceptionGroup('both', [ValueError('a'), ExceptionGroup('in', [KeyError('b')])])")[2]
        for part in ("ExceptionGroup: both (2 sub-exceptions)", "| ValueError: a", "|   | KeyError: 'b'"):
            self.assertIn(part, text)

    def test_notes_are_shown(self):
        self.assertIn("\nlook here", self.failure("e = ValueError('x')\ne.add_note('look here')\nraise e")[2])

    def test_an_exception_without_text(self):
        source = "class Bad(Exception):\n    def __str__(self): raise KeyError\nraise Bad"
        self.assertEqual(("Bad", "(its text could not be made: KeyError)"), self.failure(source)[:2])

    def test_a_cycle_of_causes_ends(self):
        self.failure("a, b = ValueError('a'), ValueError('b')\na.__cause__, b.__cause__ = b, a\nraise a")

    def test_code_without_source(self):
        ename, evalue, text = self.failure("exec('1 / 0')")
        self.assertIn("File <string>:1", text)

    def test_library_frames_name_their_file(self):
        text = self.failure("import json\njson.loads('{')")[2]
        self.assertIn("json", text)
        self.assertRegex(text, r"File .*decoder\.py:\d+, in ")

    def test_positions_after_magics_stay(self):
        self.assertIn("----> 3 1 / 0", self.failure("!true\nx = !true\n1 / 0")[2])
        self.assertIn("Cell 2, line 4", self.failure("%%time\n\nx = 1\n1 / 0")[2])


class Libraries(SessionCase):
    def test_what_goes_on_inside_libraries_is_one_line(self):
        self.shown("import copy\nclass Bad:\n    def __deepcopy__(self, memo): raise ValueError('bad')")
        text = self.failure("copy.deepcopy([{'a': Bad()}])")[2]
        self.assertIn("copy.deepcopy([{'a': Bad()}])", text)
        self.assertRegex(text, r"… \d+ frames inside libraries …")
        self.assertIn("raise ValueError('bad')", text)


if __name__ == "__main__":
    unittest.main()
