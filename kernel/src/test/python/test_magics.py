"""Magics, shell commands and the rewriting of cells that use them."""

import os
import re
import sys
import tempfile
import time
import unittest

from recording import SessionCase

from anode_kernel import commands, timing
from anode_kernel.transform import to_python

LINE = "get_ipython().run_line_magic(%r, %r)"


class Rewriting(unittest.TestCase):
    def test_lines(self):
        for source, expected in (
            ("%time f(1)", LINE % ("time", "f(1)")),
            ("  %time  f(1) ", "  " + LINE % ("time", "f(1)")),
            ("x = %time f(1)", "x = " + LINE % ("time", "f(1)")),
            ("a, b = %time f(1)", "a, b = " + LINE % ("time", "f(1)")),
            ("x.y[0] = !ls", "x.y[0] = get_ipython().getoutput('ls')"),
            ("!ls -l", "get_ipython().system('ls -l')"),
            ("!!ls", "get_ipython().getoutput('ls')"),
            ("f?", LINE % ("pinfo", "f")),
            ("a.b??", LINE % ("pinfo2", "a.b")),
            ("?f", LINE % ("pinfo", "f")),
            ("%time?", LINE % ("pinfo", "%time")),
            ("str.*find*?", LINE % ("pinfo", "str.*find*")),
        ):
            self.assertEqual(expected, to_python(source), source)

    def test_what_only_looks_like_a_magic(self):
        for source in (
            "x = (5\n%3)",
            "x = 5 \\\n% 3",
            "'''\n%time\n!ls\nwhat?\n'''",
            'f"""\n%time\n"""',
            "x = [\n  1,\n# ( '\n  2\n]\ny = 'a?'",
            "x = 'it\\'s (' \\\n%(1,)",
            "x == !y",
            "x = 1  # %time?",
        ):
            self.assertEqual(source, to_python(source), source)

    def test_lines_keep_their_numbers(self):
        source = "a = 1\n!echo \\\n  b\nif a:\n    %time a\nc = '''\n!no\n'''\n!yes"
        lines = to_python(source).split("\n")
        self.assertEqual("get_ipython().system('echo  b')", lines[1])
        self.assertEqual("", lines[2])
        self.assertEqual("    " + LINE % ("time", "a"), lines[4])
        self.assertEqual("!no", lines[6])
        self.assertEqual("get_ipython().system('yes')", lines[8])

    def test_rewriting_never_raises(self):
        import random

        rng = random.Random(7)
        for number in range(1000):
            text = "".join(rng.choice("%!?='\"\\\n ()[]{}#ax1,.") for position in range(rng.randrange(30)))
            self.assertIsInstance(to_python(text), str)


class Timing(SessionCase):
    def test_durations(self):
        for seconds, text in (
            (0, "0 ns"),
            (1.5e-9, "1.5 ns"),
            (1e-6, "1 µs"),
            (7.154e-6, "7.15 µs"),
            (0.0125, "12.5 ms"),
            (1, "1 s"),
            (59.99, "60 s"),
            (65, "1min 5s"),
            (3661, "1h 1min 1s"),
            (100_000, "1d 3h 46min 40s"),
        ):
            self.assertEqual(text, timing.duration(seconds))

    def test_time_prints_and_gives_the_value(self):
        self.assertEqual("6", self.shown("%time 2 * 3"))
        self.assertRegex(self.written(), r"^CPU times: user .*, sys: .*, total: .*\nWall time: .*\n$")
        self.assertIsNone(self.shown("%time x = 4"))
        self.assertEqual("8", self.shown("y = %time x + x\ny"))

    def test_time_over_a_cell(self):
        self.assertEqual("3", self.shown("%%time\nz = 1\nz + 2"))
        self.assertIn("Wall time:", self.written())
        self.assertEqual("1", self.shown("z"))
        self.assertIsNone(self.shown("%%time\nz;"))

    def test_time_takes_a_line_or_a_cell(self):
        self.assertEqual(
            ("UsageError", "Can't use statement directly after '%%time'!"), self.failure("%%time a = 1\nb = 2")[:2]
        )
        self.assertEqual("3", self.shown("%%time 1 + 2"))

    def test_time_sees_the_variables_of_a_function(self):
        self.shown("def g(k):\n    r = %time k + 1\n    return r")
        self.assertEqual("10", self.shown("g(9)"))

    def test_timeit(self):
        self.shown("n = 0\ndef f():\n    global n\n    n += 1")
        self.shown("%timeit -n 5 -r 3 f()")
        self.assertRegex(self.written(), r" ± .* per loop \(mean ± std\. dev\. of 3 runs, 5 loops each\)\n$")
        self.assertEqual("15", self.shown("n"))
        self.assertIn("TimeitResult", self.shown("%timeit -o -q -n 1 -r 1 f()"))
        self.assertEqual("", self.written())
        self.shown("%%timeit -n 2 -r 1 t = 5\nt + 1\nf()")
        self.assertIn("1 run, 2 loops each", self.written())

    def test_prun_prints_a_table(self):
        self.shown("%prun -l 5 sorted(range(10))")
        text = self.heard("display")[0][0]["text/plain"]
        self.assertIn("function calls", text)
        self.assertIn("ncalls", text)
        self.shown("%%prun -q first = 1\nsecond = first + 1")
        self.assertEqual("(1, 2)", self.shown("first, second"))


