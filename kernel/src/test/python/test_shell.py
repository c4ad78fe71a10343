"""The shell object, the shape that libraries expect of it, and magics about names, files and history."""

import os
import sys
import tempfile
import unittest

from recording import SessionCase


class Recognised(SessionCase):
    def test_libraries_tell_a_notebook(self):
        self.assertEqual("'ZMQInteractiveShell'", self.shown("get_ipython().__class__.__name__"))
        self.assertEqual("True", self.shown("'IPKernelApp' in get_ipython().config"))
        self.assertEqual("True", self.shown("get_ipython().kernel.shell is get_ipython()"))
        self.assertEqual("True", self.shown("import sys\nsys.modules['IPython'].get_ipython() is get_ipython()"))

    def test_ipython_is_loaded_lazily(self):
        self.assertIn("IPython", sys.modules)
        self.assertEqual("True", self.shown("import IPython\nIPython.InteractiveShell.initialized()"))
        self.assertEqual("8", self.shown("IPython.version_info[0]"))

    def test_run_cell_tells_what_failed(self):
        self.shown("r = get_ipython().run_cell('1 / 0')")
        self.assertEqual("failure", self.host.events[0][0])
        self.assertEqual("(False, 'ZeroDivisionError')", self.shown("r.success, type(r.error_in_exec).__name__"))
        self.assertEqual("('SyntaxError')", "(%s)" % self.shown("type(get_ipython().run_cell('a b').error_before_exec).__name__"))

    def test_events_run_around_cells_and_may_fail(self):
        self.shown(
            "seen = []\n"
            "def before(info): seen.append(info.raw_cell)\n"
            "def after(result): raise ValueError('in a callback')\n"
            "get_ipython().events.register('pre_run_cell', before)"
        )
        self.shown("get_ipython().events.register('post_run_cell', after)")
        self.assertIn("in a callback", self.written("stderr"))
        self.shown("get_ipython().events.unregister('post_run_cell', after)")
        self.assertEqual("True", self.shown("'post_run_cell' in seen[0]"))

    def test_functions_after_a_cell_are_told_how_it_went(self):
        self.shown(
            "told = []\ndef after(run): told.append((run.success, run.execution_count, run.result, "
            "run.error_before_exec, run.error_in_exec))\nget_ipython().events.register('post_run_cell', after)"
        )
        self.shown("told.clear()\n5")
        self.assertEqual("[(True, 2, 5, None, None)]", self.shown("told"))
        self.failure("told.clear()\n1 / 0")
        self.assertEqual("[(False, 4, None, None, ZeroDivisionError('division by zero'))]", self.shown("told"))
        self.failure("a b")
        self.assertEqual("(False, 6, None, 'SyntaxError', None)", self.shown("*told[-1][:3], type(told[-1][3]).__name__, told[-1][4]"))
        self.failure("exec('a b')")
        self.assertEqual("(None, 'SyntaxError')", self.shown("told[-1][3], type(told[-1][4]).__name__"))

    def test_formatters_of_ones_own(self):
        self.shown(
            "class Foreign: pass\n"
            "f = get_ipython().display_formatter.formatters['text/html']\n"
            "f.for_type(Foreign, lambda it: '<b>')"
        )
        self.shown("Foreign()")
        self.assertEqual("<b>", self.heard("result")[0][0]["text/html"])
        self.shown("f.pop(Foreign)\nForeign()")
        self.assertNotIn("text/html", self.heard("result")[0][0])
        self.shown("f.for_type('__main__.Foreign', lambda it: '<i>')\nf.pop('__main__.Foreign')\nForeign()")
        self.assertNotIn("text/html", self.heard("result")[0][0])

    def test_formatters_of_plain_text_can_be_taken_back(self):
        self.shown(
            "p = get_ipython().display_formatter.formatters['text/plain']\n"
            "for cls in (int, list, 'fractions.Fraction'): p.for_type(cls, lambda it, printer, cycle: printer.text('mine'))"
        )
        taken_back = "for cls in (int, list, 'fractions.Fraction'): p.pop(cls)"
        self.addCleanup(self.run_cell, taken_back)
        self.assertEqual("(mine, mine, mine)", self.shown("import fractions\n1, [2], fractions.Fraction(3)"))
        self.shown(taken_back)
        self.assertEqual("(1, [2], Fraction(3, 1))", self.shown("1, [2], fractions.Fraction(3)"))

    def test_formatters_can_be_turned_off(self):
        self.shown("f = get_ipython().display_formatter.formatters['text/html']\nf.enabled = False")
        self.addCleanup(self.run_cell, "f.enabled = True")
        self.shown("from IPython.display import HTML\nHTML('<b>')")
        self.assertEqual(["text/plain"], list(self.heard("result")[0][0]))
        self.shown("f.enabled = True\nHTML('<b>')")
        self.assertIn("text/html", self.heard("result")[0][0])

    def test_capture_output(self):
        self.shown("from IPython.utils.capture import capture_output\nwith capture_output() as kept:\n    print('in')\nprint('out')")
        self.assertEqual("out\n", self.written())
        self.assertEqual("'in\\n'", self.shown("kept.stdout"))


