"""Lists of records beside their text: what is a table, its types, its bounds."""

import json
import unittest

from anode_kernel import tables
from recording import SessionCase

PEOPLE = "people = [{'name': 'Ada', 'born': 1815}, {'name': 'Alan', 'born': 1912}]\n"


class Tables(SessionCase):
    def data(self, source):
        self.assertEqual("ok", self.run_cell(source), self.host.events)
        ((data, metadata),) = self.heard("result")
        self.assertEqual("{}", metadata)
        return data

    def resource(self, source):
        return json.loads(self.data(source)[tables.MIME])

    def types(self, source):
        return {field["name"]: field["type"] for field in self.resource(source)["schema"]["fields"]}

    def test_dicts(self):
        data = self.data(PEOPLE + "people")
        self.assertEqual("[{'name': 'Ada', 'born': 1815}, {'name': 'Alan', 'born': 1912}]", data["text/plain"])
        self.assertEqual(
            {
                "schema": {"fields": [{"name": "name", "type": "string"}, {"name": "born", "type": "integer"}]},
                "data": [{"name": "Ada", "born": 1815}, {"name": "Alan", "born": 1912}],
            },
            json.loads(data[tables.MIME]),
        )
        self.assertIn("<tr><th>name</th><th>born</th></tr>", data["text/html"])
        self.assertIn("<tr><td>Alan</td><td>1912</td></tr>", data["text/html"])

    def test_display_and_its_include(self):
        self.shown(PEOPLE + "display(people)\ndisplay(people, include=['text/plain'])")
        self.assertEqual(
            [["application/vnd.dataresource+json", "text/html", "text/plain"], ["text/plain"]],
            [sorted(data) for data, *rest in self.heard("display")],
        )

    def test_dataclasses_and_namedtuples_in_lists_and_tuples(self):
        self.shown(
            "import collections, dataclasses\n"
            "@dataclasses.dataclass\nclass User:\n    name: str\n    key: str = dataclasses.field(repr=False, default='k')\n"
            "P = collections.namedtuple('P', 'x y')\n"
        )
        self.assertEqual([{"name": "Ada"}], self.resource("[User('Ada')]")["data"])
        self.assertEqual([{"x": 1, "y": 2}, {"x": 3, "y": None}], self.resource("(P(1, 2), P(3, None))")["data"])

    def test_types(self):
        types = self.types(
            "import datetime as d, decimal\n"
            "[{'flag': True, 'whole': 1, 'real': 1, 'text': 'a', 'day': d.date(2020, 1, 2), 'at': d.datetime(2020, 1, 2, 3),"
            " 'time': d.time(1), 'price': decimal.Decimal('1.10'), 'mixed': 1, 'none': None},\n"
            " {'flag': None, 'whole': 2, 'real': 2.5, 'mixed': 'b'}]"
        )
        self.assertEqual(
            "boolean integer number string date datetime time number any any".split(), list(types.values())
        )
        row = self.resource("[{'day': d.date(2020, 1, 2), 'at': d.datetime(2020, 1, 2, 3), 'price': decimal.Decimal('1.10')}]")
        self.assertEqual([{"day": "2020-01-02", "at": "2020-01-02T03:00:00", "price": "1.10"}], row["data"])

    def test_numbers_that_json_does_not_have(self):
        row = self.resource("[{'a': float('nan'), 'b': float('inf'), 'c': -float('inf'), 'd': 2**53 + 1, 'e': -2**53}]")
        self.assertEqual([{"a": "NaN", "b": "INF", "c": "-INF", "d": "9007199254740993", "e": -(2**53)}], row["data"])

    def test_what_is_no_table(self):
        self.shown(
            "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: int\n"
            "class Bad(dict): pass\n@dataclasses.dataclass\nclass Fails:\n    y: int = 1\n"
            "    def __getattribute__(self, name): raise ValueError\n    def __repr__(self): return 'fails'\n"
        )
        for source in (
            "[]",
            "[{}]",
            "({'text/plain': 'a', 'text/html': 'b'}, {})",
            "[{'a': [1]}]",
            "[{'a': {}}]",
            "[{'a': object}]",
            "[{1: 2}]",
            "[{'a': 1}, 2]",
            "[{'a': 1}, None]",
            "[D(1), {'x': 1}]",
            "[Bad(a=1)]",
            "[Fails()]",
            "[{'a%d' % n: n} for n in range(10)]",
            "[{str(n): n for n in range(300)}]",
            "{'a': 1}",
            "[D]",
            "'ab'",
        ):
            self.assertEqual(["text/plain"], list(self.data(source)), source)

    def test_rows_are_bounded_and_told(self):
        data = self.data("[{'n': n} for n in range(25_000)]")
        resource = json.loads(data[tables.MIME])
        self.assertEqual((tables.ROWS_MAX, 25_000), (len(resource["data"]), resource["total"]))
        self.assertEqual(9_999, resource["data"][-1]["n"])
        self.assertEqual(tables.HTML_ROWS_MAX, data["text/html"].count("<tr><td>"))
        self.assertIn("<caption>The first 100 of 25000 rows</caption>", data["text/html"])

    def test_size_is_bounded(self):
        data = self.data("[{'t': 'x' * 100_000} for n in range(100)]")
        resource = json.loads(data[tables.MIME])
        self.assertEqual((10, 100), (len(resource["data"]), resource["total"]))
        self.assertNotIn("text/html", data)
        self.assertEqual(["text/plain"], list(self.data("[{'t': 'x' * 2_000_000}]")))

    def test_html_is_escaped(self):
        html = self.data("[{'<b>': '<script>alert(1)</script> & \"x\"'}]")["text/html"]
        self.assertIn("<th>&lt;b&gt;</th>", html)
        self.assertIn("<td>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</td>", html)

    def test_bundles_of_other_libraries_pass(self):
        data = self.data(
            "class Frame:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
            "        return {'application/vnd.dataresource+json': {'schema': {'fields': []}, 'data': []}, 'text/plain': 'f'}\n"
            "Frame()"
        )
        self.assertEqual({"schema": {"fields": []}, "data": []}, json.loads(data[tables.MIME]))
        data = self.data(
            "class Frame:\n    def __repr__(self): return 'f'\n"
            "    def _repr_data_resource_(self): return {'schema': {'fields': []}, 'data': []}\nFrame()"
        )
        self.assertEqual({"schema": {"fields": []}, "data": []}, json.loads(data[tables.MIME]))


if __name__ == "__main__":
    unittest.main()