@unittest.skipIf(os.name == "nt", "needs a POSIX shell")
class Commands(SessionCase):
    def test_output_is_shown(self):
        self.shown("!printf 'a\\nb'; echo c >&2")
        self.assertEqual("a\nbc\n", self.written())

    def test_output_is_assigned(self):
        self.assertEqual("['x', 'y']", self.shown("lines = !printf 'x\\ny\\n'\nlines"))
        self.assertEqual("'x y'", self.shown("lines.s"))

    def test_values_are_put_in(self):
        self.shown("name = 'Ada'\n!echo {name} $name {1 + 1} {{b}} '{print $1}' $$HOME_NOT")
        self.assertEqual("Ada Ada 2 {b} {print $1}\n", self.written())

    def test_the_exit_code_is_kept(self):
        self.assertEqual("3", self.shown("!exit 3\n_exit_code"))

    def test_a_command_cannot_read_the_kernels_input(self):
        self.shown("!cat; echo done")
        self.assertEqual("done\n", self.written())

    def test_a_command_whose_output_nobody_takes_is_stopped(self):
        def broken(text):
            raise SystemExit

        began = time.monotonic()
        self.assertRaises(SystemExit, commands._run, "echo a; exec sleep 60", broken)
        piped = commands.Piped(["sh", "-c", "echo a; exec sleep 60"], "x" * 10**6)
        self.assertRaises(SystemExit, piped.run, broken, str)
        process = piped._process
        self.assertIsNotNone(process.poll())
        while not (process.stdin.closed and process.stdout.closed and process.stderr.closed):
            self.assertLess(time.monotonic() - began, 30)
            time.sleep(0.001)

    def test_pipes_of_a_script_are_closed(self):
        piped = commands.Piped(["sh", "-c", "exit 3"], "x" * 10**6)
        self.assertEqual(3, piped.run(str, str))
        process = piped._process
        self.assertTrue(process.stdin.closed and process.stdout.closed and process.stderr.closed)

    def test_scripts(self):
        self.shown("%%sh\nfor i in 1 2; do echo $i; done")
        self.assertEqual("1\n2\n", self.written())


