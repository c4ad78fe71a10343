"""The history variables of a session: In, Out, _, __, ___, _i, _ii, _iii, _N and _iN."""


class Results:
    def __init__(self, namespace):
        self._namespace = namespace
        self._last = [None, None, None]  # what we put into _, __ and ___
        self.inputs = [""]  # as Python
        self.raw = [""]  # as typed
        self.outputs = {}
        self.publish()

    def publish(self):
        """Puts the lists into the namespace."""
        self._namespace.update({"In": self.inputs, "Out": self.outputs, "_ih": self.inputs, "_oh": self.outputs})

    def entered(self, source, raw, count):
        """Keeps the text of a cell that is about to run."""
        for texts, text in ((self.inputs, source), (self.raw, raw)):
            while len(texts) < count:
                texts.append("")
            del texts[count:]
            texts.append(text.rstrip("\n"))
        for name, back in (("_i", 1), ("_ii", 2), ("_iii", 3)):
            self._namespace[name] = self.inputs[-1 - back] if len(self.inputs) > back else ""
        self._namespace["_i%d" % count] = self.inputs[-1]

    def keep(self, value, count):
        """Keeps a shown value. _ and its like are left alone once a cell has given them another meaning."""
        if value is self.outputs:
            return
        names = ("_", "__", "___")
        absent = object()
        found = [self._namespace.get(name, absent) for name in names]
        if all(one is absent or one is own for one, own in zip(found, self._last)):
            # a name that is gone takes its value along: that was forgotten on purpose
            self._last = [value, *(None if one is absent else one for one in found[:2])]
            for name, own in zip(names, self._last):
                if own is not None:
                    self._namespace[name] = own
        self.outputs[count] = value
        self._namespace["_%d" % count] = value

    def forget(self):
        """Forgets all texts and values, in place: cells hold the lists."""
        self._last = [None, None, None]
        self.inputs[:] = [""] * len(self.inputs)
        self.raw[:] = [""] * len(self.raw)
        self.outputs.clear()
        self.publish()
