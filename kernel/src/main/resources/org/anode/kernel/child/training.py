print('hello')
# %%
import sys, os, math, random, re, json, itertools, functools, collections, time, string, operator, textwrap
from collections import Counter, defaultdict, namedtuple, deque
from dataclasses import dataclass, field
from fractions import Fraction
from typing import List, Dict, Tuple
print(sys.version.split()[0], math.pi, file=sys.stderr)
# %%
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)

[fib(n) for n in range(18)]
# %%
@dataclass
class Point:
    x: float
    y: float = 0.0
    tags: List[str] = field(default_factory=list)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y, self.tags + other.tags)

functools.reduce(operator.add, (Point(i, -i, [str(i)]) for i in range(5)))
# %%
text = 'the quick brown fox jumps over the lazy dog ' * 50
words = Counter(re.findall(r'\w+', text))
index = defaultdict(set)
for word in words:
    index[len(word)].add(word)
dict(index), words.most_common(3), sorted(words, key=len, reverse=True)[:4]
# %%
data = [{'name': f'n{i}', 'value': i / 7, 'list': list(range(i % 5))} for i in range(200)]
len(json.dumps(json.loads(json.dumps(data)), indent=1))
# %%
{i: {j: (i, j, {i, j}) for j in range(6)} for i in range(12)}
# %%
def primes(limit):
    sieve = bytearray([1]) * limit
    for n in range(2, int(limit ** 0.5) + 1):
        if sieve[n]:
            sieve[n * n::n] = bytes(len(range(n * n, limit, n)))
    return [n for n in range(2, limit) if sieve[n]]

for p in primes(300)[:20]:
    print(f'{p:>5,} {p ** 0.5:.3f} {p:08b}')
# %%
1 / 0
# %%
def outer(value):
    def inner():
        raise ValueError(f'bad {value!r}')
    return inner()

try:
    outer(3)
except ValueError as error:
    raise RuntimeError('wrapped') from error
# %%
class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

    def __repr__(self):
        return f'Tree({self.value}, {len(self.children)})'

    def _repr_html_(self):
        return '<b>' + str(self.value) + '</b>'

tree = Tree(1, Tree(2), Tree(3, Tree(4)))
assert list(tree) == [1, 2, 3, 4]
tree
# %%
@functools.lru_cache(None)
def edits(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(edits(a[1:], b) + 1, edits(a, b[1:]) + 1, edits(a[1:], b[1:]) + (a[0] != b[0]))

edits('kitten in the hat', 'sitting on a mat')
# %%
random.seed(7)
grid = [[random.choice('.#') for _ in range(20)] for _ in range(10)]
print('\n'.join(map(''.join, grid)))
frontier, seen = deque([(0, 0)]), set()
while frontier:
    x, y = frontier.popleft()
    if (x, y) in seen or not (0 <= x < 20 and 0 <= y < 10):
        continue
    seen.add((x, y))
    frontier.extend(((x + 1, y), (x, y + 1)))
len(seen), Fraction(1, 3) + Fraction(1, 6), sum(itertools.islice(itertools.count(1), 100))
# %%
%time sum(i * i for i in range(10_000))
# %%
!echo from a shell
# %%
undefined_name
