"""Scenarios of the reference model of membership with its verdicts, one JSON object a line; README.md has the format.

python3 admission_vectors.py MODEL [--first SEED] [--seeds N] [--least N] [--out FILE.gz]
"""
import argparse, gzip, importlib.util, json, random, sys
from collections import Counter

# Original wordings of rules that can be told from the right ones in a state at rest.
WORDINGS = ("vouch-other-grant", "self-cut", "self-admit", "lower-hash-only")
SEEDS_MAX = 20_000  # after which no more is looked for: the model has changed


def load(path):
    sys.dont_write_bytecode = True  # the model's folder is not ours
    spec = importlib.util.spec_from_file_location("admission", path)
    model = importlib.util.module_from_spec(spec)
    sys.modules["admission"] = model
    spec.loader.exec_module(model)
    return model


class Case:
    """What somebody holds: statements and batches in some order, and what the model makes of them."""

    def __init__(self, model, seed, state, node, rnd):
        self.model, self.seed, self.state = model, seed, state
        self.statements = rnd.sample(list(node.statements.values()), len(node.statements))
        self.batches = rnd.sample(list(node.batches.values()), len(node.batches))

    def verdict(self):
        model, batches = self.model, self.batches
        m = model.evaluate(self.statements)
        live = model.live_grants(m)
        admitted, missing = model.admitted(m, batches)
        counted = model.counted(m, batches)
        tips = {h for of in model.positions(m, batches).values() for _, h in of}
        return {
            "valid": [s.hash in m.valid for s in self.statements],
            "live": [s.hash in live for s in self.statements],
            "rank": [m.ranks.get(s.hash, -1) for s in self.statements],
            "entitled": [model.entitled(m, b) for b in batches],
            "admitted": [b.hash in admitted for b in batches],
            "counted": [b.hash in counted for b in batches],
            "tips": [b.hash in tips for b in batches],
            "missing": missing,
        }

    def told_apart(self):
        """The original wordings under which the verdict were another."""
        right, found = self.verdict(), []
        for wording in WORDINGS:
            self.model.written.add(wording)
            try:
                if self.verdict() != right: found.append(wording)
            except AssertionError:  # a statement that is valid iff it is not
                found.append(wording)
            self.model.written.clear()
        return found

    def line(self, told_apart):
        v = self.verdict()
        judging = [s for s in self.statements if s.kind != "grant"]
        cuts = [s.body[1] for s in judging]
        docs = {b.doc for b in self.batches} | {doc for cut in cuts for (doc, _), _ in cut}
        statements = number(
            {s.hash for s in self.statements}
            | {h for s in judging for h in (s.body[0], s.body[2])}
            | {doc.split("/")[1] for doc in docs if "/" in doc}
        )
        batches = number(
            {b.hash for b in self.batches}
            | {h for b in self.batches for h in self.model.parents(b)}
            | {h for cut in cuts for _, (_, h) in cut}
        )
        actors = number({b.actor for b in self.batches} | {actor for cut in cuts for (_, actor), _ in cut})

        def doc(name): return name if "/" not in name else "ledger/%d" % statements[name.split("/")[1]]

        def body(s):
            if s.kind == "grant": return [s.body[1]]
            cut = [[doc(name), actors[actor], seq, batches[h]] for (name, actor), (seq, h) in s.body[1]]
            return [s.kind, statements[s.body[0]], cut, statements.get(s.body[2], -1)]

        return {
            "seed": self.seed,
            "state": self.state,
            "tells": told_apart,
            "statements": [
                [statements[s.hash], statements.get(s.issuer, -1), s.seq, statements.get(s.prev, -1), *body(s)]
                for s in self.statements
            ],
            "batches": [
                [batches[b.hash], doc(b.doc), statements[b.grant], actors[b.actor], b.first, b.last]
                + [batches.get(b.prev, -1), [batches[h] for h in b.deps]]
                for b in self.batches
            ],
            "standing": [[int(valid), int(live), rank] for valid, live, rank in zip(v["valid"], v["live"], v["rank"])],
            "verdicts": "".join(
                "%x" % (e + 2 * a + 4 * c + 8 * t)
                for e, a, c, t in zip(v["entitled"], v["admitted"], v["counted"], v["tips"])
            ),
            "missing": sorted(batches[h] for h in v["missing"]),
        }


def number(hashes):
    """Numbers in the order of the hashes: which of two is the lower one stays as it was. None has no number."""
    return {h: i for i, h in enumerate(sorted(hashes - {""}))}


def part(model, full, rnd):
    """What somebody holds who got some of it, by the rules of taking: a part, then some statements more."""
    node = model.Node("part", True)
    root = [s for s in full.statements.values() if not s.issuer]
    node.statements.update({s.hash: s for s in root})
    for _ in range(2):
        for _ in range(3):
            for s in rnd.sample(list(full.statements.values()), len(full.statements)):
                if rnd.random() < 0.4: node.take_statement(s)
        for _ in range(3):
            for b in rnd.sample(list(full.batches.values()), len(full.batches)):
                if rnd.random() < 0.4: node.take_batch(b, b.hash in node.of(model.admitted)[1])
    for s in rnd.sample(list(full.statements.values()), len(full.statements)):
        if rnd.random() < 0.4: node.take_statement(s)
    return node


def cases(model, seed):
    held = []
    right_check, model.check = model.check, lambda seed, rnd, honest, events: held.append((rnd, honest))
    try:
        model.scenario(seed, Counter())
    finally:
        model.check = right_check
    rnd, honest = held[0]
    model.check(seed, rnd, honest, Counter())
    rnd = random.Random("vectors %d" % seed)
    full = rnd.choice(honest)
    return [Case(model, seed, "rest", full, rnd), Case(model, seed, "part", part(model, full, rnd), rnd)]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("model")
    p.add_argument("--first", type=int, default=0)
    p.add_argument("--seeds", type=int, default=1000)
    p.add_argument("--least", type=int, default=0, help="cases that tell each original wording from the right one")
    p.add_argument("--out", help="a gzip file; else lines to standard output")
    a = p.parse_args()
    model = load(a.model)
    lines, tells = [], Counter()
    seed = a.first
    while seed < a.first + a.seeds or (any(tells[w] < a.least for w in WORDINGS) and seed < a.first + SEEDS_MAX):
        for case in cases(model, seed):
            told = case.told_apart()
            if seed >= a.first + a.seeds and not any(tells[w] < a.least for w in told): continue
            tells.update(told)
            lines.append(json.dumps(case.line(told), separators=(",", ":")) + "\n")
        seed += 1
    text = "".join(lines).encode()
    if not a.out: sys.stdout.buffer.write(text); return
    with open(a.out, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed: packed.write(text)
    print(len(lines), "cases of", seed - a.first, "seeds; wordings told apart:", dict(sorted(tells.items())), file=sys.stderr)


if __name__ == "__main__": main()
