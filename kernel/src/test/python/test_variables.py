"""The list of variables: what is in it, and that none of the user's code runs for it."""

import time
import unittest

from anode_kernel import brief, variables
from recording import SessionCase

HOSTILE = """
import datetime, types, weakref
ran = []
class Slow:
    def __repr__(self): ran.append('repr')
    __str__ = __len__ = __sizeof__ = __iter__ = __bool__ = __hash__ = __repr__
    def __eq__(self, other): ran.append('eq')
    def __getattribute__(self, name): ran.append(name)
    def __getattr__(self, name): ran.append(name)
    __class__ = property(lambda self: ran.append('class'))
class Texts(str):
    def __getitem__(self, key): ran.append('text')
    __repr__ = __len__ = __str__ = __iter__ = lambda self: ran.append('text')
class Numbers(list):
    __repr__ = __len__ = __iter__ = __sizeof__ = lambda self: ran.append('list')
class Pairs(dict):
    items = __repr__ = __len__ = __iter__ = keys = lambda self: ran.append('dict')
class Whole(int):
    __repr__ = bit_length = __index__ = lambda self: ran.append('int')
class Odd(type):
    __eq__ = lambda cls, other: ran.append('class eq')
    __instancecheck__ = __subclasscheck__ = lambda cls, other: ran.append('class check')
    def __getattribute__(cls, name): ran.append('class ' + name)
class Nameless(type):
    __name__ = __module__ = __mro__ = __dict__ = __bases__ = property(lambda cls: 1 / 0)
class Strange(metaclass=Odd): pass
class Unnamed(metaclass=Nameless): pass
class Zone(datetime.tzinfo):
    __repr__ = __str__ = utcoffset = dst = tzname = lambda self, *when: ran.append('zone')
class Faced:
    __dict__ = property(lambda self: ran.append('dict'))
class Row(tuple):
    __len__ = __iter__ = lambda self: ran.append('row')
class Mapped:
    __getitem__ = __len__ = lambda self, *key: ran.append('mapped')
class Secret:
    __dataclass_fields__ = property(lambda self: ran.append('fields'))
class Called:
    __call__ = __getattribute__ = lambda self, *given: ran.append('called')
def named(a=1): pass
slow, texts, numbers, pairs, whole = Slow(), Texts('abc'), Numbers([1, 2]), Pairs(a=1), Whole(7)
among = [slow, {'key': slow}, texts]
strange, unnamed, faced, secret = Strange(), Unnamed(), Faced(), Secret()
when, at = datetime.datetime(2024, 1, 2, 3, 4, tzinfo=Zone()), datetime.time(3, 4, tzinfo=Zone())
Row._fields = (slow, texts)
row, mapped, behind = Row((1, 2)), types.MappingProxyType(Mapped()), weakref.proxy(Mapped)
bound = types.MethodType(Called(), 1)
named.__name__, named.__defaults__ = texts, Row((1,))
ran.clear()
"""


