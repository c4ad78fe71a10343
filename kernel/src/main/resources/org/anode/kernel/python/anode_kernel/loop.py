"""The event loop of a session: cells await on it, and their tasks go on while no cell runs.

While a cell that does not await runs, the loop counts as running, so that create_task() works as it does in Jupyter;
nothing of it is executed meanwhile. asyncio.run() and loops of one's own work all the same.
"""

import sys

from . import cells


class Loop:
    """Runs coroutines of cells. One thread, the one that runs cells, calls everything here but wake()."""

    def __init__(self):
        self._loop = None
        self._asyncio = None
        self._in_cell = False
        self._idles = False

    def attach(self, asyncio):
        """Called when asyncio is first imported."""
        self._asyncio = asyncio
        if asyncio.run.__module__ != __name__:
            asyncio.run = asyncio.runners.run = _apart_from(asyncio, asyncio.runners.run)
            for owner, name in (
                (asyncio.Runner, "run"),
                (asyncio.base_events.BaseEventLoop, "run_forever"),
                (asyncio.base_events.BaseEventLoop, "run_until_complete"),
            ):
                setattr(owner, name, _apart_from(asyncio, getattr(owner, name)))
        if self._in_cell:
            self.begin_cell()

    def begin_cell(self):
        """From here on code of a cell finds a loop that counts as running."""
        self._in_cell = True
        if self._asyncio is not None:
            self._asyncio._set_running_loop(self._ready())

    def end_cell(self):
        self._in_cell = False
        if self._asyncio is not None:
            self._asyncio._set_running_loop(None)

    def run(self, step, namespace):
        """Runs the coroutine of a step to its end; an interrupt cancels it."""
        import asyncio

        loop = self._ready()
        exec(step.code, namespace)
        task = loop.create_task(namespace.pop(cells.RUNNER)())
        try:
            return loop.run_until_complete(task)
        except KeyboardInterrupt:
            self._cancel(loop, task, asyncio)
            raise

    def idle(self):
        """Lets what earlier cells left go on until wake(); False, at once, if no cell made a loop."""
        if self._loop is None or self._loop.is_closed():
            return False
        self._idles = True
        try:
            self._loop.run_forever()
        except KeyboardInterrupt:
            sys.stderr.write("KeyboardInterrupt in a task of an earlier cell\n")
        except SystemExit as failure:
            sys.stderr.write("A task of an earlier cell ended with SystemExit: %s\n" % failure)
        except Exception as failure:
            self._loop = None  # tasks fail by themselves; it can not wait any more, for instance as its files were closed
            sys.stderr.write("The event loop ended, and its tasks with it: %s\n" % failure)
        finally:
            self._idles = False
        return True

    def wake(self):
        """Ends idle(), now or when it begins, unless a cell comes first. From any thread."""
        loop = self._loop
        try:
            if loop is not None:
                loop.call_soon_threadsafe(self._stop_idling)
        except (RuntimeError, OSError):
            pass  # closed meanwhile

    def _stop_idling(self):
        if self._idles:
            self._loop.stop()

    def _ready(self):
        if self._loop is None or self._loop.is_closed():
            import asyncio

            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
        return self._loop

    @staticmethod
    def _cancel(loop, task, asyncio):
        task.cancel()
        try:
            loop.run_until_complete(task)
        except (asyncio.CancelledError, Exception):
            pass


def _apart_from(asyncio, call):
    """As call, at a time in which the session's loop does not count as running, unless it does run."""

    def called(*args, **options):
        pretended = asyncio._get_running_loop()
        if pretended is None or pretended.is_running():
            return call(*args, **options)
        asyncio._set_running_loop(None)
        try:
            return call(*args, **options)
        finally:
            asyncio._set_running_loop(pretended)

    called.__doc__ = call.__doc__
    return called