class Others(SessionCase):
    def test_unknown_magics_say_which_exist(self):
        ename, evalue, text = self.failure("%nonsense 1")
        self.assertEqual("UsageError", ename)
        self.assertRegex(evalue, r"^There is no magic %nonsense here\. These exist: .*%time .*%timeit")
        self.assertNotIn("Traceback", text)
        self.assertIn("There is no magic %%nonsense", self.failure("%%nonsense\n1")[1])
        self.assertIn("Did you mean %%capture?", self.failure("%capture x")[1])
        self.assertIn("must be the first line", self.failure("1\n%%time\n2")[1])

    def test_matplotlib_inline_is_accepted_without_matplotlib(self):
        self.shown("%matplotlib inline\n%config InlineBackend.figure_format = 'retina'")
        self.assertEqual([], self.host.events)

    def test_pip_says_why_not(self):
        self.assertIn("GraalPy", self.failure("%pip install numpy")[1])

    def test_help(self):
        self.shown("def f(a, b=1):\n    '''Adds.'''\n    return a + b")
        self.shown("f?")
        text = self.heard("display")[0][0]["text/plain"]
        self.assertIn("f(a, b=1)", text)
        self.assertIn("Adds.", text)
        self.shown("f??")
        self.assertIn("return a + b", self.heard("display")[0][0]["text/plain"])
        self.shown("nowhere?")
        self.assertIn("`nowhere` not found", self.written())

    def test_captured_output(self):
        self.shown("%%capture kept\nprint('quiet')\ndisplay('d')\n5")
        self.assertEqual([], self.host.events)
        self.assertEqual("('quiet\\n', 2)", self.shown("kept.stdout, len(kept.outputs)"))

    def test_captured_results_and_failures(self):
        self.shown("from IPython.utils.capture import capture_output\nwith capture_output() as kept:\n    get_ipython().run_cell('5')")
        self.assertEqual([], self.host.events)
        self.assertEqual("'5'", self.shown("kept.outputs[0][0]['text/plain']"))
        self.assertEqual("ZeroDivisionError", self.failure("%%capture kept\nprint('so far')\n1 / 0")[0])
        self.assertEqual("'so far\\n'", self.shown("kept.stdout"))
        self.shown("%%capture --no-display kept\n6")
        self.assertEqual("6", self.result())
        self.assertEqual("[]", self.shown("kept.outputs"))

    def test_the_environment_hides_its_secrets(self):
        for name in ("SOME_TOKEN", "ApiKey", "secret_word", "SOME_PLACE"):
            os.environ[name] = "value"
            self.addCleanup(os.environ.pop, name)
        self.shown("listed = %env")
        self.assertEqual(
            "('<hidden>', '<hidden>', '<hidden>', 'value')",
            self.shown("listed['SOME_TOKEN'], listed['ApiKey'], listed['secret_word'], listed['SOME_PLACE']"),
        )
        self.assertEqual("'value'", self.shown("%env SOME_TOKEN"))

    def test_programs_run_among_the_names_of_the_cells(self):
        with tempfile.TemporaryDirectory() as folder:
            self.shown("%cd -q " + folder + "\nname = 'cell'\ndef read(): return name")
            self.shown("%%writefile part.py\nimport sys\nname = 'program'\nseen = read(), __name__, __file__\ndel sys.path[0]")
            self.shown("before = list(__import__('sys').path)\n%run -i part.py")
            self.assertEqual("('program', '__main__', 'part.py')", self.shown("seen"))
            self.assertEqual("(False, '__main__', True)", self.shown("'__file__' in globals(), __name__, before == sys.path"))
            self.shown("%%writefile part.py\nname = 'so far'\n1 / 0")
            self.assertEqual("ZeroDivisionError", self.failure("%run part.py")[0])
            self.assertEqual("'so far'", self.shown("name"))
            self.shown("%cd -q /")

    def test_folders_and_files(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.realpath(folder)
            self.assertEqual(repr(folder), self.shown("%cd " + folder + "\n%pwd"))
            self.shown("%%writefile part.py\nvalue = 7\nprint('ran')")
            self.shown("%run part.py")
            self.assertIn("ran\n", self.written())
            self.assertEqual("7", self.shown("value"))
            self.shown("%cd /")

    def test_names(self):
        self.shown("alpha = 1\nbeta = 'x'")
        self.shown("%who")
        self.assertEqual("alpha\t beta\t \n", self.written())
        self.shown("%whos")
        self.assertRegex(self.written(), r"alpha +int +1\nbeta +str +x")

    def test_names_are_those_of_the_list_of_variables(self):
        self.shown("display = 5\nget_ipython().push({'pushed': 1}, interactive=False)")
        self.shown("%who")
        self.assertEqual("display\t \n", self.written())

    def test_magics_of_the_notebook(self):
        self.shown(
            "from IPython.core.magic import register_line_magic\n"
            "@register_line_magic\ndef shout(line):\n    return line.upper()"
        )
        self.assertEqual("'HELLO'", self.shown("%shout hello"))


if __name__ == "__main__":
    unittest.main()