class Variables(SessionCase):
    def rows(self, source):
        self.shown(source)
        rows, more = self.session.variables()
        self.assertEqual(0, more)
        return {row[0]: row[1:] for row in rows}

    def texts(self, source):
        return {name: row[2] for name, row in self.rows(source).items() if row[0] == "value"}

    def test_a_fresh_session_has_none(self):
        self.assertEqual(([], 0), self.session.variables())
        self.assertEqual({}, self.rows("1 + 1\n_own = 2"))

    def test_the_names_of_the_kernel_are_listed_once_a_cell_gave_them_another_meaning(self):
        self.assertEqual(["display"], list(self.rows("from IPython.display import display as show\ndel show\ndisplay = 5")))

    def test_kinds_types_and_texts(self):
        rows = self.rows(
            "import re\nnumber = 5\nflag = True\nname = 'Ada'\nnothing = None\npi = 3.14\n"
            "def area(w, h=2, *rest, unit='m', **more): pass\nclass Base: pass\nclass Point(Base): pass\nlength = len\n"
            "async def later(): pass\nmethod = name.upper\npair = (1, 'a')\none = (1,)\nraw = b'x'\n"
        )
        self.assertEqual(("module", "module", "re"), rows["re"][:3])
        self.assertEqual(("value", "int", "5"), rows["number"][:3])
        self.assertEqual(("value", "bool", "True"), rows["flag"][:3])
        self.assertEqual(("value", "str", "'Ada'", [3]), rows["name"][:4])
        self.assertEqual(("value", "NoneType", "None", []), rows["nothing"][:4])
        self.assertEqual(("value", "float", "3.14"), rows["pi"][:3])
        self.assertEqual(("function", "function", "area(w, h=…, *rest, unit, **more)"), rows["area"][:3])
        self.assertEqual(("class", "type", "Point(Base)"), rows["Point"][:3])
        self.assertEqual("function", rows["length"][0])
        self.assertEqual(("function", "later()"), (rows["later"][0], rows["later"][2]))
        self.assertEqual("function", rows["method"][0])
        self.assertEqual(("value", "tuple", "(1, 'a')", [2]), rows["pair"][:4])
        self.assertEqual("(1,)", rows["one"][2])
        self.assertEqual("b'x'", rows["raw"][2])
        self.assertGreater(rows["number"][4], 0)

    def test_containers_and_objects_show_what_they_hold(self):
        texts = self.texts(
            "import collections, dataclasses, datetime, enum, decimal, types\n"
            "@dataclasses.dataclass\nclass User:\n    name: str\n    password: str = dataclasses.field(repr=False)\n"
            "class Plain:\n    def __init__(self): self.x, self._y = 1, 2\n"
            "class Colour(enum.Enum):\n    RED = 1\n"
            "user, plain, red, nobody = User('Ada', 'secret'), Plain(), Colour.RED, object()\n"
            "P = collections.namedtuple('P', 'x y')\npoint = P(1, 2)\n"
            "counts = collections.Counter('aab')\nrow = collections.deque([1, 2])\nempty = set()\n"
            "noon = datetime.time(12, tzinfo=datetime.timezone.utc)\nnow = datetime.datetime(2024, 1, 2, 3, 4)\n"
            "day = datetime.date(2020, 1, 2)\nprice = decimal.Decimal('1.10')\nnested = {'a': [1, {2}], 'b': frozenset([3])}\n"
        )
        self.assertEqual("User(name='Ada')", texts["user"])
        self.assertEqual("Plain(x=1)", texts["plain"])
        self.assertEqual("Colour.RED", texts["red"])
        self.assertEqual("<object object>", texts["nobody"])
        self.assertEqual("P(x=1, y=2)", texts["point"])
        self.assertEqual("Counter({'a': 2, 'b': 1})", texts["counts"])
        self.assertEqual("deque([1, 2])", texts["row"])
        self.assertEqual("set()", texts["empty"])
        self.assertEqual("datetime.date(2020, 1, 2)", texts["day"])
        self.assertEqual("datetime.datetime(2024, 1, 2, 3, 4)", texts["now"])
        self.assertEqual("datetime.time(12, 0, tzinfo=datetime.timezone.utc)", texts["noon"])
        self.assertEqual("Decimal('1.10')", texts["price"])
        self.assertEqual("{'a': [1, {2}], 'b': frozenset({3})}", texts["nested"])

    def test_none_of_the_users_code_runs(self):
        rows = self.rows(HOSTILE)
        self.assertEqual(("value", "list", "[]", [0]), rows["ran"][:4])
        self.assertEqual(("value", "Slow", "<Slow object>", [], -1), rows["slow"])
        self.assertEqual(("value", "Texts", "'abc'", []), rows["texts"][:4])
        self.assertEqual(("value", "Numbers", "Numbers([1, 2])", []), rows["numbers"][:4])
        self.assertEqual("Pairs({'a': 1})", rows["pairs"][2])
        self.assertEqual("7", rows["whole"][2])
        self.assertEqual("[<Slow object>, {'key': <Slow object>}, 'abc']", rows["among"][2])
        self.assertEqual(("value", "Strange", "<Strange object>"), rows["strange"][:3])
        self.assertEqual(("class", "Odd", "Strange"), rows["Strange"][:3])
        self.assertEqual(("value", "Unnamed", "<Unnamed object>"), rows["unnamed"][:3])
        self.assertEqual("<Faced object>", rows["faced"][2])
        self.assertEqual("datetime.datetime(2024, 1, 2, 3, 4, tzinfo=<Zone object>)", rows["when"][2])
        self.assertEqual("datetime.time(3, 4, tzinfo=<Zone object>)", rows["at"][2])
        self.assertEqual([], rows["mapped"][3])

    def test_one_odd_value_leaves_the_others_their_rows(self):
        self.shown("before, odd, after = 1, 2, 3")
        plain, variables.brief = variables.brief, lambda value: "two" if value != 2 else 1 / 0
        self.addCleanup(setattr, variables, "brief", plain)
        self.assertEqual(["two", "…", "two"], [row[3] for row in self.session.variables()[0]])

    def test_names_are_cut(self):
        self.shown("globals()['x' * 10**5] = 1")
        rows, more = self.session.variables()
        self.assertEqual("x" * brief.NAME_CHARACTERS_MAX + "…", rows[0][0])

    def test_huge_values_cost_little_and_give_short_texts(self):
        self.shown(
            "text = 'ä' * 10**7\nnumbers = list(range(10**6))\nwide = {n: str(n) for n in range(10**5)}\n"
            "whole = 7 ** 10**5\nown = []\nown.append(own)\ndeep = []\nfor _i_ in range(10**5): deep = [deep]\n"
            "many = set(range(10**5))\nlong_name_" + "x" * 300 + " = 1\n"
        )
        began = time.perf_counter()
        rows, more = self.session.variables()
        self.assertLess(time.perf_counter() - began, 30)
        found = {row[0][:9]: row for row in rows}
        self.assertTrue(found["text"][3].startswith("'äää") and found["text"][3].endswith("…"))
        self.assertTrue(all(len(row[3]) <= 201 for row in rows), rows)
        self.assertEqual([10**6], found["numbers"][4])
        self.assertEqual("about 84510 digits", found["whole"][3])
        self.assertIn("…", found["own"][3])

    def test_only_so_many_are_told_and_values_come_first(self):
        self.shown("import re\ndef f(): pass\nfor number in range(600): globals()['v%d' % number] = number")
        rows, more = self.session.variables()
        self.assertEqual((variables.ROWS_MAX, 103), (len(rows), more))
        self.assertEqual({"value"}, {row[1] for row in rows})

    def test_texts_can_be_printed_in_a_terminal(self):
        texts = self.texts(
            "plain = type('\\x1b[2J', (), {})()\nplain.__dict__['a\\x07\\u202e'] = '\\x1b'\nglobals()['a b'] = 1\n"
            "lonely = '\\ud800'\nodd = {'\\n': 1}"
        )
        self.assertEqual("·[2J(a··='\\x1b')", texts["plain"])
        self.assertEqual("'\\ud800'", texts["lonely"])
        self.assertEqual(["lonely", "odd", "plain"], sorted(texts))

    def test_shapes_of_known_libraries(self):
        rows = self.rows(
            "class Array:\n    shape, dtype = (3, 4), 'float64'\n"
            "Array.__module__ = 'numpy'\narray = Array()\n"
            "class Frame:\n    shape, columns = (10, 2), ['a', 'b']\n"
            "Frame.__module__ = 'pandas.core.frame'\nframe = Frame()\n"
        )
        self.assertEqual(("Array", "float64", [3, 4]), rows["array"][1:4])
        self.assertEqual(("Frame", "columns: a, b", [10, 2]), rows["frame"][1:4])

    def test_one_list_says_whose_shape_is_asked_for(self):
        rows = self.rows(
            "class Table:\n    shape, columns, column_names = (10, 2), [object(), object()], ['a', 'b']\n"
            "Table.__module__ = 'pyarrow.lib'\ntable = Table()\n"
            "class Sparse:\n    shape, dtype = (3, 4), 'int8'\nSparse.__module__ = 'scipy.sparse'\nsparse = Sparse()\n"
        )
        self.assertEqual(("columns: a, b", [10, 2]), rows["table"][2:4])
        self.assertEqual(("int8", [3, 4]), rows["sparse"][2:4])

    def test_shapes_that_are_none(self):
        rows = self.rows(
            "import itertools\nclass Tensor:\n    def __init__(self, *shape): self.shape = shape\nTensor.__module__ = 'torch'\n"
            "large, negative, word = Tensor(2, 2**63), Tensor(-1), Tensor('a')\n"
            "endless = Tensor()\nendless.shape = itertools.repeat(2)\n"
        )
        for name in ("large", "negative", "word"):
            self.assertEqual([], rows[name][3], name)
        self.assertLessEqual(len(rows["endless"][3]), 8)

    def test_a_namespace_that_changes_meanwhile(self):
        import sys
        import threading

        interval = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, interval)
        sys.setswitchinterval(1e-5)
        self.shown("data = {n: n for n in range(1000)}\nstop = False")
        space = self.session.namespace

        def change():
            number = 0
            while not space["stop"]:
                number += 1
                space["n%d" % (number % 300)] = space["data"][number % 3000] = number
                space["data"].pop((number * 7) % 3000, None)
                space.pop("n%d" % ((number * 11) % 300), None)

        other = threading.Thread(target=change)
        other.start()
        try:
            for _ in range(50):
                self.assertIn("data", [row[0] for row in self.session.variables()[0]])
        finally:
            space["stop"] = True
            other.join()


if __name__ == "__main__":
    unittest.main()
