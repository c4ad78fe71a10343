"""Running cells: results, streams, history, await, and what survives failures."""

import unittest

import anode_kernel
from recording import SessionCase


class Results(SessionCase):
    def test_the_last_expression_is_the_result(self):
        self.assertEqual("3", self.shown("x = 1\nx + 2"))

    def test_none_and_statements_show_nothing(self):
        self.assertIsNone(self.shown("None"))
        self.assertIsNone(self.shown("1\nx = 2"))

    def test_a_semicolon_hides_the_result(self):
        for source in ("5;", "5 ;  # why", "(5);", "(5\n) ;\n# end\n", "é = '😀'; é;"):
            self.assertIsNone(self.shown(source), source)
        for source in ("5 # not;", "';'", "5\n# a;"):
            self.assertIsNotNone(self.shown(source), source)

    def test_results_are_kept_in_the_underscores(self):
        self.shown("10")
        self.shown("20")
        self.shown("30")
        self.assertEqual("(30, 20, 10)", self.shown("_, __, ___"))
        self.assertEqual("(10, 20)", self.shown("_1, Out[2]"))
        self.assertEqual("'20'", self.shown("In[2]"))
        self.assertEqual("'In[2]'", self.shown("_i"))

    def test_an_underscore_of_the_notebook_is_left_alone(self):
        self.shown("_ = 'mine'")
        self.shown("42")
        self.assertEqual("'mine'", self.shown("_"))

    def test_results_go_on_once_their_names_are_gone(self):
        self.shown("x = object()\nx")
        self.shown("%xdel x")
        self.shown("1")
        self.assertEqual("1", self.shown("_"))
        self.assertEqual("False", self.shown("any(type(value) is object for value in list(globals().values()))"))
        self.shown("%reset -f -s")
        self.shown("2")
        self.assertEqual("2", self.shown("_"))

    def test_every_expression_is_shown_on_demand(self):
        shell = "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = "
        self.shown(shell + "'all'")
        try:
            self.run_cell("1\n2;\n3")
            self.assertEqual(["1", "3"], [data["text/plain"] for data, metadata in self.heard("result")])
        finally:
            self.run_cell(shell + "'last_expr'")


class Forgotten(SessionCase):
    """What a spare kernel ran to get warm."""

    def test_cells_that_warm_leave_nothing_behind(self):
        import linecache

        before = set(self.session.namespace)
        for cell in anode_kernel.warm():
            self.session.run("", cell, "Warm-up", 1)
        self.assertTrue(self.host.events)
        self.session.forget()
        self.assertEqual(before, set(self.session.namespace))
        self.assertEqual([], [name for name in linecache.cache if "Warm-up" in name])
        self.assertEqual(([], 0), self.session.variables())
        self.assertEqual("(['', 'In, Out, _i, _ii'], {}, '', '')", self.shown("In, Out, _i, _ii"))

    def test_warm_cells_fail_only_where_they_should(self):
        statuses = {cell: self.run_cell(cell) for cell in anode_kernel.warm()}
        self.assertEqual({"1 / 0"}, {cell for cell, status in statuses.items() if status != "ok"})


class Namespace(SessionCase):
    def test_cells_share_the_module_main(self):
        self.shown("import sys\nname = 'kept'")
        self.assertEqual("('__main__', 'kept')", self.shown("__name__, sys.modules['__main__'].name"))

    def test_classes_of_cells_can_be_pickled(self):
        self.shown("import pickle\nfrom dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int\n    y: int")
        self.assertEqual("Point(x=1, y=2)", self.shown("pickle.loads(pickle.dumps(Point(1, 2)))"))

    def test_future_features_last(self):
        self.shown("from __future__ import annotations")
        self.assertEqual("{'x': 'Missing'}", self.shown("def f(x: Missing): pass\nf.__annotations__"))

    def test_source_of_functions_is_found(self):
        self.shown("def f():\n    return 1  # here")
        self.assertIn("return 1  # here", self.shown("import inspect\ninspect.getsource(f)"))

    def test_source_is_found_when_linecache_was_loaded_before(self):
        self.shown("import linecache\ndef f():\n    return 1  # there")
        self.assertIn("# there", self.shown("import inspect\ninspect.getsource(f)"))

    def test_line_endings_of_other_systems(self):
        self.assertEqual("3", self.shown("a = 1\r\nb = 2\r\na + b\r\n"))

    def test_an_empty_cell_does_nothing(self):
        for source in ("", "\n\n", "# only words"):
            self.assertIsNone(self.shown(source))


