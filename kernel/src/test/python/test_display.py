"""display(), MIME bundles, and the IPython.display module."""

import json
import unittest

from recording import SessionCase


class Bundles(SessionCase):
    def data(self, source):
        self.assertEqual("ok", self.run_cell(source), self.host.events)
        ((data, metadata),) = self.heard("result")
        return data, json.loads(metadata)

    def test_every_representation_is_offered(self):
        data, metadata = self.data(
            "class Rich:\n"
            "    def __repr__(self): return 'rich'\n"
            "    def _repr_html_(self): return '<b>rich</b>'\n"
            "    def _repr_markdown_(self): return '**rich**', {'tone': 1}\n"
            "    def _repr_svg_(self): return '<svg/>'\n"
            "    def _repr_png_(self): return b'\\x89PNG'\n"
            "    def _repr_latex_(self): return None\n"
            "    def _repr_json_(self): return {'a': [1, 'é']}\n"
            "Rich()"
        )
        self.assertEqual(
            {
                "text/plain": "rich",
                "text/html": "<b>rich</b>",
                "text/markdown": "**rich**",
                "image/svg+xml": "<svg/>",
                "image/png": "iVBORw==",
                "application/json": '{"a": [1, "é"]}',
            },
            data,
        )
        self.assertEqual({"text/markdown": {"tone": 1}}, metadata)

    def test_a_bundle_method_comes_first(self):
        data, metadata = self.data(
            "class Own:\n"
            "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
            "        return {'text/html': 'mine', 'application/x+json': {'k': 1}}, {'text/html': {'w': 2}}\n"
            "    def _repr_html_(self): return 'not this'\n"
            "Own()"
        )
        self.assertEqual(("mine", '{"k": 1}'), (data["text/html"], data["application/x+json"]))
        self.assertEqual({"text/html": {"w": 2}}, metadata)

    def test_classes_are_not_their_instances(self):
        data, metadata = self.data("class Rich:\n    def _repr_html_(self): return 'x'\nRich")
        self.assertEqual({"text/plain": "__main__.Rich"}, data)

    def test_objects_that_answer_to_every_name(self):
        data, metadata = self.data(
            "class Any:\n    def __getattr__(self, name): return lambda *a, **k: 'x'\n"
            "    def __repr__(self): return 'any'\nAny()"
        )
        self.assertEqual({"text/plain": "any"}, data)

    def test_objects_of_classes_that_can_not_be_hashed(self):
        self.shown("class Meta(type):\n    __eq__ = lambda cls, other: False\nclass Odd(metaclass=Meta):\n    __repr__ = lambda self: 'odd'")
        self.assertEqual("[odd]", self.shown("[Odd()]"))
        self.shown("f = get_ipython().display_formatter.formatters['text/html']\nf.for_type(set, lambda it: '<i>')")
        self.addCleanup(self.run_cell, "f.pop(set)")
        self.assertEqual("odd", self.shown("Odd()"))

    def test_a_failing_representation_becomes_text(self):
        data, metadata = self.data("class Bad:\n    def __repr__(self): raise ValueError('no')\nBad()")
        self.assertEqual({"text/plain": "<Bad object whose repr failed: ValueError: no>"}, data)
        data, metadata = self.data(
            "class Half:\n    def __repr__(self): return 'half'\n    def _repr_html_(self): return 1 / 0\nHalf()"
        )
        self.assertEqual({"text/plain": "half"}, data)
        self.assertEqual("_repr_html_ of Half failed: ZeroDivisionError: division by zero\n", self.written("stderr"))

    def test_an_object_that_displays_itself(self):
        self.shown("class Me:\n    def _ipython_display_(self): print('me')\nMe()")
        self.assertEqual("me\n", self.written())
        self.assertEqual([], self.heard("result"))


