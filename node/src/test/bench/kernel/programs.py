"""Twelve small programs of kinds that notebooks are made of; each gives a value that shows that it did its work."""

import json
import random
import re
import time
from collections import Counter


def loops():
    total = 0
    for i in range(1_000):
        for j in range(1_000):
            total += i ^ j
    return total


def recursion():
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return fib(25)


def numbers():
    inside = 0
    for row in range(60):
        for column in range(60):
            x0, y0, x, y, steps = column / 20 - 2, row / 30 - 1, 0.0, 0.0, 0
            while x * x + y * y < 4 and steps < 100:
                x, y, steps = x * x - y * y + x0, 2 * x * y + y0, steps + 1
            inside += steps == 100
    return inside


def integers():
    return (3**20_000 * 7**10_000 % 11**9_000).bit_length()


class Particle:
    def __init__(self, position, speed):
        self.position = position
        self.speed = speed

    def move(self, seconds):
        self.position += self.speed * seconds
        return self.position


def objects():
    particles = [Particle(i, i % 7) for i in range(1_000)]
    return sum(particle.move(0.5) for _ in range(50) for particle in particles)


_RANDOM = random.Random(1)
_FLOATS = [_RANDOM.random() for _ in range(100_000)]


def sort():
    return sorted(_FLOATS)[0]


def dicts():
    counts = {}
    for i in range(100_000):
        counts[i % 1_013] = counts.get(i % 1_013, 0) + 1
    return len(counts)


_WORDS = ("the quick brown fox jumps over the lazy dog " * 2_000).split()


def strings():
    return len("-".join(word.upper()[::-1].replace("O", "0") for word in _WORDS))


_RECORDS = [{"name": f"n{i}", "value": i / 7, "list": list(range(i % 5))} for i in range(2_000)]


def as_json():
    return len(json.loads(json.dumps(_RECORDS)))


_TEXT = " ".join(_WORDS)


def regex():
    return len(re.findall(r"\b[a-m]\w+", _TEXT))


def generators():
    def primes(limit):
        sieve = bytearray([1]) * limit
        for n in range(2, limit):
            if sieve[n]:
                yield n
                sieve[n * n :: n] = bytes(len(range(n * n, limit, n)))

    return sum(primes(50_000))


def counting():
    return Counter(letter for word in _WORDS for letter in word).most_common(1)[0][1]


PROGRAMS = (
    loops, recursion, numbers, integers, objects, sort, dicts, strings, as_json, regex, generators, counting,
)  # fmt: skip


def measured(seconds):
    """Of each program: [its value, ms of the first call, ms of the best of those in so many seconds]."""
    return {program.__name__: _one(program, seconds) for program in PROGRAMS}


def _one(program, seconds):
    value, first = _timed(program)
    best = first
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        best = min(best, _timed(program)[1])
    return [value, first, best]


def _timed(program):
    began = time.perf_counter()
    value = program()
    return value, (time.perf_counter() - began) * 1000