class Await(SessionCase):
    def test_await_at_top_level(self):
        self.shown("import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x")
        self.assertEqual("7", self.shown("await f(7)"))
        self.assertEqual("(1, 2)", self.shown("a = await f(1)\nb = a + 1\na, b"))

    def test_names_bound_while_awaiting_are_global(self):
        self.shown("async def rows():\n    for i in range(3):\n        yield i")
        self.shown(
            "async for row in rows():\n"
            "    import math as m, os.path\n"
            "    def g(): return last\n"
            "    last = row\n"
            "    if (half := row / 2): pass\n"
        )
        self.assertEqual("(2, 2, 1.0)", self.shown("row, g(), half"))
        self.assertEqual("True", self.shown("m.pi > 3 and os.path is not None"))

    def test_asynchronous_comprehensions(self):
        self.shown("async def rows():\n    for i in range(3):\n        yield i\nmark = 'outer'")
        self.assertEqual("[0, 2, 4]", self.shown("[2 * mark async for mark in rows()]"))
        self.assertEqual("'outer'", self.shown("mark"))

    def test_an_error_while_awaiting_names_the_line(self):
        self.shown("async def f():\n    raise ValueError('late')")
        ename, evalue, text = self.failure("x = 1\nawait f()")
        self.assertEqual(("ValueError", "late"), (ename, evalue))
        self.assertIn("Cell 2, line 2", text)
        self.assertIn("Cell 1, line 2, in f", text)

    def test_ordinary_cells_may_start_their_own_loop(self):
        self.assertEqual("5", self.shown("import asyncio\nasync def f(): return 5\nasyncio.run(f())"))


class Streams(SessionCase):
    def test_streams_keep_their_order(self):
        self.shown("import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c', end='')")
        joined = []
        for name, text in self.host.events:
            if joined and joined[-1][0] == name:
                text = joined.pop()[1] + text
            joined.append((name, text))
        self.assertEqual([("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c")], joined)

    def test_bytes_may_be_written_too(self):
        self.shown("import sys\nfor part in (b'\\xc3', b'\\xa9'): sys.stdout.buffer.write(part);")
        self.assertEqual("é", self.written())

    def test_closing_stdout_is_harmless(self):
        self.shown("import sys\nsys.stdout.close()\nprint('still')")
        self.assertEqual("still\n", self.written())

    def test_stdout_is_no_file(self):
        self.shown("import io, sys\ntry: sys.stdout.fileno()\nexcept io.UnsupportedOperation as e: print(e)")
        self.assertEqual("the output of a cell is not a file\n", self.written())

    def test_input_asks_the_host(self):
        self.host.answers = ["Ada", "secret", "line"]
        self.assertEqual("'Ada'", self.shown("input('Name: ')"))
        self.assertEqual("'secret'", self.shown("import getpass\ngetpass.getpass('Key: ')"))
        self.assertEqual("'line\\n'", self.shown("import sys\nsys.stdin.readline()"))
        self.assertEqual([("Name: ", False), ("Key: ", True), ("", False)], self.host.asked)


class Endings(SessionCase):
    def test_an_interrupt_is_told_apart_from_an_error(self):
        ename, evalue, text = self.failure("raise KeyboardInterrupt", status="interrupted")
        self.assertEqual("KeyboardInterrupt", ename)
        self.assertEqual("1", self.shown("1"))

    def test_exit_is_a_failure_and_the_session_lives(self):
        self.assertEqual(("SystemExit", "3"), self.failure("x = 5\nimport sys\nsys.exit(3)")[:2])
        self.assertEqual("5", self.shown("x"))

    def test_what_ran_before_an_error_stays(self):
        self.failure("before = 1\n1 / 0\nafter = 2")
        self.assertEqual("(1, False)", self.shown("before, 'after' in globals()"))


if __name__ == "__main__":
    unittest.main()
