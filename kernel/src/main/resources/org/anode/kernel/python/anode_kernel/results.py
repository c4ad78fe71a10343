"""The history variables of a session: In, Out, _, __, ___, _i, _ii, _iii, _N and _iN."""


class Results:
    def __init__(self, namespace):
        self._namespace = namespace
        self._last = [None, None, None]  # what we put into _, __ and ___
        self.inputs = [""]
        self.outputs = {}
        namespace.update({"In": self.inputs, "Out": self.outputs, "_ih": self.inputs, "_oh": self.outputs})

    def entered(self, source, count):
        """Keeps the text of a cell that is about to run."""
        while len(self.inputs) < count:
            self.inputs.append("")
        del self.inputs[count:]
        self.inputs.append(source)
        for name, back in (("_i", 1), ("_ii", 2), ("_iii", 3)):
            self._namespace[name] = self.inputs[-1 - back] if len(self.inputs) > back else ""
        self._namespace["_i%d" % count] = source

    def keep(self, value, count):
        """Keeps a shown value. _ and its like are left alone once a cell has given them another meaning."""
        if value is self.outputs:
            return
        names = ("_", "__", "___")
        if all(self._namespace.get(name) is own for name, own in zip(names, self._last)):
            self._last = [value, self._last[0], self._last[1]]
            for name, own in zip(names, self._last):
                if own is not None:
                    self._namespace[name] = own
        self.outputs[count] = value
        self._namespace["_%d" % count] = value