class History(SessionCase):
    def test_history_prints_ranges(self):
        self.shown("a = 1")
        self.shown("b = 2\nc = 3")
        self.shown("%history 1-2")
        self.assertEqual("a = 1\nb = 2\nc = 3\n", self.written())
        self.shown("%history -n 2")
        self.assertEqual("   2:\nb = 2\nc = 3\n", self.written())
        self.assertIn("no number", self.failure("%history x")[1])

    def test_history_shows_outputs_and_rewritten_lines(self):
        self.shown("%time 5")
        self.shown("%history -o 1")
        self.assertEqual("%time 5\n5\n", self.written())
        self.shown("%history -t 1")
        self.assertEqual("get_ipython().run_line_magic('time', '5')\n", self.written())

    def test_reset_keeps_what_belongs_to_the_session(self):
        self.shown("kept = 1\n%reset -f")
        self.assertEqual("NameError", self.failure("kept")[0])
        self.assertEqual("True", self.shown("callable(display) and get_ipython() is not None"))
        self.host.answers.append("no")
        self.shown("kept = 2")
        self.shown("%reset")
        self.assertEqual("2", self.shown("kept"))

    def test_save_asks_before_it_writes_over_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            self.shown("%cd -q " + folder)
            self.shown("%save part 1")
            self.assertIn("exists", self.failure("%save part 1")[1])
            self.shown("%save -f part 1\n%cd -q /")
            self.assertTrue(os.path.exists(os.path.join(folder, "part.py")))


class Others(SessionCase):
    def test_precision(self):
        self.assertEqual("'%.2f'", self.shown("%precision 2"))
        self.assertEqual("[0.33, 1]", self.shown("[1 / 3, 1]"))
        self.assertEqual("'%r'", self.shown("%precision"))
        self.assertEqual("[0.3333333333333333, 1]", self.shown("[1 / 3, 1]"))
        self.assertEqual("0.5", self.shown("0.5"))
        self.assertIn("digits", self.failure("%precision much")[1])

    def test_short_tracebacks(self):
        self.shown("%xmode Minimal")
        self.assertEqual("ZeroDivisionError: division by zero", self.failure("1 / 0")[2])
        self.shown("%xmode")
        self.assertIn("1 / 0", self.failure("1 / 0")[2])
        self.shown("%tb")
        self.assertIn("1 / 0", self.heard("failure")[0][2][2] + self.heard("failure")[0][2][3])

    def test_scripts_tell_that_they_failed(self):
        self.assertEqual("CalledProcessError", self.failure("%%bash\nexit 3")[0])
        self.shown("%%bash --no-raise-error --out o --err e\necho a; echo b >&2; exit 3")
        self.assertEqual("('a\\n', 'b\\n', 3)", self.shown("o, e, _exit_code"))

    def test_every_magic_that_is_listed_can_be_loaded(self):
        from anode_kernel import magics

        for name in magics.LINE:
            self.assertTrue(callable(magics.load(name)), name)
        for name in magics.CELL:
            self.assertTrue(callable(magics.load(name, cell=True)), name)


class Whole(unittest.TestCase):
    def test_what_wants_more_lines(self):
        from anode_kernel.whole import check_complete

        for text, expected in (
            ("", ("complete", "")),
            ("a = 1", ("complete", "")),
            ("if a:", ("incomplete", "    ")),
            ("if a:\n    return", ("incomplete", "")),
            ("if a:\n    b\n", ("complete", "")),
            ("try:\n    a", ("incomplete", "    ")),
            ("x = (1,", ("incomplete", "")),
            ("'''", ("incomplete", "")),
            ("'a", ("invalid", "")),
            ("1 +", ("invalid", "")),
            ("%%time\nx", ("incomplete", "")),
            ("%%time\nx\n\n", ("complete", "")),
            ("await f()", ("complete", "")),
            ("@f\n", ("incomplete", "")),
            ("if a:\n    passed = 1", ("incomplete", "    ")),
            ("if a:\n    pass_ = 1", ("incomplete", "    ")),
            ("if a:\n    return(1)", ("incomplete", "")),
            ("if a:\n    pass;", ("incomplete", "")),
            ("if a:\n    pass  # why", ("incomplete", "")),
        ):
            self.assertEqual(expected, check_complete(text), text)

    def test_what_is_too_deep_to_parse_is_no_error(self):
        from anode_kernel.whole import check_complete

        self.assertIn(check_complete("x=" + "-" * 100_000 + "1")[0], ("complete", "invalid"))


if __name__ == "__main__":
    unittest.main()
