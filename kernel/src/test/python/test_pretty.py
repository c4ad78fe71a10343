"""The printer, against texts written down here and, where IPython is installed, against IPython itself."""

import collections
import os
import re
import sys
import types
import unittest

import random_values

from anode_kernel.pretty import Printer, pretty

IPYTHON_VALUES = 1_500  # compared with IPython where it is installed


def installed_printer():
    """The module IPython.lib.pretty of a real IPython, not of ours; None where there is none."""
    ours = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "IPython"}
    path = list(sys.path)
    sys.path[:] = [folder for folder in path if not os.path.exists(os.path.join(folder, "anode_kernel"))]
    try:
        from IPython.lib import pretty as theirs

        return theirs
    except ImportError:
        return None
    finally:
        sys.path[:] = path
        for name in [name for name in sys.modules if name.partition(".")[0] == "IPython"]:
            del sys.modules[name]
        sys.modules.update(ours)


class Expected(unittest.TestCase):
    maxDiff = None

    def check(self, value, *lines):
        self.assertEqual("\n".join(lines), pretty(value))

    def test_scalars(self):
        for value in (1, -2.5, 1e100, "it's", 'say "hi"', "a\nb", b"\x00", None, True, ..., 2j, NotImplemented):
            self.check(value, repr(value))

    def test_short_containers_stay_on_one_line(self):
        self.check([1, "a", (2,), (), [], {}], "[1, 'a', (2,), (), [], {}]")
        self.check({"b": 1, "a": {2: []}}, "{'b': 1, 'a': {2: []}}")
        self.check(set(), "set()")
        self.check(frozenset(), "frozenset()")

    def test_sets_are_sorted(self):
        self.check({3, 1, 2}, "{1, 2, 3}")
        self.check(frozenset("hello"), "frozenset({'e', 'h', 'l', 'o'})")
        self.check({1, "a", None}, "{1, None, 'a'}")

    def test_dicts_keep_their_order(self):
        self.check({"z": 1, "a": 2}, "{'z': 1, 'a': 2}")

    def test_a_long_list_puts_each_item_on_a_line(self):
        words = ["word%d" % number for number in range(10)]
        lines = ["['word0',"] + [" 'word%d'," % number for number in range(1, 9)] + [" 'word9']"]
        self.check(words, *lines)

    def test_seventy_nine_columns_still_fit(self):
        self.assertEqual(1, len(pretty(["x" * 36, "y" * 35]).split("\n")))
        self.assertEqual(79, len(pretty(["x" * 36, "y" * 35])))
        self.assertEqual(2, len(pretty(["x" * 36, "y" * 36]).split("\n")))

    def test_the_outermost_container_breaks_first(self):
        self.check(
            {"first": list(range(12)), "second": {"inner": "x" * 30, "other": "y" * 40}},
            "{'first': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],",
            " 'second': {'inner': '" + "x" * 30 + "',",
            "  'other': '" + "y" * 40 + "'}}",
        )
        self.check([[1, 2], ["a" * 70, 3]], "[[1, 2],", " ['" + "a" * 70 + "', 3]]")

    def test_collections(self):
        self.check(collections.OrderedDict(b=1, a=2), "OrderedDict([('b', 1), ('a', 2)])")
        self.check(collections.OrderedDict(), "OrderedDict()")
        self.check(collections.defaultdict(list, {1: [2]}), "defaultdict(list, {1: [2]})")
        self.check(collections.Counter("abbccc"), "Counter({'c': 3, 'b': 2, 'a': 1})")
        self.check(collections.Counter(), "Counter()")
        self.check(collections.deque([1, 2], maxlen=3), "deque([1, 2], maxlen=3)")
        self.check(types.MappingProxyType({1: 2}), "mappingproxy({1: 2})")
        self.check(types.SimpleNamespace(a=1, b="c"), "namespace(a=1, b='c')")
        self.check({1: 2}.keys(), "dict_keys([1])")
        self.check(range(3), "range(0, 3)")

    def test_a_counter_that_breaks(self):
        text = pretty(collections.Counter({"w" * 20 + str(n): n for n in (4, 3, 2, 1)}))
        self.assertEqual(
            [
                "Counter({'wwwwwwwwwwwwwwwwwwww4': 4,",
                "         'wwwwwwwwwwwwwwwwwwww3': 3,",
                "         'wwwwwwwwwwwwwwwwwwww2': 2,",
                "         'wwwwwwwwwwwwwwwwwwww1': 1})",
            ],
            text.split("\n"),
        )

    def test_classes_and_functions(self):
        self.check(int, "int")
        self.check(collections.Counter, "collections.Counter")
        self.check(random_values.Plain, "random_values.Plain")
        self.check(random_values.scalar, "<function random_values.scalar(rng)>")
        self.assertRegex(pretty(len), r"^<function len\(\w+, /\)>$")  # implementations name the argument differently
        self.check([int, str], "[int, str]")

    def test_objects(self):
        plain = random_values.Plain()
        self.check(plain, "<random_values.Plain at 0x%x>" % id(plain))
        self.check(random_values.Pair(1, 2), "Pair(left=1, right=2)")
        self.check(random_values.SubList([1]), "[1]")
        self.check(random_values.ListWithRepr([1]), "ListWithRepr([1])")
        self.check(ValueError("bad", 3), "ValueError('bad', 3)")
        self.check(re.compile(r"\d+", re.I), r"re.compile(r'\d+', re.IGNORECASE|re.UNICODE)")

    def test_a_repr_of_many_lines_is_indented(self):
        self.check([1, random_values.WithRepr("a\nb"), 2], "[1,", " a", " b,", " 2]")

    def test_containers_that_contain_themselves(self):
        loop = [1]
        loop.append(loop)
        self.check(loop, "[1, [...]]")
        table = {}
        table["self"] = table
        self.check(table, "{'self': {...}}")

    def test_long_containers_are_cut(self):
        text = pretty(list(range(2000)))
        self.assertEqual(1001, len(text.split("\n")))
        self.assertTrue(text.endswith(" 999,\n ...]"))
        self.assertEqual(1001, len(pretty(set(range(5000))).split("\n")))
        self.assertTrue(pretty(dict.fromkeys(range(1500))).endswith(" 999: None,\n ...}"))

    def test_classes_may_print_themselves(self):
        self.check(random_values.Drawn(1, "two", [3]), "Drawn(1, 'two', [3])")
        self.check(
            random_values.Drawn("a" * 40, "b" * 40),
            "Drawn('" + "a" * 40 + "',",
            "      '" + "b" * 40 + "')",
        )

    def test_the_printer_can_be_used_directly(self):
        parts = []
        sink = types.SimpleNamespace(write=parts.append)
        printer = Printer(sink, max_width=10)
        printer.begin_group(2, "(")
        printer.text("abcdef")
        printer.breakable()
        printer.text("ghijkl")
        printer.end_group(2, ")")
        printer.flush()
        self.assertEqual("(abcdef\n  ghijkl)", "".join(parts))


class LikeIPython(unittest.TestCase):
    def test_random_values_print_as_in_ipython(self):
        theirs = installed_printer()
        if theirs is None:
            self.skipTest("IPython is not installed here")

        def counter(obj, p, cycle):  # newer releases put the most common first
            call = theirs.CallExpression.factory(type(obj).__name__)
            p.pretty(call(dict(obj.most_common())) if obj else call())

        for number, value in random_values.values(IPYTHON_VALUES, seed=20):
            for width in (30, 79, 120):
                printers = dict(theirs._type_pprinters)
                printers[collections.Counter] = counter
                self.assertEqual(self.printed(theirs, value, width, printers), pretty(value, width), number)

    def printed(self, theirs, value, width, printers):
        parts = []
        sink = types.SimpleNamespace(write=parts.append)
        printer = theirs.RepresentationPrinter(sink, max_width=width, type_pprinters=printers)
        printer.pretty(value)
        printer.flush()
        return "".join(parts)


if __name__ == "__main__":
    unittest.main()
