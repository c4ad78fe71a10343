"""Completion and inspection."""

import os
import sys
import tempfile
import unittest

from recording import SessionCase


class Completions(SessionCase):
    def complete(self, source):
        matches, start, end = self.session.complete(source, len(source))
        return matches, source[start:end]

    def test_names_attributes_and_keys(self):
        self.shown("import re\nnumbers = {'alpha': 1, 'beta': 2, 3: 4}\nclass P:\n    def walk(self): pass\np = [P()]")
        self.assertEqual((["numbers"], "numb"), self.complete("x = numb"))
        self.assertEqual((["compile"], "comp"), self.complete("re.comp"))
        self.assertEqual((["walk"], "wa"), self.complete("p[0].wa"))
        self.assertEqual((["'alpha']"], "'al"), self.complete("numbers['al"))
        self.assertEqual((["'alpha']", "'beta']", "3]"], ""), self.complete("numbers["))
        self.assertIn("lambda", self.complete("lamb")[0])
        self.assertIn("print", self.complete("pri")[0])
        self.assertEqual((["upper"], "up"), self.complete("'abc'.up"))

    def test_arguments_of_the_open_call_come_first(self):
        self.shown("def area(width, /, height=2, *, unit='m'):\n    hidden = 1\nclass C:\n    def __init__(self, side): pass")
        self.assertEqual(["height=", "unit="], self.complete("area(")[0][:2])
        self.assertEqual((["unit="], "uni"), self.complete("area(len([1, 2]), uni"))
        self.assertEqual((["unit="], "uni"), self.complete("area(1,\n     uni"))
        self.assertEqual((["side="], "sid"), self.complete("C(sid"))
        self.assertEqual([], self.complete("area(1, height=hidd")[0])
        self.assertEqual([], self.complete("nothing(uni")[0])

    def test_public_names_come_first(self):
        self.shown("p = 5")
        matches = self.complete("p.")[0]
        self.assertLess(matches.index("real"), matches.index("__add__"))

    def test_modules(self):
        self.assertIn("collections", self.complete("import colle")[0])
        self.assertIn("path", self.complete("from os import pa")[0])
        self.assertEqual(["import "], self.complete("from os ")[0])

    def test_modules_of_the_notebook_are_not_imported(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "package"))
            for name in ("helper", "wave", "package/__init__", "package/part"):
                with open(os.path.join(folder, name + ".py"), "w") as file:
                    file.write("raise SystemError")
            self.shown("%cd -q " + folder)
            sys.modules.pop("wave", None)
            self.assertEqual([], self.complete("from helper import ")[0])
            self.assertEqual([], self.complete("from wave import ")[0])
            self.assertEqual((["part"], "pa"), self.complete("from package import pa"))
            self.shown("%cd -q /")
        self.assertEqual(set(), {"helper", "wave", "package"} & set(sys.modules))

    def test_magics(self):
        self.assertEqual(["%time", "%timeit"], self.complete("%ti")[0])
        self.assertIn("%%time", self.complete("%%t")[0])

    def test_places_count_code_points(self):
        self.shown("wert = 1")
        matches, start, end = self.session.complete("'😀'; wer", 8)
        self.assertEqual((["wert"], 5, 8), (matches, start, end))

    def test_nothing_is_called(self):
        self.shown("def boom(): raise SystemError")
        self.assertEqual(([], ""), self.complete("boom()."))

    def test_results_of_calls_that_tell_what_they_give(self):
        self.shown("def made() -> dict: raise SystemError\nclass Box:\n    def lid(self): pass\n    def twin(self) -> 'Box': pass")
        self.assertEqual((["upper"], "up"), self.complete("'a'.strip().up"))
        self.assertEqual((["setdefault"], "setd"), self.complete("made().setd"))
        self.assertEqual((["lid"], "li"), self.complete("Box().li"))
        self.assertEqual(([], "x"), self.complete("'a'.ljust(10 ** 9).x"))
        self.assertEqual(([], ""), self.complete("'a'.ljust(1000000000)."))

    def test_nothing_large_is_computed(self):
        self.assertEqual(([], ""), self.complete("(9).__pow__(999).__pow__(999).__pow__(99)."))
        self.shown("large = 7 ** 10**5")
        self.assertEqual(([], ""), self.complete("large.conjugate()."))
        self.assertIn("real", self.complete("(9).conjugate().")[0])

    def test_names_bound_in_the_same_text(self):
        self.assertEqual((["row_number"], "row_"), self.complete("for row_number in x:\n    row_"))
        self.assertEqual((["wide_argument"], "wide"), self.complete("def f(a, wide_argument=1):\n    wide"))

    def test_greek_letters(self):
        self.assertEqual((["\u03b1"], "\\alpha"), self.complete("x = \\alpha"))
        self.assertEqual((["\\lambda"], "\\lam"), self.complete("\\lam"))
        self.assertEqual((["\u039b"], "\\Lambda"), self.complete("\\Lambda"))

    def test_any_text_is_answered(self):
        import random

        rng = random.Random(11)
        for number in range(300):
            text = "".join(rng.choice("ab.[]('\"% \n1importfrm,=#\\") for position in range(rng.randrange(25)))
            matches, start, end = self.session.complete(text, rng.randrange(30))
            self.assertTrue(0 <= start <= end <= len(text), text)


class Inspection(SessionCase):
    def test_signature_and_documentation(self):
        self.shown("def area(width, height=2):\n    '''Gives the area.'''")
        for source, cursor in (("area", 2), ("x = area(3, ", 12), ("area(len", 2)):
            text = self.session.inspect(source, cursor)["text/plain"]
            self.assertIn("area(width, height=2)", text, source)
            self.assertIn("Gives the area.", text)

    def test_values(self):
        self.shown("table = {'a': 1}")
        text = self.session.inspect("table", 5)["text/plain"]
        self.assertIn("dict", text)
        self.assertIn("{'a': 1}", text)

    def test_values_are_not_asked_for_their_text_or_length(self):
        self.shown(
            "class Slow:\n    def __repr__(self): ran.append('repr')\n    __len__ = __str__ = __repr__\n"
            "ran, slow, words = [], Slow(), ['a', 'b']\ndef made(a=slow, b=2, c='c'): pass"
        )
        self.assertIn("<Slow object>", self.session.inspect("slow", 2)["text/plain"])
        self.assertRegex(self.session.inspect("words", 2)["text/plain"], r"Length: +2\n")
        self.assertIn("made(a=<Slow object>, b=2, c='c')", self.session.inspect("made", 2)["text/plain"])
        self.assertEqual("[]", self.shown("ran"))
        self.shown("words?")
        self.assertRegex(self.heard("display")[0][0]["text/plain"], r"Length: +2\n")

    def test_classes_tell_how_they_are_made(self):
        self.shown("class Shape:\n    'A shape.'\n    def __init__(self, corners):\n        'Makes it.'")
        text = self.session.inspect("Shape", 2)["text/plain"]
        self.assertRegex(text, r"Init signature: Shape\(corners\)\nDocstring: +A shape\.\nInit docstring: Makes it\.")

    def test_names_that_match(self):
        self.shown("items = [1]\nitems.ap*?")
        self.assertEqual("items.append", self.heard("display")[0][0]["text/plain"])

    def test_nothing_known_gives_an_empty_bundle(self):
        self.assertEqual({}, self.session.inspect("unknown_name", 3))
        self.assertEqual({}, self.session.inspect("", 0))
        self.assertEqual({}, self.session.inspect("1 +", 99))


if __name__ == "__main__":
    unittest.main()
