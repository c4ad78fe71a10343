"""The cells that ran in this session, chosen by number."""

from .usage import UsageError


class History:
    """The .history_manager of the shell. A session's cells are all there is: nothing is kept on disk."""

    session_number = 0

    def __init__(self, results):
        self._results = results

    @property
    def input_hist_raw(self):
        return self._results.raw

    @property
    def input_hist_parsed(self):
        return self._results.inputs

    @property
    def output_hist(self):
        return self._results.outputs

    def get_range(self, session=0, start=1, stop=None, raw=True, output=False):
        """Gives (session, number, text); with output, the text is (input, output or None)."""
        texts = self._results.raw if raw else self._results.inputs
        start = start + len(texts) if start < 0 else start
        for number in range(max(1, start), len(texts) if stop is None else min(stop, len(texts))):
            text = texts[number]
            yield 0, number, (text, self._results.outputs.get(number)) if output else text

    def get_tail(self, n=10, raw=True, output=False, include_latest=False):
        end = len(self._results.raw) - (0 if include_latest else 1)
        return self.get_range(start=max(1, end - n), stop=end, raw=raw, output=output)

    def get_range_by_str(self, rangestr, raw=True, output=False):
        for first, last in _ranges(rangestr, len(self._results.raw) - 1):
            yield from self.get_range(start=first, stop=last + 1, raw=raw, output=output)

    # for magics: (number, text)

    def tail(self, count, raw):
        return [(number, text) for session, number, text in self.get_tail(count, raw)]

    def chosen(self, ranges, raw):
        return [(number, text) for session, number, text in self.get_range_by_str(ranges, raw)]


def _ranges(text, last):
    """The (first, last) of "4 6-8 10-"; all there is for nothing."""
    if not text.strip():
        yield 1, last
    for word in text.split():
        first, dash, end = word.partition("-")
        try:
            yield int(first), int(end) if end else last if dash else int(first)
        except ValueError:
            raise UsageError("%r is no number or range of cells of this session." % word) from None
