"""What became of a cell: what run_cell() gives, and what functions that run after a cell are told."""


class CellRun:
    def __init__(self, raw_cell, execution_count):
        self.info = Told(raw_cell)
        self.execution_count = execution_count
        self.result = None
        self.error_before_exec = None
        self.error_in_exec = None

    @property
    def success(self):
        return self.error_before_exec is None and self.error_in_exec is None

    def raise_error(self):
        for failure in (self.error_before_exec, self.error_in_exec):
            if failure is not None:
                raise failure


class Told:
    """What functions that run before a cell are told of it."""

    def __init__(self, raw_cell):
        self.raw_cell = raw_cell
        self.store_history = True
        self.silent = False