class Displays(SessionCase):
    def test_display_shows_each_object(self):
        self.shown("display([1, 2], 'text')")
        texts = [(data["text/plain"], display_id, update) for data, m, display_id, update in self.heard("display")]
        self.assertEqual([("[1, 2]", None, False), ("'text'", None, False)], texts)

    def test_display_ids_update_in_place(self):
        self.shown("h = display('one', display_id='spot')\nh.update('two')\nfrom IPython.display import update_display\n")
        self.shown("update_display('three', display_id='spot')")
        self.assertEqual([({"text/plain": "'three'"}, "{}", "spot", True)], self.heard("display"))
        self.shown("a = display(1, display_id=True)\nb = display(2, display_id=True)")
        ids = [event[2] for event in self.heard("display")]
        self.assertEqual(2, len(set(ids)))
        self.assertTrue(all(isinstance(one, str) for one in ids))

    def test_clear_output(self):
        self.shown("from IPython.display import clear_output\nclear_output(wait=True)\nclear_output()")
        self.assertEqual([(True,), (False,)], self.heard("clear"))

    def test_only_what_is_asked_for_is_shown(self):
        self.shown("display(5, include=['text/html'])\ndisplay([1], exclude=['text/plain'])")
        self.shown("from IPython.display import display_html, display_pretty\ndisplay_html([1, 2])")
        self.assertEqual([], self.heard("display"))
        self.shown("display_html([{'a': 1}])\ndisplay_pretty(5)")
        self.assertEqual([["text/html"], ["text/plain"]], [list(data) for data, *rest in self.heard("display")])

    def test_raw_bundles_and_metadata(self):
        self.shown("display({'text/html': '<i>x</i>'}, raw=True, metadata={'a': 1})")
        self.assertEqual([({"text/html": "<i>x</i>"}, '{"a": 1}', None, False)], self.heard("display"))

    def test_display_objects(self):
        self.shown(
            "from IPython.display import *\n"
            "display(HTML('<b>x</b>'), Markdown('*m*'), Latex('$l$'), Math('x^2'), SVG('<svg></svg>'),\n"
            "        JSON({'a': 1}), Javascript('1'), Code('a = 1'), Pretty('plain'), Image(data=b'\\x89PNG1'))"
        )
        kinds = [sorted(data)[0] if sorted(data)[0] != "text/plain" else sorted(data)[-1] for data, *rest in self.heard("display")]
        self.assertEqual(
            [
                "text/html",
                "text/markdown",
                "text/latex",
                "text/latex",
                "image/svg+xml",
                "application/json",
                "application/javascript",
                "text/markdown",
                "text/plain",
                "image/png",
            ],
            kinds,
        )
        first = self.heard("display")[0][0]
        self.assertEqual("<IPython.core.display.HTML object>", first["text/plain"])

    def test_what_is_huge_is_left_out_with_a_notice(self):
        self.shown("from IPython.display import HTML, Image\ndisplay(HTML('x' * (33 << 20)))")
        self.assertEqual([{"text/plain": "<IPython.core.display.HTML object>"}], [data for data, *rest in self.heard("display")])
        self.assertEqual("[output dropped: text/html of 33 MiB, of at most 32]\n", self.written("stderr"))
        self.shown("display({'image/png': b'x' * (40 << 20)}, raw=True)")
        self.assertEqual([], self.heard("display"))
        self.assertEqual("[output dropped: image/png of 40 MiB, of at most 32]\n", self.written("stderr"))

    def test_a_huge_text_is_written_in_pieces(self):
        self.shown("import sys\nwritten = sys.stdout.write('\N{SNAKE}abc' * 100_000)")
        self.assertEqual("\N{SNAKE}abc" * 100_000, self.written())
        self.assertLess(max(len(text) for text, in self.heard("stdout")), 100_000)
        self.assertEqual("400000", self.shown("written"))

    def test_the_shell_is_found(self):
        self.assertEqual("2", self.shown("import IPython\nIPython.get_ipython().run_line_magic('time', '1 + 1')"))
        self.assertEqual("True", self.shown("get_ipython() is IPython.get_ipython()"))


if __name__ == "__main__":
    unittest.main()
